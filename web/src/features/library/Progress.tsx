import { useTranslation } from 'react-i18next';
import { isUnderWay, JobActions } from '../../kit/JobActions';
import type { JobState } from '../../api/client';

/** How far a scan or a probing is, with what may be done to it. */
export function Progress({ job }: { job: JobState }) {
  const { t } = useTranslation();
  const { progress } = job;
  const running = isUnderWay(job);
  const counted = (
    [
      'files',
      'added',
      'changed',
      'moved',
      'missing',
      'back',
      'matched',
      'unreadable',
      'probed',
      'broken',
      'left',
    ] as const
  )
    .filter((name) => progress[name] > 0)
    .map((name) => t(`scan.${name}`, { count: progress[name] }));
  return (
    <div className="scan" aria-live="polite">
      <p>
        <strong>{t(job.paused && running ? 'scan.paused' : `scan.state.${job.state}`)}</strong>{' '}
        <span>{counted.join(' · ')}</span>
      </p>
      {running && <div className="scan__bar" role="progressbar" aria-label={t('scan.running')} />}
      {running && progress.at && <p className="quiet scan__at">{progress.at}</p>}
      {job.error && <p role="alert">{job.error}</p>}
      <JobActions job={job} />
    </div>
  );
}

import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../components/Form';
import { answer, api, type ApiError, type JobState } from '../../lib/api';

type Wish = 'run' | 'pause' | 'cancel' | 'retry';

/** How far a scan or a probing is, with what may be done to it. */
export function Progress({ job }: { job: JobState }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const change = useMutation<unknown, ApiError, Wish>({
    mutationFn: (wish) => answer(api.PUT('/api/admin/jobs/{id}', { params: { path: { id: job.id } }, body: { wish } })),
    onSettled: () => queries.invalidateQueries({ queryKey: ['library'] }),
  });
  const { progress } = job;
  const running = job.state === 'queued' || job.state === 'running';
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
  const button = (wish: Wish) => (
    <button className="btn btn-outline-primary btn-sm" type="button" onClick={() => change.mutate(wish)}>
      {t(`scan.${wish}`)}
    </button>
  );
  return (
    <div className="scan" aria-live="polite">
      <p>
        <strong>{t(job.paused && running ? 'scan.paused' : `scan.state.${job.state}`)}</strong>{' '}
        <span>{counted.join(' · ')}</span>
      </p>
      {running && <div className="scan__bar" role="progressbar" aria-label={t('scan.running')} />}
      {running && progress.at && <p className="quiet scan__at">{progress.at}</p>}
      {job.error && <p role="alert">{job.error}</p>}
      <Refusal error={change.error ?? undefined} />
      <p className="actions">
        {running && (job.paused ? button('run') : button('pause'))}
        {running && button('cancel')}
        {(job.state === 'failed' || job.state === 'cancelled') && button('retry')}
      </p>
    </div>
  );
}

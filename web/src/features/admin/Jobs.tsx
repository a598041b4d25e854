import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../kit/Refusal';
import { isUnderWay, JobActions } from '../../kit/JobActions';
import { Empty, Failure, Line } from '../../kit/Status';
import type { ApiError, JobLine } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { jobsQuery, schedulesQuery, runSchedule, refreshAll } from '../../api/jobs';
import { providersQuery } from '../../api/metadata';
import { usePageTitle } from '../../lib/usePageTitle';

function Job({ job }: { job: JobLine }) {
  const { t, i18n } = useTranslation();
  const running = isUnderWay(job);
  const figures = Object.entries(job.progress as Record<string, unknown>)
    .filter(([, value]) => typeof value === 'number' && value > 0)
    .map(([name, value]) =>
      t(`jobs.figure.${name}`, { count: value as number, defaultValue: `${name} ${String(value)}` }),
    );
  return (
    <li className="folder">
      <h3>
        {t(`jobs.kind.${job.kind}`, { defaultValue: job.kind })}{' '}
        <small className="quiet">{dateTimeText(job.created_at, i18n.language)}</small>
      </h3>
      <p>
        <strong>{t(job.paused && running ? 'scan.paused' : `scan.state.${job.state}`)}</strong>{' '}
        <span>{figures.join(' · ')}</span>
      </p>
      {job.state === 'running' && <div className="scan__bar" role="progressbar" aria-label={t('scan.running')} />}
      {job.error && <p role={job.state === 'failed' ? 'alert' : undefined}>{job.error}</p>}
      <JobActions job={job} />
    </li>
  );
}

function Schedules() {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(schedulesQuery);
  const run = useMutation<unknown, ApiError, string>({ mutationFn: runSchedule });
  return (
    <section>
      <h2>{t('jobs.schedules')}</h2>
      <Refusal error={run.error ?? undefined} />
      <ul className="rows">
        {data?.map(({ kind, every_hours, next_at }) => (
          <li key={kind}>
            <div>
              <strong>{t(`jobs.kind.${kind}`, { defaultValue: kind })}</strong>
              <span>
                {t('jobs.every', { count: every_hours / 24 })} ·{' '}
                {t('jobs.next', { at: dateTimeText(next_at, i18n.language) })}
              </span>
            </div>
            <button className="btn btn-outline-primary btn-sm" type="button" onClick={() => run.mutate(kind)}>
              {t('jobs.now')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Providers() {
  const { t } = useTranslation();
  const { data } = useQuery({ ...providersQuery, refetchInterval: 5000 });
  const refresh = useMutation<unknown, ApiError>({ mutationFn: refreshAll });
  return (
    <section>
      <h2>{t('jobs.providers')}</h2>
      {data?.length === 0 && <p className="quiet">{t('outside.nobody')}</p>}
      <ul className="rows">
        {data?.map(({ name, title, website, state, setting }) => (
          <li key={name}>
            <div>
              <strong>
                <a href={website} rel="noreferrer">
                  {title}
                </a>
              </strong>
              <span>
                {t(`providerState.${state}`, { name: title })}{' '}
                {state === 'no_key' && t('providerState.setKey', { setting })}
              </span>
            </div>
          </li>
        ))}
      </ul>
      {data && data.length > 0 && (
        <p className="actions">
          <button
            className="btn btn-outline-primary"
            type="button"
            disabled={refresh.isPending}
            onClick={() => refresh.mutate()}
          >
            {t('jobs.refreshAll')}
          </button>
        </p>
      )}
      <Refusal error={refresh.error ?? undefined} />
    </section>
  );
}

/** What has ended well, a line a kind: it is looked at when somebody wants to know. */
function Done({ jobs }: { jobs: JobLine[] }) {
  const { t, i18n } = useTranslation();
  const last = jobs[0]!;
  return (
    <details className="done-jobs">
      <summary>
        {t(`jobs.kind.${last.kind}`, { defaultValue: last.kind })}{' '}
        <span className="quiet">
          {t('jobs.doneCount', { count: jobs.length })} · {dateTimeText(last.created_at, i18n.language)}
        </span>
      </summary>
      <ul className="folders">
        {jobs.map((job) => (
          <Job job={job} key={job.id} />
        ))}
      </ul>
    </details>
  );
}

/** What is done in the background: what runs, waits, failed and why. */
export function Jobs() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(jobsQuery);
  usePageTitle(t('library.jobs'));
  const done = data?.filter((job) => job.state === 'done') ?? [];
  const kinds = [...new Set(done.map(({ kind }) => kind))];
  return (
    <>
      <section>
        <h2>{t('library.jobs')}</h2>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {!data && !error && <Line width="60%" />}
        {data?.length === 0 && <Empty title={t('jobs.none')} text={t('jobs.noneText')} />}
        <ul className="folders">
          {data
            ?.filter((job) => job.state !== 'done')
            .map((job) => (
              <Job job={job} key={job.id} />
            ))}
        </ul>
        {kinds.map((kind) => (
          <Done jobs={done.filter((job) => job.kind === kind)} key={kind} />
        ))}
      </section>
      <Schedules />
      <Providers />
    </>
  );
}

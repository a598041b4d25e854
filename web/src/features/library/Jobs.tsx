import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, Line } from '../../components/Status';
import { dateTimeText } from '../../lib/format';
import { jobsQuery } from '../../lib/media';
import { Progress } from './Progress';

/** The latest of what is done in the background. */
export function Jobs() {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(jobsQuery);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="60%" />;
  return (
    <section>
      <h2>{t('library.jobs')}</h2>
      {data.length === 0 && <Empty title={t('jobs.none')} text={t('jobs.noneText')} />}
      <ul className="folders">
        {data.map((job) => (
          <li className="folder" key={job.id}>
            <h3>
              {t(`jobs.kind.${job.kind}`, { defaultValue: job.kind })}{' '}
              <small className="quiet">{dateTimeText(job.created_at, i18n.language)}</small>
            </h3>
            <Progress job={job} />
          </li>
        ))}
      </ul>
    </section>
  );
}

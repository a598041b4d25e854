import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refusal } from '../../kit/Refusal';
import { Person } from '../../people/Person';
import { Empty, Failure, Line } from '../../kit/Status';
import type { ApiError, Report } from '../../api/client';
import { dateTimeText, titleOf } from '../../lib/format';
import { reportsQuery, hideReview, hideComment, settleReport } from '../../api/reviews';

function ReportLine({ report }: { report: Report }) {
  const { t, i18n } = useTranslation();
  const hide = useMutation<unknown, ApiError>({
    mutationFn: () =>
      report.kind === 'review'
        ? hideReview(report.object_id, { hidden: true })
        : hideComment(report.object_id, { hidden: true }),
  });
  const keep = useMutation<unknown, ApiError>({
    mutationFn: () => settleReport(report.id),
  });
  return (
    <li>
      <div>
        <strong>{report.reason}</strong>
        <span>
          {t('report.line', { name: report.reporter.name, at: dateTimeText(report.created_at, i18n.language) })}
        </span>
        <blockquote className="quote">{report.text}</blockquote>
        {report.author && <Person face={report.author} />}
        {report.movie && (
          <Link to={`/movies/${report.movie.id}`}>
            {titleOf(report.movie, i18n.language)} {report.movie.year && `(${report.movie.year})`}
          </Link>
        )}
        <Refusal error={hide.error ?? keep.error ?? undefined} />
      </div>
      <div className="actions">
        <button className="btn btn-outline-danger" type="button" onClick={() => hide.mutate()}>
          {t('review.hide')}
        </button>
        <button className="btn btn-outline-primary" type="button" onClick={() => keep.mutate()}>
          {t('report.keep')}
        </button>
      </div>
    </li>
  );
}

/** What readers found wrong, for moderators. */
export function Reports() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(reportsQuery);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="50%" />;
  if (data.length === 0) return <Empty title={t('report.none')} text={t('report.noneText')} />;
  return (
    <ul className="rows">
      {data.map((report) => (
        <ReportLine key={report.id} report={report} />
      ))}
    </ul>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pager } from '../../kit/Pager';
import { Failure, Line } from '../../kit/Status';
import { dateTimeText } from '../../lib/format';
import { auditQuery } from '../../api/admin';

export function Audit() {
  const { t, i18n } = useTranslation();
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery(auditQuery(page));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="60%" />;
  return (
    <section>
      <h2>{t('admin.audit')}</h2>
      <p>{t('admin.auditText')}</p>
      <div className="scroll" role="region" aria-label={t('admin.audit')} tabIndex={0}>
        <table className="plain">
          <thead>
            <tr>
              <th scope="col">{t('audit.at')}</th>
              <th scope="col">{t('audit.event')}</th>
              <th scope="col">{t('audit.who')}</th>
              <th scope="col">{t('audit.whom')}</th>
              <th scope="col">{t('audit.address')}</th>
              <th scope="col">{t('audit.detail')}</th>
            </tr>
          </thead>
          <tbody>
            {data.items.map((line) => (
              <tr key={line.id}>
                <td>{dateTimeText(line.at, i18n.language)}</td>
                <td>{t(`event.${line.event}`, { defaultValue: line.event })}</td>
                <td>{line.actor_email ?? (line.actor ? `#${line.actor}` : '')}</td>
                <td>{line.user_email ?? (line.user ? `#${line.user}` : '')}</td>
                <td>{line.address}</td>
                <td>{line.detail}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <Pager page={page} pages={Math.ceil(data.total / 30)} onPage={setPage} />
    </section>
  );
}

import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Pager } from '../../kit/Pager';
import { Person } from '../../people/Person';
import { Empty, Failure, Line } from '../../kit/Status';
import { membersQuery } from '../../api/members';
import { usePageTitle } from '../../lib/usePageTitle';

/** Who is here and lets others see their page. */
export function Members() {
  const { t } = useTranslation();
  const [q, setQ] = useState('');
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery({ ...membersQuery(q.trim(), page), placeholderData: keepPreviousData });
  usePageTitle(t('members.title'));
  return (
    <>
      <header className="page-head">
        <h1>{t('members.title')}</h1>
        <p>{t('members.text')}</p>
      </header>
      <div className="field">
        <label htmlFor="members-q">{t('members.search')}</label>
        <input
          className="form-control"
          id="members-q"
          type="search"
          value={q}
          onChange={(event) => {
            setQ(event.target.value);
            setPage(1);
          }}
        />
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Line width="50%" />}
      {data?.total === 0 && <Empty title={t('members.none')} text={t('members.noneText')} />}
      <ul className="rows members">
        {data?.items.map(({ user, full_name, watched }) => (
          <li key={user.id}>
            <div>
              <Person face={user} />
              {full_name && <span className="quiet">{full_name}</span>}
            </div>
            {watched !== null && <span className="quiet">{t('members.watched', { count: watched })}</span>}
          </li>
        ))}
      </ul>
      {data && <Pager page={page} pages={Math.ceil(data.total / 30)} onPage={setPage} />}
    </>
  );
}

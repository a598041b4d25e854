import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, NavLink, Outlet } from 'react-router';
import { Refusal } from '../../components/Form';
import { Pager } from '../../components/Pager';
import { Empty, Failure, Line } from '../../components/Status';
import { answer, api, type ApiError } from '../../lib/api';
import { dateTimeText } from '../../lib/format';
import { changesQuery, deletedQuery } from '../../lib/queries';
import { usePageTitle } from '../../lib/usePageTitle';
import { ChangeLine } from './History';

/** What stands around the editors' pages. */
export function EditingPages() {
  const { t } = useTranslation();
  usePageTitle(t('editing.title'));
  return (
    <>
      <header className="page-head page-head--actions">
        <h1>{t('editing.title')}</h1>
        <Link className="btn btn-primary" to="/movies/new">
          {t('edit.newMovie')}
        </Link>
      </header>
      <div className="settings">
        <nav className="settings__nav" aria-label={t('editing.title')}>
          <NavLink to="/editing" end>
            {t('editing.changes')}
          </NavLink>
          <NavLink to="/editing/deleted">{t('editing.deleted')}</NavLink>
        </nav>
        <div className="settings__page">
          <Outlet />
        </div>
      </div>
    </>
  );
}

export function Changes() {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery(changesQuery(page));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="60%" />;
  return (
    <section>
      <h2>{t('editing.changes')}</h2>
      {data.total === 0 && <Empty title={t('change.none')} text={t('editing.noChanges')} />}
      <ul className="rows">
        {data.items.map((change) => (
          <ChangeLine key={change.id} change={change} named />
        ))}
      </ul>
      <Pager page={page} pages={Math.ceil(data.total / 20)} onPage={setPage} />
    </section>
  );
}

function DeletedList({ kind, title }: { kind: 'movies' | 'people'; title: string }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(deletedQuery(kind));
  const restore = useMutation<unknown, ApiError, number>({
    mutationFn: (id) => answer(api.POST(`/api/${kind}/{id}/restore`, { params: { path: { id } } })),
    onSettled: () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' }),
  });
  return (
    <section>
      <h2>{title}</h2>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Refusal error={restore.error ?? undefined} texts={{ 409: t('editing.taken') }} />
      {data?.length === 0 && <p>{t('editing.noneDeleted')}</p>}
      <ul className="rows">
        {data?.map((item) => (
          <li key={item.id}>
            <div>
              <strong>{item.year ? `${item.title} (${item.year})` : item.title}</strong>
              <span>{t('editing.deletedAt', { at: dateTimeText(item.deleted_at, i18n.language) })}</span>
            </div>
            <button
              className="btn btn-outline-primary"
              type="button"
              disabled={restore.isPending}
              onClick={() => restore.mutate(item.id)}
            >
              {t('editing.restore')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function DeletedPage() {
  const { t } = useTranslation();
  return (
    <>
      <DeletedList kind="movies" title={t('editing.deletedMovies')} />
      <DeletedList kind="people" title={t('editing.deletedPeople')} />
    </>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refusal } from '../../kit/Refusal';
import { Pager } from '../../kit/Pager';
import { SidePages } from '../../kit/SidePages';
import { Empty, Failure, Line } from '../../kit/Status';
import type { ApiError } from '../../api/client';
import { dateTimeText, titleOf } from '../../lib/format';
import { changesQuery, deletedQuery, uncheckedQuery, restoreThing } from '../../api/editing';
import { ChangeLine } from './History';

export function EditingPages() {
  const { t } = useTranslation();
  return (
    <SidePages
      title={t('editing.title')}
      action={
        <Link className="btn btn-primary" to="/movies/new">
          {t('edit.newMovie')}
        </Link>
      }
      pages={[
        ['/editing', t('editing.changes')],
        ['/editing/unchecked', t('editing.unchecked')],
        ['/editing/deleted', t('editing.deleted')],
        ['/editing/reports', t('report.reports')],
      ]}
    />
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

/** Films from members' imports: to be looked at, completed, or deleted. */
export function Unchecked() {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(uncheckedQuery);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="60%" />;
  return (
    <section>
      <h2>{t('editing.unchecked')}</h2>
      <p>{t('editing.uncheckedText')}</p>
      {data.length === 0 && <Empty title={t('editing.noneUnchecked')} text={t('editing.noneUncheckedText')} />}
      <ul className="rows">
        {data.slice(0, 200).map((movie) => (
          <li key={movie.id}>
            <div>
              <Link to={`/movies/${movie.id}`}>{titleOf(movie, i18n.language)}</Link>
              <span>{movie.year}</span>
            </div>
            <Link className="btn btn-outline-primary" to={`/movies/${movie.id}/edit`}>
              {t('edit.action')}
            </Link>
          </li>
        ))}
      </ul>
      {data.length > 200 && <p className="quiet">{t('editing.andMore', { count: data.length - 200 })}</p>}
    </section>
  );
}

function DeletedList({ kind, title }: { kind: 'movies' | 'people'; title: string }) {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(deletedQuery(kind));
  const restore = useMutation<unknown, ApiError, number>({
    mutationFn: (id) => restoreThing(kind, id),
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

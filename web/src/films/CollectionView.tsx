import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { CollectionQuery, ShelfItem } from '../api/client';
import { runtimeText } from '../lib/format';
import { collectionQuery } from '../api/collection';
import type { Whose } from '../api/diary';
import { Pager } from '../kit/Pager';
import { Shelf } from './Shelf';
import { Stars } from './StarRating';
import { Empty, Failure, Line } from '../kit/Status';

const perPage = 48;
const sorts = ['title', '-release_year', '-rating', '-length', '-created_at'] as const;
const formats = ['VHS', 'DVD', 'Streaming'] as const;

/** Filters stand in the address: `set` writes one there. */
function Filters({
  query,
  lendable,
  set,
}: {
  query: CollectionQuery;
  lendable: boolean;
  set: (name: string, value: string) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="filters">
      <div className="filter filter--words">
        <label htmlFor="shelf-words">{t('collection.search')}</label>
        <input
          id="shelf-words"
          className="form-control"
          type="search"
          defaultValue={query.q ?? ''}
          onChange={(event) => set('q', event.target.value.trim())}
        />
      </div>
      <div className="filter">
        <label htmlFor="shelf-format">{t('collection.format')}</label>
        <select
          id="shelf-format"
          className="form-select"
          value={query.format ?? ''}
          onChange={(event) => set('format', event.target.value)}
        >
          <option value="">{t('collection.anyFormat')}</option>
          {formats.map((format) => (
            <option key={format} value={format}>
              {t(`format.${format}`)}
            </option>
          ))}
        </select>
      </div>
      <div className="filter">
        <label htmlFor="shelf-sort">{t('browse.sort')}</label>
        <select
          id="shelf-sort"
          className="form-select"
          value={query.sort}
          onChange={(event) => set('sort', event.target.value)}
        >
          {sorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`collectionSort.${sort}`)}
            </option>
          ))}
        </select>
      </div>
      {lendable && (
        <label className="check">
          <input
            type="checkbox"
            checked={!!query.lent}
            onChange={(event) => set('lent', event.target.checked ? 'true' : '')}
          />
          {t('collection.onlyLent')}
        </label>
      )}
    </div>
  );
}

/** All of it at a glance; where things are is for whom they belong to. */
function Table({ items, own, name }: { items: ShelfItem[]; own: boolean; name: (item: ShelfItem) => ReactNode }) {
  const { t } = useTranslation();
  return (
    <div className="scroll" tabIndex={0} role="region" aria-label={t('yours.collection')}>
      <table className="plain">
        <thead>
          <tr>
            {(['title', 'format', 'year', 'length', 'rating'] as const).map((column) => (
              <th key={column} scope="col">
                {t(`collection.${column}`)}
              </th>
            ))}
            {own && <th scope="col">{t('collection.where')}</th>}
          </tr>
        </thead>
        <tbody>
          {items.map((item) => (
            <tr key={item.id}>
              <td>{name(item)}</td>
              <td>{t(`format.${item.format}`)}</td>
              <td>{item.release_year}</td>
              <td>{runtimeText(item.length, t)}</td>
              <td>
                <Stars value={item.rating} />
              </td>
              {own && <td>{item.lent_to ? t('collection.lent', { name: item.lent_to }) : item.location}</td>}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

/** Somebody's discs and streams, on a shelf or in a table; filters stand in the address. */
export function CollectionView({ whose, onOpen }: { whose?: Whose; onOpen?: (item: ShelfItem) => void }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const page = Number(params.get('page') ?? 1);
  const table = params.get('view') === 'table';
  const query: CollectionQuery = {
    page,
    per_page: perPage,
    sort: params.get('sort') ?? 'title',
    q: params.get('q') || undefined,
    format: formats.find((format) => format === params.get('format')),
    lent: params.get('lent') === 'true' ? true : undefined,
  };
  const set = (name: string, value: string) =>
    setParams(
      (before) => {
        const next = new URLSearchParams(before);
        if (value) next.set(name, value);
        else next.delete(name);
        if (name !== 'page') next.delete('page');
        return next;
      },
      { replace: true },
    );
  const { data, error, refetch } = useQuery(collectionQuery(query, whose));
  const filtered = !!(query.q || query.format || query.lent);
  const name = (item: ShelfItem) =>
    onOpen ? (
      <button className="link-button" type="button" onClick={() => onOpen(item)}>
        {item.title}
      </button>
    ) : item.movie_id ? (
      <Link to={`/movies/${item.movie_id}`}>{item.title}</Link>
    ) : (
      item.title
    );
  return (
    <>
      <Filters query={query} lendable={!whose} set={set} />
      <div className="switch" role="group" aria-label={t('diary.view')}>
        <button className="chip" type="button" aria-pressed={!table} onClick={() => set('view', '')}>
          {t('collection.shelf')}
        </button>
        <button className="chip" type="button" aria-pressed={table} onClick={() => set('view', 'table')}>
          {t('collection.table')}
        </button>
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Line width="60%" />}
      {data?.total === 0 &&
        (filtered ? (
          <Empty title={t('wall.empty')} text={t('wall.emptyText')} />
        ) : (
          <Empty title={t('collection.empty')} text={t(whose ? 'collection.emptyTheirs' : 'collection.emptyText')} />
        ))}
      {data && data.total > 0 && <p className="wall-count">{t('collection.count', { count: data.total })}</p>}
      {data?.total === 0
        ? null
        : table
          ? data && <Table items={data.items} own={!whose} name={name} />
          : data && <Shelf items={data.items} onOpen={onOpen} />}
      {data && (
        <Pager page={page} pages={Math.ceil(data.total / perPage)} onPage={(next) => set('page', String(next))} />
      )}
    </>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import type { MovieQuery } from '../api/client';
import { moviePagesQuery } from '../api/catalogue';
import { EndOfList } from '../kit/EndOfList';
import { Poster, PosterSkeleton } from './Poster';
import { Empty, Failure } from '../kit/Status';

/** All films that a query finds, as a wall that grows while one scrolls. */
export function PosterWall({ query, onClear }: { query: MovieQuery; onClear?: () => void }) {
  const { t } = useTranslation();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    moviePagesQuery(query),
  );
  const shown = useDeferredValue(data);
  const coming = isPending || isFetchingNextPage || shown !== data;
  const movies = shown?.pages.flatMap((page) => page.movies) ?? [];
  const total = data?.pages[0]?.total;

  if (total === 0) {
    return (
      <Empty title={t('wall.empty')} text={t('wall.emptyText')}>
        {onClear && (
          <button className="btn btn-outline-primary" type="button" onClick={onClear}>
            {t('browse.clear')}
          </button>
        )}
      </Empty>
    );
  }
  return (
    <>
      <div className="wall-count">
        <span role="status">{total !== undefined && t('wall.count', { count: total })}</span>
        {onClear && (
          <button className="btn btn-link" type="button" onClick={onClear}>
            {t('browse.clear')}
          </button>
        )}
      </div>
      <ul className="poster-wall" aria-busy={coming}>
        {movies.map((movie) => (
          <li key={movie.id}>
            <Poster movie={movie} />
          </li>
        ))}
        {coming &&
          Array.from({ length: 12 }, (_, i) => (
            <li key={`skeleton-${i}`}>
              <PosterSkeleton />
            </li>
          ))}
      </ul>
      {error && <Failure error={error} onRetry={() => void (data ? fetchNextPage() : refetch())} />}
      <EndOfList active={hasNextPage && !coming && !error} reach={() => void fetchNextPage()} />
    </>
  );
}

import { useInfiniteQuery } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { MovieQuery } from '../lib/api';
import { moviePagesQuery } from '../lib/queries';
import { Poster, PosterSkeleton } from './Poster';
import { Empty, Failure } from './Status';

/** Calls `reach` when its end comes near, as long as `active`. */
function useEndOfList(active: boolean, reach: () => void) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!active || !end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && reach(), { rootMargin: '800px' });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [active, reach]);
  return end;
}

/** All films that a query finds, as a wall that grows while one scrolls. */
export function PosterWall({ query, onClear }: { query: MovieQuery; onClear?: () => void }) {
  const { t } = useTranslation();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    moviePagesQuery(query),
  );
  const end = useEndOfList(hasNextPage && !isFetchingNextPage && !error, () => void fetchNextPage());
  const movies = data?.pages.flatMap((page) => page.movies) ?? [];
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
      <p className="wall-count" role="status">
        {total !== undefined && t('wall.count', { count: total })}
      </p>
      <ul className="poster-wall" aria-busy={isPending || isFetchingNextPage}>
        {movies.map((movie) => (
          <li key={movie.id}>
            <Poster movie={movie} />
          </li>
        ))}
        {(isPending || isFetchingNextPage) &&
          Array.from({ length: 12 }, (_, i) => (
            <li key={`skeleton-${i}`}>
              <PosterSkeleton />
            </li>
          ))}
      </ul>
      {error && <Failure error={error} onRetry={() => void (data ? fetchNextPage() : refetch())} />}
      <div ref={end} />
    </>
  );
}

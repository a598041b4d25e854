import { useInfiniteQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import type { EntryQuery } from '../api/client';
import { entriesQuery, type Whose } from '../api/diary';
import { Beginnings } from './Beginnings';
import { EndOfList } from '../kit/EndOfList';
import { Poster, PosterSkeleton } from './Poster';
import { Stars } from './StarRating';
import { Empty, Failure } from '../kit/Status';

/** Films with what somebody thinks of them, as a wall that grows while one scrolls. */
export function EntryWall({
  query,
  whose,
  empty,
  emptyText,
}: {
  query: EntryQuery;
  whose?: Whose;
  empty: string;
  emptyText: string;
}) {
  const { t } = useTranslation();
  const { data, error, isPending, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    entriesQuery(query, whose),
  );
  const lines = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total;
  if (total === 0)
    return (
      <Empty title={empty} text={emptyText}>
        {!whose && <Beginnings />}
      </Empty>
    );
  return (
    <>
      <p className="wall-count" role="status">
        {total !== undefined && t('wall.count', { count: total })}
      </p>
      <ul className="poster-wall" aria-busy={isPending || isFetchingNextPage}>
        {lines.map(({ movie, entry }) => (
          <li key={movie.id}>
            <Poster movie={movie} />
            {entry.rating !== null && <Stars value={entry.rating} />}
          </li>
        ))}
        {isPending &&
          Array.from({ length: 12 }, (_, i) => (
            <li key={i}>
              <PosterSkeleton />
            </li>
          ))}
      </ul>
      {error && <Failure error={error} onRetry={() => void (data ? fetchNextPage() : refetch())} />}
      <EndOfList active={hasNextPage && !isFetchingNextPage && !error} reach={() => void fetchNextPage()} />
    </>
  );
}

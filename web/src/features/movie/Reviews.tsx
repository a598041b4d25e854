import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, Line } from '../../kit/Status';
import { Unverified } from '../../people/Unverified';
import { reviewsQuery } from '../../api/reviews';
import { useSession } from '../../lib/session';
import { ReviewForm } from './ReviewForm';
import { ReviewCard } from './ReviewCard';

export function Reviews({ movie }: { movie: number }) {
  const { t } = useTranslation();
  const session = useSession();
  const user = session?.user;
  const [sort, setSort] = useState<'likes' | 'created_at'>('likes');
  const { data, error, isPending, hasNextPage, fetchNextPage, isFetchingNextPage, refetch } = useInfiniteQuery(
    reviewsQuery(movie, sort),
  );
  const reviews = data?.pages.flatMap((page) => page.items) ?? [];
  const total = data?.pages[0]?.total ?? 0;
  const written = reviews.some((review) => review.author.id === user?.id);
  const waits = !!user && !user.email_verified && !!session?.sends_mail;
  const [writing, setWriting] = useState(false);
  return (
    <section className="reviews" aria-labelledby="reviews">
      <header className="row-section__head">
        <h2 id="reviews">{t('review.title')}</h2>
        {user && data && !written && !waits && !writing && (
          <button className="btn btn-outline-primary" type="button" onClick={() => setWriting(true)}>
            {t('review.begin')}
          </button>
        )}
        {total > 1 && (
          <select
            className="form-select"
            aria-label={t('browse.sort')}
            value={sort}
            onChange={(event) => setSort(event.target.value as typeof sort)}
          >
            <option value="likes">{t('review.byLikes')}</option>
            <option value="created_at">{t('review.byTime')}</option>
          </select>
        )}
      </header>
      {waits && <Unverified />}
      {writing && !written && <ReviewForm movie={movie} onDone={() => setWriting(false)} />}
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {isPending && <Line width="80%" />}
      {data && total === 0 && !writing && (
        <Empty title={t('review.none')} text={t(user ? 'review.noneText' : 'review.noneGuest')} />
      )}
      {reviews.map((review) => (
        <ReviewCard key={review.id} review={review} />
      ))}
      {hasNextPage && (
        <button
          className="btn btn-outline-primary"
          type="button"
          disabled={isFetchingNextPage}
          onClick={() => void fetchNextPage()}
        >
          {t('review.more')}
        </button>
      )}
    </section>
  );
}

import { useInfiniteQuery, useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../kit/Confirm';
import { DraftBack, Submit, TextArea } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Icon } from '../../kit/Icon';
import { Markdown } from '../../kit/Markdown';
import { Person } from '../../people/Person';
import { ReportDialog } from './ReportDialog';
import { Stars } from '../../films/StarRating';
import { Empty, Failure, Line } from '../../kit/Status';
import { Unverified } from '../../people/Unverified';
import { answer, api, type ApiError, type Review } from '../../lib/api';
import { dateTimeText } from '../../lib/format';
import { reviewsQuery } from '../../lib/mine';
import { mayEdit, useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { Comments } from './Comments';

function useReviewRefresh(movie: number) {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['reviews', movie] });
}

function ReviewForm({ movie, review, onDone }: { movie: number; review?: Review; onDone?: () => void }) {
  const { t } = useTranslation();
  const refresh = useReviewRefresh(movie);
  const form = useApiForm({
    schema: 'ReviewDraft',
    values: { body: review?.body ?? '', spoiler: review?.spoiler ?? false },
    draft: review ? `review ${review.id}` : `review of ${movie}`,
    send: async (body) => {
      if (review) await answer(api.PUT('/api/reviews/{id}', { params: { path: { id: review.id } }, body }));
      else await answer(api.POST('/api/movies/{id}/reviews', { params: { path: { id: movie } }, body }));
      form.reset();
      await refresh();
      onDone?.();
    },
  });
  return (
    <form className="review-form" onSubmit={form.submit} noValidate>
      <Refusal error={form.refused} />
      <DraftBack form={form} />
      <TextArea
        form={form}
        name="body"
        rows={5}
        label={t(review ? 'review.edit' : 'review.write')}
        help={t('review.help')}
      />
      <label className="check">
        <input type="checkbox" {...form.register('spoiler')} />
        {t('review.spoiler')}
      </label>
      <div className="actions">
        <Submit sending={form.sending}>{t(review ? 'form.save' : 'review.publish')}</Submit>
        {onDone && (
          <button className="btn btn-outline-primary" type="button" onClick={onDone}>
            {t('form.cancel')}
          </button>
        )}
      </div>
    </form>
  );
}

function ReviewCard({ review }: { review: Review }) {
  const { t, i18n } = useTranslation();
  const user = useSession()?.user;
  const refresh = useReviewRefresh(review.movie_id);
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const [reporting, setReporting] = useState(false);
  const [shown, setShown] = useState(!review.spoiler);
  const [talking, setTalking] = useState(false);
  const mine = user?.id === review.author.id;
  const path = { path: { id: review.id } };
  const like = useMutation<unknown, ApiError>({
    mutationFn: () =>
      review.liked
        ? answer(api.DELETE('/api/reviews/{id}/like', { params: path }))
        : answer(api.PUT('/api/reviews/{id}/like', { params: path })),
    onSuccess: refresh,
  });
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.DELETE('/api/reviews/{id}', { params: path })),
    onSuccess: refresh,
  });
  const hide = useMutation<unknown, ApiError>({
    mutationFn: () =>
      answer(api.PUT('/api/moderation/reviews/{id}', { params: path, body: { hidden: !review.hidden } })),
    onSuccess: refresh,
  });
  if (editing) return <ReviewForm movie={review.movie_id} review={review} onDone={() => setEditing(false)} />;
  return (
    <article className="review" aria-label={t('review.by', { name: review.author.name })}>
      <header>
        <Person face={review.author} />
        {review.rating !== null && <Stars value={review.rating} />}
        <time dateTime={review.created_at}>{dateTimeText(review.created_at, i18n.language)}</time>
        {review.hidden && <span className="badge-quiet">{t('review.hidden')}</span>}
      </header>
      {shown ? (
        <Markdown text={review.body} />
      ) : (
        <p className="hint">
          {t('review.spoilerWarning')}{' '}
          <button className="btn btn-outline-primary" type="button" onClick={() => setShown(true)}>
            {t('review.show')}
          </button>
        </p>
      )}
      <Refusal error={like.error ?? remove.error ?? hide.error ?? undefined} />
      <footer className="review__foot">
        <button
          className={review.liked ? 'quiet-button quiet-button--on' : 'quiet-button'}
          type="button"
          aria-pressed={review.liked}
          disabled={!user || mine || like.isPending}
          onClick={() => like.mutate()}
        >
          <Icon name="heart" /> {t('review.likes', { count: review.likes })}
        </button>
        <button className="quiet-button" type="button" aria-expanded={talking} onClick={() => setTalking(!talking)}>
          {t('review.comments', { count: review.comments })}
        </button>
        {mine && (
          <button className="quiet-button" type="button" onClick={() => setEditing(true)}>
            {t('edit.action')}
          </button>
        )}
        {(mine || mayEdit(user)) && (
          <button className="quiet-button" type="button" onClick={() => setAsking(true)}>
            {t('form.delete')}
          </button>
        )}
        {mayEdit(user) && !mine && (
          <button className="quiet-button" type="button" onClick={() => hide.mutate()}>
            {t(review.hidden ? 'review.unhide' : 'review.hide')}
          </button>
        )}
        {user && !mine && (
          <button className="quiet-button" type="button" onClick={() => setReporting(true)}>
            {t('report.action')}
          </button>
        )}
      </footer>
      {talking && <Comments review={review} />}
      {asking && (
        <Confirm
          title={t('review.delete')}
          text={t('review.deleteText')}
          action={t('form.delete')}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            remove.mutate();
          }}
        />
      )}
      {reporting && (
        <ReportDialog
          send={(reason) => answer(api.POST('/api/reviews/{id}/report', { params: path, body: { reason } }))}
          onClose={() => setReporting(false)}
        />
      )}
    </article>
  );
}

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

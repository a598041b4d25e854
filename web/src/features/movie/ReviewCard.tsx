import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../kit/Confirm';
import { Refusal } from '../../kit/Refusal';
import { Icon } from '../../kit/Icon';
import { Markdown } from '../../kit/Markdown';
import { Person } from '../../people/Person';
import { ReportDialog } from './ReportDialog';
import { Stars } from '../../films/StarRating';
import type { ApiError, Review } from '../../api/client';
import { unlikeReview, likeReview, removeReview, hideReview, reportReview } from '../../api/reviews';
import { dateTimeText } from '../../lib/format';
import { mayEdit, useSession } from '../../lib/session';
import { Comments } from './Comments';
import { ReviewForm } from './ReviewForm';

function useReviewActions(review: Review) {
  const like = useMutation<unknown, ApiError>({
    mutationFn: () => (review.liked ? unlikeReview(review.id) : likeReview(review.id)),
  });
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => removeReview(review.id),
  });
  const hide = useMutation<unknown, ApiError>({
    mutationFn: () => hideReview(review.id, { hidden: !review.hidden }),
  });
  return { like, remove, hide };
}

function ReviewFoot({
  review,
  liking,
  talking,
  onLike,
  onTalk,
  onEdit,
  onDelete,
  onHide,
  onReport,
}: { review: Review; liking: boolean; talking: boolean } & Record<
  'onLike' | 'onTalk' | 'onEdit' | 'onDelete' | 'onHide' | 'onReport',
  () => void
>) {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const mine = user?.id === review.author.id;
  return (
    <footer className="review__foot">
      <button
        className={review.liked ? 'quiet-button quiet-button--on' : 'quiet-button'}
        type="button"
        aria-pressed={review.liked}
        disabled={!user || mine || liking}
        onClick={onLike}
      >
        <Icon name="heart" /> {t('review.likes', { count: review.likes })}
      </button>
      <button className="quiet-button" type="button" aria-expanded={talking} onClick={onTalk}>
        {t('review.comments', { count: review.comments })}
      </button>
      {mine && (
        <button className="quiet-button" type="button" onClick={onEdit}>
          {t('edit.action')}
        </button>
      )}
      {(mine || mayEdit(user)) && (
        <button className="quiet-button" type="button" onClick={onDelete}>
          {t('form.delete')}
        </button>
      )}
      {mayEdit(user) && !mine && (
        <button className="quiet-button" type="button" onClick={onHide}>
          {t(review.hidden ? 'review.unhide' : 'review.hide')}
        </button>
      )}
      {user && !mine && (
        <button className="quiet-button" type="button" onClick={onReport}>
          {t('report.action')}
        </button>
      )}
    </footer>
  );
}

export function ReviewCard({ review }: { review: Review }) {
  const { t, i18n } = useTranslation();
  const [editing, setEditing] = useState(false);
  const [asking, setAsking] = useState(false);
  const [reporting, setReporting] = useState(false);
  const [shown, setShown] = useState(!review.spoiler);
  const [talking, setTalking] = useState(false);
  const { like, remove, hide } = useReviewActions(review);
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
      <ReviewFoot
        review={review}
        liking={like.isPending}
        talking={talking}
        onLike={() => like.mutate()}
        onTalk={() => setTalking(!talking)}
        onEdit={() => setEditing(true)}
        onDelete={() => setAsking(true)}
        onHide={() => hide.mutate()}
        onReport={() => setReporting(true)}
      />
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
        <ReportDialog send={(reason) => reportReview(review.id, { reason })} onClose={() => setReporting(false)} />
      )}
    </article>
  );
}

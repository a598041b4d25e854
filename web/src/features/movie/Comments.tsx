import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../kit/Confirm';
import { Refusal } from '../../kit/Refusal';
import { Person } from '../../people/Person';
import { ReportDialog } from './ReportDialog';
import { Failure, Line } from '../../kit/Status';
import type { ApiError, Comment, Review } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { commentsQuery, removeComment, hideComment, reportComment } from '../../api/reviews';
import { mayEdit, useSession } from '../../lib/session';
import { CommentForm } from './CommentForm';

const deepest = 4; // how far answers are indented

type Mode = 'answer' | 'edit' | 'delete' | 'report';

function CommentFoot({
  comment,
  onMode,
  onHide,
}: {
  comment: Comment;
  onMode: (mode: Mode) => void;
  onHide: () => void;
}) {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const mine = comment.author?.id === user?.id;
  return (
    <p className="review__foot">
      <button className="quiet-button" type="button" onClick={() => onMode('answer')}>
        {t('comment.answer')}
      </button>
      {mine && (
        <button className="quiet-button" type="button" onClick={() => onMode('edit')}>
          {t('edit.action')}
        </button>
      )}
      {(mine || mayEdit(user)) && (
        <button className="quiet-button" type="button" onClick={() => onMode('delete')}>
          {t('form.delete')}
        </button>
      )}
      {mayEdit(user) && !mine && (
        <button className="quiet-button" type="button" onClick={onHide}>
          {t(comment.hidden ? 'review.unhide' : 'review.hide')}
        </button>
      )}
      {!mine && (
        <button className="quiet-button" type="button" onClick={() => onMode('report')}>
          {t('report.action')}
        </button>
      )}
    </p>
  );
}

function One({ comment, all, review, depth }: { comment: Comment; all: Comment[]; review: Review; depth: number }) {
  const { t, i18n } = useTranslation();
  const user = useSession()?.user;
  const [mode, setMode] = useState<Mode>();
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => removeComment(comment.id),
  });
  const hide = useMutation<unknown, ApiError>({
    mutationFn: () => hideComment(comment.id, { hidden: !comment.hidden }),
  });
  const answers = all.filter(({ parent_id }) => parent_id === comment.id);
  const close = () => setMode(undefined);
  return (
    <li className="comment">
      <header>
        {comment.author ? <Person face={comment.author} /> : <span>{t('comment.deleted')}</span>}
        <time dateTime={comment.created_at}>{dateTimeText(comment.created_at, i18n.language)}</time>
        {comment.hidden && <span className="badge-quiet">{t('review.hidden')}</span>}
      </header>
      {mode === 'edit' ? (
        <CommentForm review={review} comment={comment} onDone={close} />
      ) : (
        comment.body && <p className="comment__body">{comment.body}</p>
      )}
      <Refusal error={remove.error ?? hide.error ?? undefined} />
      {user && !comment.deleted && <CommentFoot comment={comment} onMode={setMode} onHide={() => hide.mutate()} />}
      {mode === 'answer' && <CommentForm review={review} parent={comment.id} onDone={close} />}
      {mode === 'delete' && (
        <Confirm
          title={t('comment.delete')}
          text={t('comment.deleteText')}
          action={t('form.delete')}
          onClose={close}
          onConfirm={() => {
            close();
            remove.mutate();
          }}
        />
      )}
      {mode === 'report' && <ReportDialog send={(reason) => reportComment(comment.id, { reason })} onClose={close} />}
      {answers.length > 0 && (
        <ol className={depth < deepest ? 'comments comments--inner' : 'comments'}>
          {answers.map((one) => (
            <One key={one.id} comment={one} all={all} review={review} depth={depth + 1} />
          ))}
        </ol>
      )}
    </li>
  );
}

/** What was said about a review, answers under what they answer. */
export function Comments({ review }: { review: Review }) {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const { data, error, refetch } = useQuery(commentsQuery(review.id));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="60%" />;
  return (
    <div className="talk">
      {data.length === 0 && <p className="quiet">{t('comment.none')}</p>}
      <ol className="comments">
        {data
          .filter(({ parent_id }) => parent_id === null)
          .map((comment) => (
            <One key={comment.id} comment={comment} all={data} review={review} depth={1} />
          ))}
      </ol>
      {user && <CommentForm review={review} />}
    </div>
  );
}

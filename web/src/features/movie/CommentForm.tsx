import { useTranslation } from 'react-i18next';
import { DraftBack, FormFoot, TextArea } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import type { Comment, Review } from '../../api/client';
import { addComment, changeComment } from '../../api/reviews';
import { useApiForm } from '../../lib/useApiForm';

/** What one says of a review or answers to what was said, or what one has said, to be changed. */
export function CommentForm({
  review,
  parent,
  comment,
  onDone,
}: {
  review: Review;
  parent?: number;
  comment?: Comment;
  onDone?: () => void;
}) {
  const { t } = useTranslation();
  const form = useApiForm({
    schema: 'CommentText',
    values: { body: comment?.body ?? '' },
    draft: comment ? `comment ${comment.id}` : `comment on ${review.id} ${parent ?? ''}`,
    send: async (_body, { body }) => {
      if (comment) await changeComment(comment.id, { body });
      else await addComment(review.id, { body, parent_id: parent ?? null });
      form.reset();
      onDone?.();
    },
  });
  return (
    <form className="comment-form" onSubmit={form.submit} noValidate>
      <Refusal error={form.refused} />
      <DraftBack form={form} />
      <TextArea
        form={form}
        name="body"
        rows={2}
        label={t(comment ? 'comment.edit' : parent ? 'comment.answer' : 'comment.write')}
      />
      <FormFoot sending={form.sending} action={t('comment.send')} onClose={onDone} />
    </form>
  );
}

import { useTranslation } from 'react-i18next';
import { DraftBack, FormFoot, TextArea } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import type { Review } from '../../api/client';
import { useApiForm } from '../../lib/useApiForm';
import { changeReview, addReview } from '../../api/reviews';

export function ReviewForm({ movie, review, onDone }: { movie: number; review?: Review; onDone?: () => void }) {
  const { t } = useTranslation();
  const form = useApiForm({
    schema: 'ReviewDraft',
    values: { body: review?.body ?? '', spoiler: review?.spoiler ?? false },
    draft: review ? `review ${review.id}` : `review of ${movie}`,
    send: async (body) => {
      if (review) await changeReview(review.id, body);
      else await addReview(movie, body);
      form.reset();
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
      <FormFoot sending={form.sending} action={t(review ? 'form.save' : 'review.publish')} onClose={onDone} />
    </form>
  );
}

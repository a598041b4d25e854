import { useMutation } from '@tanstack/react-query';
import { useRef } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError, Viewing } from '../api/client';
import { today } from '../lib/day';
import { useMark } from '../lib/useMark';
import { useApiForm } from '../lib/useApiForm';
import { Dialog } from '../kit/Confirm';
import { FormFoot, DraftBack, TextArea, TextField } from '../kit/Form';
import { Refusal } from '../kit/Refusal';
import { StarRating } from './StarRating';
import { changeViewing, addViewing, changeEntry, removeViewing } from '../api/diary';
import { addReview } from '../api/reviews';

/** A line of the diary: a new one, or one to change or take out. */
export function ViewingDialog({
  movie,
  title,
  viewing,
  rating = null,
  onClose,
}: {
  movie: number;
  title: string;
  viewing?: Viewing;
  rating?: number | null;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const liked = useMark(movie)?.favorite ?? false;
  // What has been sent already is not sent again when the rest of it was refused.
  const sent = useRef({ review: false, viewing: false });
  const form = useApiForm({
    schema: 'ViewingDraftPatch',
    draft: viewing ? `viewing ${viewing.id}` : `viewing of ${movie}`,
    values: {
      watched_on: viewing?.watched_on ?? today(),
      rating: viewing ? viewing.rating : rating,
      rewatch: viewing?.rewatch ?? false,
      favorite: liked,
      review: '',
      spoiler: false,
      place: viewing?.place ?? '',
      note: viewing?.note ?? '',
      tags: viewing?.tags.join(', ') ?? '',
    },
    send: async (_body, { watched_on, place, note, tags, rating: stars, rewatch, favorite, review, spoiler }) => {
      const said = {
        watched_on,
        place,
        note,
        rating: stars,
        // Not said: then whether it had been watched before decides.
        rewatch: viewing || rewatch ? rewatch : null,
        tags: tags
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean),
      };
      if (viewing) await changeViewing(movie, viewing.id, said);
      else {
        // First what is refused most often, so that nothing has been written when it is.
        if (review.trim() !== '' && !sent.current.review) {
          await addReview(movie, { body: review, spoiler });
          sent.current.review = true;
        }
        if (!sent.current.viewing) await addViewing(movie, said);
        sent.current.viewing = true;
        if (favorite !== liked) await changeEntry(movie, { favorite });
      }
      onClose();
    },
  });
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => removeViewing(movie, viewing!.id),
    onSuccess: onClose,
  });
  return (
    <Dialog title={t(viewing ? 'viewing.edit' : 'viewing.add', { title })} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused ?? remove.error ?? undefined} />
        <DraftBack form={form} />
        <TextField form={form} name="watched_on" type="date" label={t('viewing.day')} />
        <div className="field">
          <span className="field__label">{t('viewing.rating')}</span>
          <StarRating
            value={form.watch('rating')}
            onChange={(stars) => form.setValue('rating', stars, { shouldDirty: true })}
            label={t('viewing.rating')}
          />
        </div>
        <label className="check">
          <input type="checkbox" {...form.register('rewatch')} />
          {t('viewing.rewatch')}
        </label>
        {!viewing && (
          <>
            <label className="check">
              <input type="checkbox" {...form.register('favorite')} />
              {t('mark.favorite')}
            </label>
            <TextArea form={form} name="review" rows={3} label={t('viewing.review')} help={t('review.help')} optional />
            <label className="check">
              <input type="checkbox" {...form.register('spoiler')} />
              {t('review.spoiler')}
            </label>
          </>
        )}
        <TextField form={form} name="tags" label={t('viewing.tags')} help={t('viewing.tagsHelp')} optional />
        <details open={!!(viewing?.place || viewing?.note)}>
          <summary>{t('viewing.more')}</summary>
          <TextField form={form} name="place" label={t('viewing.place')} help={t('viewing.placeHelp')} optional />
          <TextArea form={form} name="note" rows={3} label={t('viewing.note')} help={t('viewing.noteHelp')} optional />
        </details>
        <FormFoot sending={form.sending} action={t('form.save')} onClose={onClose}>
          {viewing && (
            <button
              className="btn btn-outline-danger"
              type="button"
              disabled={remove.isPending}
              onClick={() => remove.mutate()}
            >
              {t('viewing.remove')}
            </button>
          )}
        </FormFoot>
      </form>
    </Dialog>
  );
}

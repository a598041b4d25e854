import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { answer, api, type ApiError, type Viewing } from '../lib/api';
import { today } from '../lib/day';
import { markQuery } from '../lib/marks';
import { movieQuery } from '../lib/queries';
import { useApiForm } from '../lib/useApiForm';
import { Dialog } from './Confirm';
import { Refusal, Submit, TextArea, TextField } from './Form';
import { StarRating } from './StarRating';

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
  const queries = useQueryClient();
  const [stars, setStars] = useState(viewing ? viewing.rating : rating);
  const [rewatch, setRewatch] = useState<boolean | undefined>(viewing?.rewatch);
  const refresh = async () => {
    await Promise.all([
      queries.invalidateQueries({ queryKey: ['mine'] }),
      queries.invalidateQueries({ queryKey: markQuery(movie).queryKey }),
      queries.invalidateQueries({ queryKey: movieQuery(movie).queryKey, exact: true }),
    ]);
    onClose();
  };
  const form = useApiForm({
    schema: 'ViewingDraftPatch',
    values: {
      watched_on: viewing?.watched_on ?? today(),
      place: viewing?.place ?? '',
      note: viewing?.note ?? '',
      tags: viewing?.tags.join(', ') ?? '',
    },
    send: async (_body, { watched_on, place, note, tags }) => {
      const said = {
        watched_on,
        place,
        note,
        rating: stars,
        rewatch: rewatch ?? null,
        tags: tags
          .split(',')
          .map((tag) => tag.trim())
          .filter(Boolean),
      };
      if (viewing) {
        await answer(api.PATCH('/api/user/viewings/{id}', { params: { path: { id: viewing.id } }, body: said }));
      } else {
        await answer(api.POST('/api/movies/{id}/viewings', { params: { path: { id: movie } }, body: said }));
      }
      await refresh();
    },
  });
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.DELETE('/api/user/viewings/{id}', { params: { path: { id: viewing!.id } } })),
    onSuccess: refresh,
  });
  return (
    <Dialog title={t(viewing ? 'viewing.edit' : 'viewing.add', { title })} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused ?? remove.error ?? undefined} />
        <TextField form={form} name="watched_on" type="date" label={t('viewing.day')} />
        <div className="field">
          <span className="field__label">{t('viewing.rating')}</span>
          <StarRating value={stars} onChange={setStars} label={t('viewing.rating')} />
        </div>
        <label className="check">
          <input type="checkbox" checked={!!rewatch} onChange={(event) => setRewatch(event.target.checked)} />
          {t('viewing.rewatch')}
        </label>
        <TextField form={form} name="place" label={t('viewing.place')} help={t('viewing.placeHelp')} optional />
        <TextField form={form} name="tags" label={t('viewing.tags')} help={t('viewing.tagsHelp')} optional />
        <TextArea form={form} name="note" rows={3} label={t('viewing.note')} help={t('viewing.noteHelp')} optional />
        <div className="actions">
          <Submit sending={form.sending}>{t('form.save')}</Submit>
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
          <button className="btn btn-outline-primary" type="button" onClick={onClose}>
            {t('form.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ApiError, CollectionItem, MovieCard } from '../api/client';
import { titleOf } from '../lib/format';
import { useMark } from '../lib/useMark';
import { useApiForm } from '../lib/useApiForm';
import { Confirm, Dialog } from '../kit/Confirm';
import { DraftBack, SelectField, Submit, TextArea, TextField } from '../kit/Form';
import { Refusal } from '../kit/Refusal';
import { MovieChooser } from './MovieChooser';
import { replaceItem, addItem, removeItem, changeItem } from '../api/collection';

const formats = ['DVD', 'VHS', 'Streaming'] as const;

const shortTitle = (movie: MovieCard, language: string) => [...titleOf(movie, language)].slice(0, 50).join('');

/** Something one owns: new, perhaps of a film that is known already, or to be changed. */
export function ItemDialog({
  item,
  movie,
  onClose,
}: {
  item?: CollectionItem;
  movie?: MovieCard;
  onClose: () => void;
}) {
  const { t, i18n } = useTranslation();
  // What one thinks of the film is what one thinks of the disc, unless one says so.
  const rated = useMark(movie?.id)?.rating;
  const [asking, setAsking] = useState(false);
  const [choosing, setChoosing] = useState(false);
  const form = useApiForm({
    schema: 'NewItem',
    draft: item ? `item ${item.id}` : `item of ${movie?.id ?? 0}`,
    values: {
      title: item?.title ?? (movie ? shortTitle(movie, i18n.language) : ''),
      format: item?.format ?? 'DVD',
      length: String(item?.length ?? movie?.runtime ?? ''),
      release_year: String(item?.release_year ?? movie?.year ?? ''),
      rating: String(item?.rating ?? Math.max(1, Math.round(rated ?? 3))),
      movie_id: String(item?.movie_id ?? movie?.id ?? ''),
      location: item?.location ?? '',
      condition: item?.condition ?? '',
      bought_on: item?.bought_on ?? '',
      lent_to: item?.lent_to ?? '',
      lent_on: item?.lent_on ?? '',
      note: item?.note ?? '',
    },
    send: async (body) => {
      if (item) await replaceItem(item.id, body);
      else await addItem(body);
      onClose();
    },
  });
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => removeItem(item!.id),
    onSuccess: onClose,
  });
  const lend = useMutation<unknown, ApiError>({
    mutationFn: () => changeItem(item!.id, { lent_to: '', lent_on: null }),
    onSuccess: onClose,
  });
  return (
    <Dialog title={item ? t('collection.edit', { title: item.title }) : t('collection.add')} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused ?? remove.error ?? lend.error ?? undefined} />
        <DraftBack form={form} />
        {!item && !movie && (
          <p>
            <button className="btn btn-outline-primary" type="button" onClick={() => setChoosing(true)}>
              {t('collection.fromCatalogue')}
            </button>
          </p>
        )}
        <TextField form={form} name="title" label={t('collection.title')} autoFocus />
        <div className="field-row">
          <SelectField form={form} name="format" label={t('collection.format')}>
            {formats.map((format) => (
              <option key={format} value={format}>
                {t(`format.${format}`)}
              </option>
            ))}
          </SelectField>
          <TextField form={form} name="release_year" label={t('collection.year')} inputMode="numeric" />
          <TextField form={form} name="length" label={t('collection.minutes')} inputMode="numeric" />
          <SelectField form={form} name="rating" label={t('collection.rating')}>
            {[1, 2, 3, 4, 5].map((stars) => (
              <option key={stars} value={stars}>
                {'★'.repeat(stars)}
              </option>
            ))}
          </SelectField>
        </div>
        <details open={!!(item?.lent_to || item?.location)}>
          <summary>{t('collection.more')}</summary>
          <div className="field-row">
            <TextField form={form} name="lent_to" label={t('collection.lentTo')} optional />
            <TextField form={form} name="lent_on" type="date" label={t('collection.lentOn')} optional />
            <TextField form={form} name="location" label={t('collection.where')} optional />
            <TextField form={form} name="condition" label={t('collection.condition')} optional />
            <TextField form={form} name="bought_on" type="date" label={t('collection.boughtOn')} optional />
          </div>
          <TextArea form={form} name="note" rows={2} label={t('collection.note')} optional />
        </details>
        <div className="actions actions--foot">
          <Submit sending={form.sending}>{t(item ? 'form.save' : 'collection.addAction')}</Submit>
          {item?.lent_to && (
            <button className="btn btn-outline-primary" type="button" onClick={() => lend.mutate()}>
              {t('collection.back')}
            </button>
          )}
          {item && (
            <button className="btn btn-outline-danger" type="button" onClick={() => setAsking(true)}>
              {t('form.delete')}
            </button>
          )}
          <button className="btn btn-outline-primary" type="button" onClick={onClose}>
            {t('form.cancel')}
          </button>
        </div>
      </form>
      {asking && item && (
        <Confirm
          title={t('collection.delete', { title: item.title })}
          text={t('collection.deleteText')}
          action={t('form.delete')}
          onClose={() => setAsking(false)}
          onConfirm={() => remove.mutate()}
        />
      )}
      {choosing && (
        <MovieChooser
          title={t('collection.fromCatalogue')}
          once
          onChoose={(chosen) => {
            form.setValue('title', shortTitle(chosen, i18n.language));
            form.setValue('movie_id', String(chosen.id));
            if (chosen.year) form.setValue('release_year', String(chosen.year));
            if (chosen.runtime) form.setValue('length', String(chosen.runtime));
          }}
          onClose={() => setChoosing(false)}
        />
      )}
    </Dialog>
  );
}

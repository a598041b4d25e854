import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ApiError, ShelfItem } from '../api/client';
import { dayText, today } from '../lib/day';
import { refusalText } from '../lib/refusals';
import { useApiForm } from '../lib/useApiForm';
import { Dialog } from '../kit/Confirm';
import { FormFoot, DraftBack, TextField } from '../kit/Form';
import { Refusal } from '../kit/Refusal';
import { PosterArt } from './Poster';
import { Stars } from './StarRating';
import { useToast } from '../kit/Toasts';
import { changeItem } from '../api/collection';

interface Lent {
  lent_to: string;
  lent_on: string | null;
}

/** Lends an item or takes it back, and says so with a way back. */
function useLending(item: ShelfItem) {
  const { t } = useTranslation();
  const toast = useToast();
  const before = { lent_to: item.lent_to, lent_on: item.lent_on };
  return async (to: Lent) => {
    await changeItem(item.id, to);
    const said = to.lent_to
      ? t('collection.lentDone', { title: item.title, name: to.lent_to })
      : t('collection.backDone', { title: item.title });
    toast({ text: said, actions: [{ name: t('toast.undo'), run: () => void changeItem(item.id, before) }] });
  };
}

function LendDialog({ item, borrowers, onClose }: { item: ShelfItem; borrowers: string[]; onClose: () => void }) {
  const { t } = useTranslation();
  const lend = useLending(item);
  const form = useApiForm({
    schema: 'NewItemPatch',
    draft: `lend ${item.id}`,
    values: { lent_to: '', lent_on: today() },
    check: ({ lent_to }): Record<string, string> => (lent_to.trim() ? {} : { lent_to: t('rule.required') }),
    send: async (_body, { lent_to, lent_on }) => {
      await lend({ lent_to: lent_to.trim(), lent_on: lent_on || null });
      onClose();
    },
  });
  return (
    <Dialog title={t('collection.lend', { title: item.title })} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <DraftBack form={form} />
        <TextField form={form} name="lent_to" label={t('collection.lentTo')} list="borrowers" autoFocus />
        <datalist id="borrowers">
          {borrowers.map((name) => (
            <option key={name} value={name} />
          ))}
        </datalist>
        <TextField form={form} name="lent_on" type="date" label={t('collection.lentOn')} optional />
        <FormFoot sending={form.sending} action={t('collection.lendAction')} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Its picture: the film's poster, or a plain sleeve with its title. */
function Sleeve({ item }: { item: ShelfItem }) {
  return (
    <span className={`sleeve sleeve--${item.format.toLowerCase()}`}>
      {item.movie ? <PosterArt movie={item.movie} /> : <span className="sleeve__title">{item.title}</span>}
    </span>
  );
}

function Spine({
  item,
  borrowers,
  onOpen,
}: {
  item: ShelfItem;
  borrowers: string[];
  onOpen?: (item: ShelfItem) => void;
}) {
  const { t, i18n } = useTranslation();
  const lending = useLending(item);
  const toast = useToast();
  const [asking, setAsking] = useState(false);
  const back = useMutation<unknown, ApiError>({
    mutationFn: () => lending({ lent_to: '', lent_on: null }),
    onError: (error) => toast({ text: refusalText(error, t) }),
  });
  return (
    <li className="spine">
      {onOpen ? (
        <button className="spine__open" type="button" onClick={() => onOpen(item)}>
          <Sleeve item={item} />
          <strong>{item.title}</strong>
        </button>
      ) : item.movie_id ? (
        <Link className="spine__open" to={`/movies/${item.movie_id}`}>
          <Sleeve item={item} />
          <strong>{item.title}</strong>
        </Link>
      ) : (
        <span className="spine__open">
          <Sleeve item={item} />
          <strong>{item.title}</strong>
        </span>
      )}
      <span className="quiet">
        {item.release_year} · {t(`format.${item.format}`)}
      </span>
      <Stars value={item.rating} />
      {item.lent_to && (
        <span className="badge-quiet">
          {t('collection.lent', { name: item.lent_to })}
          {item.lent_on && `, ${dayText(item.lent_on, i18n.language)}`}
        </span>
      )}
      {onOpen &&
        (item.lent_to ? (
          <button
            className="quiet-button"
            type="button"
            disabled={back.isPending}
            aria-label={`${t('collection.back')}: ${item.title}`}
            onClick={() => back.mutate()}
          >
            {t('collection.back')}
          </button>
        ) : (
          <button
            className="quiet-button"
            type="button"
            aria-label={`${t('collection.lendAction')}: ${item.title}`}
            onClick={() => setAsking(true)}
          >
            {t('collection.lendAction')}
          </button>
        ))}
      {asking && <LendDialog item={item} borrowers={borrowers} onClose={() => setAsking(false)} />}
    </li>
  );
}

/** Items as they stand on a shelf; one's own can be opened, lent and taken back. */
export function Shelf({ items, onOpen }: { items: ShelfItem[]; onOpen?: (item: ShelfItem) => void }) {
  const borrowers = [...new Set(items.map((item) => item.lent_to).filter(Boolean))];
  return (
    <ul className="shelf">
      {items.map((item) => (
        <Spine key={item.id} item={item} borrowers={borrowers} onOpen={onOpen} />
      ))}
    </ul>
  );
}

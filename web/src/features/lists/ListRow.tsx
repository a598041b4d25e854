import { useSortable } from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refusal } from '../../kit/Refusal';
import { Icon } from '../../kit/Icon';
import { PosterArt } from '../../films/Poster';
import { useToast } from '../../kit/Toasts';
import type { Row } from '../../kit/Windowed';
import { ApiError, type FilmList, type ListItem } from '../../api/client';
import { noteInList, addToList, moveInList, removeFromList } from '../../api/lists';
import { useDraft } from '../../lib/draft';
import { titleOf } from '../../lib/format';

/** What somebody says of a film on a list, being written. */
function Note({
  list,
  item,
  title,
  begun,
  put,
  onClose,
}: {
  list: FilmList;
  item: ListItem;
  title: string;
  begun?: string;
  put: (draft: { note: string }) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [note, setNote] = useState(begun ?? item.note);
  const save = useMutation<unknown, ApiError>({
    mutationFn: () => noteInList(list.id, item.movie.id, { note }),
    onSuccess: onClose,
  });
  return (
    <>
      <textarea
        className="form-control"
        aria-label={t('lists.note', { title })}
        rows={2}
        maxLength={2000}
        value={note}
        onChange={(event) => {
          setNote(event.target.value);
          put({ note: event.target.value });
        }}
      />
      <span className="actions">
        <button className="btn btn-primary" type="button" disabled={save.isPending} onClick={() => save.mutate()}>
          {t('form.save')}
        </button>
        <button className="btn btn-outline-primary" type="button" onClick={onClose}>
          {t('form.cancel')}
        </button>
      </span>
      <Refusal error={save.error ?? undefined} />
    </>
  );
}

/** Taking a film off a list, and putting it back where it stood. */
function useRemoval(list: FilmList, item: ListItem, title: string) {
  const { t } = useTranslation();
  const toast = useToast();
  const putBack = async () => {
    const body = { movie_id: item.movie.id, note: item.note };
    await addToList(list.id, body);
    await moveInList(list.id, item.movie.id, { position: item.position });
  };
  return useMutation<unknown, ApiError>({
    mutationFn: () => removeFromList(list.id, item.movie.id),
    onSuccess: () =>
      toast({ text: t('lists.removed', { title }), actions: [{ name: t('toast.undo'), run: () => void putBack() }] }),
  });
}

function Tools({ title, onNote, onRemove }: { title: string; onNote: () => void; onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <>
      <button className="tool" type="button" aria-label={t('lists.note', { title })} onClick={onNote}>
        <Icon name="edit" />
      </button>
      <button className="tool" type="button" aria-label={t('lists.remove', { title })} onClick={onRemove}>
        <Icon name="close" />
      </button>
    </>
  );
}

export function Item({ list, item, place, row }: { list: FilmList; item: ListItem; place: number; row?: Row }) {
  const { t, i18n } = useTranslation();
  const title = titleOf(item.movie, i18n.language);
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id: item.movie.id,
    disabled: !list.may_edit,
  });
  const measure = row?.ref;
  const stand = useCallback(
    (node: HTMLLIElement | null) => {
      setNodeRef(node);
      measure?.(node);
    },
    [setNodeRef, measure],
  );
  const { first, put } = useDraft<{ note: string }>(`list ${list.id} note ${item.movie.id}`);
  const [noting, setNoting] = useState(first !== undefined);
  const [begun, setBegun] = useState(first?.note);
  const close = () => {
    put(undefined);
    setBegun(undefined);
    setNoting(false);
  };
  const remove = useRemoval(list, item, title);
  return (
    <li
      {...row}
      ref={stand}
      className={isDragging ? 'list-item list-item--dragged' : 'list-item'}
      style={{ transform: CSS.Translate.toString(transform), transition }}
    >
      {list.may_edit && (
        <button
          className="tool list-item__grip"
          type="button"
          {...attributes}
          {...listeners}
          aria-label={t('lists.move', { title })}
        >
          <Icon name="grip" />
        </button>
      )}
      {list.ranked && <span className="list-item__place">{place}</span>}
      <Link className="diary__poster" to={`/movies/${item.movie.id}`} tabIndex={-1} aria-hidden="true">
        <PosterArt movie={item.movie} />
      </Link>
      <div className="diary__words">
        <Link to={`/movies/${item.movie.id}`}>
          {title} <span className="quiet">{item.movie.year}</span>
        </Link>
        {noting ? (
          <Note list={list} item={item} title={title} begun={begun} put={put} onClose={close} />
        ) : (
          item.note && <span>{item.note}</span>
        )}
        <Refusal error={remove.error ?? undefined} />
      </div>
      {list.may_edit && !noting && (
        <Tools title={title} onNote={() => setNoting(true)} onRemove={() => remove.mutate()} />
      )}
    </li>
  );
}

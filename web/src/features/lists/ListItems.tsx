import {
  closestCenter,
  DndContext,
  KeyboardSensor,
  PointerSensor,
  useSensor,
  useSensors,
  type DragEndEvent,
} from '@dnd-kit/core';
import {
  arrayMove,
  SortableContext,
  sortableKeyboardCoordinates,
  useSortable,
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { CSS } from '@dnd-kit/utilities';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Refusal } from '../../kit/Refusal';
import { Icon } from '../../kit/Icon';
import { PosterArt } from '../../films/Poster';
import { Empty, Failure, Line } from '../../kit/Status';
import { useToast } from '../../kit/Toasts';
import { Windowed, type Row } from '../../kit/Windowed';
import { answer, api, ApiError, type FilmList, type ListItem } from '../../lib/api';
import { useDraft } from '../../lib/draft';
import { titleOf } from '../../lib/format';
import { listItemsQuery } from '../../lib/mine';
import { useListRefresh } from './useListRefresh';

function Item({ list, item, place, row }: { list: FilmList; item: ListItem; place: number; row?: Row }) {
  const { t, i18n } = useTranslation();
  const refresh = useListRefresh();
  const toast = useToast();
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
  const path = { path: { id: list.id, movie_id: item.movie.id } };
  const { first, put } = useDraft<{ note: string }>(`list ${list.id} note ${item.movie.id}`);
  const [noting, setNoting] = useState(first !== undefined);
  const [note, setNote] = useState(first?.note ?? item.note);
  const save = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.PATCH('/api/lists/{id}/items/{movie_id}', { params: path, body: { note } })),
    onSuccess: async () => {
      put(undefined);
      setNoting(false);
      await refresh();
    },
  });
  const putBack = async () => {
    const body = { movie_id: item.movie.id, note: item.note };
    await answer(api.POST('/api/lists/{id}/items', { params: { path: { id: list.id } }, body }));
    await answer(
      api.PUT('/api/lists/{id}/items/{movie_id}/position', { params: path, body: { position: item.position } }),
    );
    await refresh();
  };
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.DELETE('/api/lists/{id}/items/{movie_id}', { params: path })),
    onSuccess: async () => {
      toast({ text: t('lists.removed', { title }), actions: [{ name: t('toast.undo'), run: () => void putBack() }] });
      await refresh();
    },
  });
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
              <button
                className="btn btn-outline-primary"
                type="button"
                onClick={() => {
                  put(undefined);
                  setNote(item.note);
                  setNoting(false);
                }}
              >
                {t('form.cancel')}
              </button>
            </span>
          </>
        ) : (
          item.note && <span>{item.note}</span>
        )}
        <Refusal error={save.error ?? remove.error ?? undefined} />
      </div>
      {list.may_edit && !noting && (
        <>
          <button
            className="tool"
            type="button"
            aria-label={t('lists.note', { title })}
            onClick={() => setNoting(true)}
          >
            <Icon name="edit" />
          </button>
          <button
            className="tool"
            type="button"
            aria-label={t('lists.remove', { title })}
            onClick={() => remove.mutate()}
          >
            <Icon name="close" />
          </button>
        </>
      )}
    </li>
  );
}

/** The films of a list, to be dragged by who may change it. */
export function ListItems({ list, link }: { list: FilmList; link?: string }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const toast = useToast();
  const refresh = useListRefresh();
  const query = listItemsQuery(list.id, link);
  const { data, error, refetch } = useQuery(query);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const move = useMutation<unknown, ApiError, { movie: number; from: number; to: number }>({
    mutationFn: ({ movie, to }) =>
      answer(
        api.PUT('/api/lists/{id}/items/{movie_id}/position', {
          params: { path: { id: list.id, movie_id: movie } },
          body: { position: data![to]!.position },
        }),
      ),
    onMutate: ({ from, to }) => queries.setQueryData(query.queryKey, (before) => before && arrayMove(before, from, to)),
    onError: () => toast({ text: t('error.unknown') }),
    onSettled: refresh,
  });
  const dropped = ({ active, over }: DragEndEvent) => {
    if (!over || active.id === over.id || !data) return;
    const from = data.findIndex(({ movie }) => movie.id === active.id),
      to = data.findIndex(({ movie }) => movie.id === over.id);
    move.mutate({ movie: Number(active.id), from, to });
  };
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="70%" />;
  if (data.length === 0)
    return <Empty title={t('lists.empty')} text={t(list.may_edit ? 'lists.emptyText' : 'lists.emptyTheirs')} />;
  const name = (id: unknown) => {
    const movie = data.find((item) => item.movie.id === id)?.movie;
    return movie ? titleOf(movie, i18n.language) : '';
  };
  const place = (id: unknown) => data.findIndex(({ movie }) => movie.id === id) + 1;
  return (
    <DndContext
      sensors={sensors}
      collisionDetection={closestCenter}
      onDragEnd={dropped}
      accessibility={{
        screenReaderInstructions: { draggable: t('lists.dragHelp') },
        announcements: {
          onDragStart: ({ active }) => t('lists.dragStart', { title: name(active.id) }),
          onDragOver: ({ active, over }) =>
            over ? t('lists.dragOver', { title: name(active.id), place: place(over.id) }) : undefined,
          onDragEnd: ({ active, over }) =>
            over ? t('lists.dragEnd', { title: name(active.id), place: place(over.id) }) : undefined,
          onDragCancel: ({ active }) => t('lists.dragCancel', { title: name(active.id) }),
        },
      }}
    >
      <SortableContext items={data.map(({ movie }) => movie.id)} strategy={verticalListSortingStrategy}>
        <Windowed className="list-items" items={data} keyOf={({ movie }) => movie.id} height={88}>
          {(item, i, row) => (
            <Item key={`${item.movie.id} ${item.note}`} list={list} item={item} place={i + 1} row={row} />
          )}
        </Windowed>
      </SortableContext>
    </DndContext>
  );
}

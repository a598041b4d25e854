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
  verticalListSortingStrategy,
} from '@dnd-kit/sortable';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Empty, Failure, Line } from '../../kit/Status';
import { useToast } from '../../kit/Toasts';
import { Windowed } from '../../kit/Windowed';
import { cache } from '../../api/cache';
import { ApiError, type FilmList } from '../../api/client';
import { titleOf } from '../../lib/format';
import { listItemsQuery, moveInList } from '../../api/lists';
import { Item } from './ListRow';

/** The films of a list, to be dragged by who may change it. */
export function ListItems({ list, link }: { list: FilmList; link?: string }) {
  const { t, i18n } = useTranslation();
  const toast = useToast();
  const query = listItemsQuery(list.id, link);
  const { data, error, refetch } = useQuery(query);
  const sensors = useSensors(
    useSensor(PointerSensor, { activationConstraint: { distance: 5 } }),
    useSensor(KeyboardSensor, { coordinateGetter: sortableKeyboardCoordinates }),
  );
  const move = useMutation<unknown, ApiError, { movie: number; from: number; to: number }>({
    mutationFn: ({ movie, to }) => moveInList(list.id, movie, { position: data![to]!.position }),
    onMutate: ({ from, to }) => cache.setQueryData(query.queryKey, (before) => before && arrayMove(before, from, to)),
    onError: () => toast({ text: t('error.unknown') }),
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

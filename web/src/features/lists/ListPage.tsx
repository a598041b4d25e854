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
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { Confirm, Dialog } from '../../components/Confirm';
import { NotFound } from '../../components/Fallbacks';
import { Refusal, Submit, TextArea, TextField } from '../../components/Form';
import { Icon } from '../../components/Icon';
import { MovieChooser } from '../../components/MovieChooser';
import { Person } from '../../components/Person';
import { PosterArt } from '../../components/Poster';
import { SharingDialog } from '../../components/SharingDialog';
import { Empty, Failure, Line } from '../../components/Status';
import { useToast } from '../../components/Toasts';
import { answer, api, ApiError, type FilmList, type ListItem } from '../../lib/api';
import { titleOf } from '../../lib/format';
import { listEditorsQuery, listItemsQuery, listQuery, listSharingQuery } from '../../lib/mine';
import { useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { usePageTitle } from '../../lib/usePageTitle';

const useListRefresh = () => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['lists'] });
};

function Item({ list, item, place }: { list: FilmList; item: ListItem; place: number }) {
  const { t, i18n } = useTranslation();
  const refresh = useListRefresh();
  const toast = useToast();
  const title = titleOf(item.movie, i18n.language);
  const { attributes, listeners, setNodeRef, transform, transition, isDragging } = useSortable({
    id: item.movie.id,
    disabled: !list.may_edit,
  });
  const path = { path: { id: list.id, movie_id: item.movie.id } };
  const [noting, setNoting] = useState(false);
  const [note, setNote] = useState(item.note);
  const save = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.PATCH('/api/lists/{id}/items/{movie_id}', { params: path, body: { note } })),
    onSuccess: async () => {
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
      toast({ text: t('lists.removed', { title }), action: { name: t('toast.undo'), run: () => void putBack() } });
      await refresh();
    },
  });
  return (
    <li
      ref={setNodeRef}
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
              onChange={(event) => setNote(event.target.value)}
            />
            <span className="actions">
              <button className="btn btn-primary" type="button" disabled={save.isPending} onClick={() => save.mutate()}>
                {t('form.save')}
              </button>
              <button className="btn btn-outline-primary" type="button" onClick={() => setNoting(false)}>
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

function Items({ list, link }: { list: FilmList; link?: string }) {
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
        <ol className="list-items">
          {data.map((item, i) => (
            <Item key={`${item.movie.id} ${item.note}`} list={list} item={item} place={i + 1} />
          ))}
        </ol>
      </SortableContext>
    </DndContext>
  );
}

function EditDialog({ list, onClose }: { list: FilmList; onClose: () => void }) {
  const { t } = useTranslation();
  const refresh = useListRefresh();
  const form = useApiForm({
    schema: 'ListDraftPatch',
    values: { name: list.name, description: list.description, ranked: list.ranked },
    send: async (_body, { name, description, ranked }) => {
      await answer(
        api.PATCH('/api/lists/{id}', { params: { path: { id: list.id } }, body: { name, description, ranked } }),
      );
      await refresh();
      onClose();
    },
  });
  return (
    <Dialog title={t('lists.edit')} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <TextField form={form} name="name" label={t('lists.name')} />
        <TextArea form={form} name="description" rows={4} label={t('lists.description')} optional />
        <label className="check">
          <input type="checkbox" {...form.register('ranked')} />
          {t('lists.ranked')}
        </label>
        <div className="actions">
          <Submit sending={form.sending}>{t('form.save')}</Submit>
          <button className="btn btn-outline-primary" type="button" onClick={onClose}>
            {t('form.cancel')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function EditorsDialog({ list, onClose }: { list: FilmList; onClose: () => void }) {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const { data } = useQuery(listEditorsQuery(list.id));
  const refresh = () => queries.invalidateQueries({ queryKey: ['lists', 'editors', list.id] });
  const form = useApiForm({
    schema: 'GroupName', // a name of the same kind
    values: { name: '' },
    send: async (_body, { name }) => {
      await answer(
        api.PUT('/api/lists/{id}/editors/{username}', { params: { path: { id: list.id, username: name.trim() } } }),
      );
      form.reset();
      await refresh();
    },
  });
  const remove = useMutation<unknown, ApiError, string>({
    mutationFn: (username) =>
      answer(api.DELETE('/api/lists/{id}/editors/{username}', { params: { path: { id: list.id, username } } })),
    onSuccess: refresh,
  });
  return (
    <Dialog title={t('lists.editors')} onClose={onClose}>
      <p>{t('lists.editorsText')}</p>
      <Refusal error={remove.error ?? undefined} />
      <ul className="rows">
        {data?.map((face) => (
          <li key={face.id}>
            <div>
              <Person face={face} />
            </div>
            {face.username && (
              <button className="btn btn-outline-primary" type="button" onClick={() => remove.mutate(face.username!)}>
                {t('groups.remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} texts={{ 404: t('groups.unknown') }} />
        <TextField form={form} name="name" label={t('groups.addMember')} />
        <div className="actions">
          <Submit sending={form.sending}>{t('list.add')}</Submit>
          <button className="btn btn-outline-primary" type="button" onClick={onClose}>
            {t('form.done')}
          </button>
        </div>
      </form>
    </Dialog>
  );
}

function ShareList({ list, onClose }: { list: FilmList; onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(listSharingQuery(list.id));
  if (!data) return null;
  return (
    <SharingDialog
      title={t('sharing.of.list', { name: list.name })}
      audience={data}
      link={`${location.origin}/lists/${list.id}?link=${list.link ?? ''}`}
      save={(body) => answer(api.PUT('/api/lists/{id}/sharing', { params: { path: { id: list.id } }, body }))}
      onClose={onClose}
    />
  );
}

function View({ list, link }: { list: FilmList; link?: string }) {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const navigate = useNavigate();
  const refresh = useListRefresh();
  const owns = user?.id === list.owner.id;
  const [open, setOpen] = useState<'edit' | 'share' | 'editors' | 'delete' | 'add'>();
  const close = () => setOpen(undefined);
  usePageTitle(list.name);
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.DELETE('/api/lists/{id}', { params: { path: { id: list.id } } })),
    onSuccess: async () => {
      await navigate('/lists');
      await refresh();
    },
  });
  const add = async (movie: number) => {
    try {
      await answer(
        api.POST('/api/lists/{id}/items', { params: { path: { id: list.id } }, body: { movie_id: movie, note: '' } }),
      );
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409)) throw error; // it is there already, which is what was asked
    }
    await refresh();
  };
  return (
    <>
      <header className="page-head">
        <h1>{list.name}</h1>
        <p className="person-line">
          <Person face={list.owner} />
          <span>
            {t('wall.count', { count: list.items })} · {t(`visibility.${list.visibility}`)}
          </span>
        </p>
        {list.description && <p className="page-head__text">{list.description}</p>}
        <div className="actions">
          {list.may_edit && (
            <button className="btn btn-primary" type="button" onClick={() => setOpen('add')}>
              <Icon name="plus" /> {t('lists.addFilm')}
            </button>
          )}
          {owns && (
            <>
              <button className="btn btn-outline-primary" type="button" onClick={() => setOpen('edit')}>
                {t('edit.action')}
              </button>
              <button className="btn btn-outline-primary" type="button" onClick={() => setOpen('share')}>
                {t('sharing.action')}
              </button>
              <button className="btn btn-outline-primary" type="button" onClick={() => setOpen('editors')}>
                {t('lists.editors')}
              </button>
              <button className="btn btn-outline-danger" type="button" onClick={() => setOpen('delete')}>
                {t('form.delete')}
              </button>
            </>
          )}
        </div>
        <Refusal error={remove.error ?? undefined} />
      </header>
      <Items list={list} link={link} />
      {open === 'edit' && <EditDialog list={list} onClose={close} />}
      {open === 'share' && <ShareList list={list} onClose={close} />}
      {open === 'editors' && <EditorsDialog list={list} onClose={close} />}
      {open === 'add' && (
        <MovieChooser title={t('lists.addFilm')} onChoose={(movie) => add(movie.id)} onClose={close} />
      )}
      {open === 'delete' && (
        <Confirm
          title={t('lists.delete', { name: list.name })}
          text={t('lists.deleteText')}
          action={t('form.delete')}
          onClose={close}
          onConfirm={() => {
            close();
            remove.mutate();
          }}
        />
      )}
    </>
  );
}

export function ListPage() {
  const { id } = useParams();
  const [params] = useSearchParams();
  const link = params.get('link') ?? undefined;
  const { data, error, refetch } = useQuery(listQuery(Number(id), link));
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return data ? <View list={data} link={link} /> : <Line width="50%" />;
}

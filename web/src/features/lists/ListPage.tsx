import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useParams } from 'react-router';
import { Confirm } from '../../kit/Confirm';
import { NotFound } from '../../kit/Fallbacks';
import { Refusal } from '../../kit/Refusal';
import { Icon } from '../../kit/Icon';
import { MovieChooser } from '../../films/MovieChooser';
import { Person } from '../../people/Person';
import { Failure, Line } from '../../kit/Status';
import { ApiError, type FilmList } from '../../api/client';
import { listQuery, removeList, addToList } from '../../api/lists';
import { useSession } from '../../lib/session';
import { usePageTitle } from '../../lib/usePageTitle';

import { CopyListLink, EditDialog, EditorsDialog, ShareList } from './ListDialogs';
import { ListItems } from './ListItems';

type Dialogs = 'edit' | 'share' | 'editors' | 'delete' | 'add';

function Head({
  list,
  owns,
  onOpen,
  error,
}: {
  list: FilmList;
  owns: boolean;
  onOpen: (dialog: Dialogs) => void;
  error?: ApiError;
}) {
  const { t } = useTranslation();
  return (
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
          <button className="btn btn-primary" type="button" onClick={() => onOpen('add')}>
            <Icon name="plus" /> {t('lists.addFilm')}
          </button>
        )}
        {owns && (
          <>
            <button className="btn btn-outline-primary" type="button" onClick={() => onOpen('edit')}>
              {t('edit.action')}
            </button>
            <button className="btn btn-outline-primary" type="button" onClick={() => onOpen('share')}>
              {t('sharing.action')}
            </button>
            <CopyListLink list={list} />
            <button className="btn btn-outline-primary" type="button" onClick={() => onOpen('editors')}>
              {t('lists.editors')}
            </button>
            <button className="btn btn-outline-danger" type="button" onClick={() => onOpen('delete')}>
              {t('form.delete')}
            </button>
          </>
        )}
      </div>
      <Refusal error={error} />
    </header>
  );
}

function View({ list, link }: { list: FilmList; link?: string }) {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const navigate = useNavigate();
  const owns = user?.id === list.owner.id;
  const [open, setOpen] = useState<Dialogs>();
  const close = () => setOpen(undefined);
  usePageTitle(list.name);
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => removeList(list.id),
    onSuccess: () => navigate('/lists'),
  });
  const add = async (movie: number) => {
    try {
      await addToList(list.id, { movie_id: movie, note: '' });
    } catch (error) {
      if (!(error instanceof ApiError && error.status === 409)) throw error; // it is there already, which is what was asked
    }
  };
  return (
    <>
      <Head list={list} owns={owns} onOpen={setOpen} error={remove.error ?? undefined} />
      <ListItems list={list} link={link} />
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
  const place = useLocation();
  // Behind '#', which browsers send to nobody; older links have it in the query.
  const link =
    new URLSearchParams(place.hash.slice(1)).get('link') ?? new URLSearchParams(place.search).get('link') ?? undefined;
  const { data, error, refetch } = useQuery(listQuery(Number(id), link));
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return data ? <View list={data} link={link} /> : <Line width="50%" />;
}

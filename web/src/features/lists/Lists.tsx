import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useSearchParams } from 'react-router';
import { Dialog } from '../../kit/Confirm';
import { FormFoot, TextArea, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { ListCard } from '../../films/ListCard';
import { Offers } from '../../people/Offers';
import { Pager } from '../../kit/Pager';
import { Empty, Failure, Line } from '../../kit/Status';
import type { FilmList } from '../../api/client';
import { ownListsQuery, publicListsQuery, addList } from '../../api/lists';
import { useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { usePageTitle } from '../../lib/usePageTitle';

function Cards({ lists }: { lists: FilmList[] }) {
  return (
    <ul className="list-cards">
      {lists.map((list) => (
        <li key={list.id}>
          <ListCard list={list} />
        </li>
      ))}
    </ul>
  );
}

function NewList({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = useApiForm({
    schema: 'NewList',
    draft: 'list',
    values: { name: '', description: '', ranked: false },
    send: async (_body, { name, description, ranked }) => {
      const { data } = await addList({ name, description, ranked, movies: [] });
      await navigate(`/lists/${data.id}`);
    },
  });
  return (
    <Dialog title={t('lists.new')} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <TextField form={form} name="name" label={t('lists.name')} autoFocus />
        <TextArea form={form} name="description" rows={3} label={t('lists.description')} optional />
        <label className="check">
          <input type="checkbox" {...form.register('ranked')} />
          {t('lists.ranked')}
        </label>
        <FormFoot sending={form.sending} action={t('lists.make')} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** One's own lists, and everybody's. */
export function Lists() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const [making, setMaking] = useState(false);
  const [params, setParams] = useSearchParams();
  const page = Number(params.get('page') ?? 1);
  const own = useQuery({ ...ownListsQuery(), enabled: !!user });
  const everybody = useQuery(publicListsQuery(page));
  usePageTitle(t('yours.lists'));
  return (
    <>
      <header className="page-head page-head--actions">
        <h1>{t('yours.lists')}</h1>
        {user && (
          <button className="btn btn-primary" type="button" onClick={() => setMaking(true)}>
            {t('lists.new')}
          </button>
        )}
      </header>
      {user && <Offers kind="list" />}
      {user && (
        <section>
          <h2>{t('lists.own')}</h2>
          {own.error && <Failure error={own.error} onRetry={() => void own.refetch()} />}
          {own.isPending && <Line width="50%" />}
          {own.data?.length === 0 && <Empty title={t('lists.none')} text={t('lists.noneText')} />}
          {own.data && <Cards lists={own.data} />}
        </section>
      )}
      <section>
        <h2>{t('lists.everybody')}</h2>
        {everybody.error && <Failure error={everybody.error} onRetry={() => void everybody.refetch()} />}
        {everybody.data?.total === 0 && <p className="quiet">{t('lists.nonePublic')}</p>}
        {everybody.data && (
          <>
            <Cards lists={everybody.data.items.filter(({ owner }) => owner.id !== user?.id)} />
            <Pager
              page={page}
              pages={Math.ceil(everybody.data.total / 12)}
              onPage={(next) => setParams({ page: String(next) })}
            />
          </>
        )}
      </section>
      {making && <NewList onClose={() => setMaking(false)} />}
    </>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../kit/Refusal';
import { Pager } from '../../kit/Pager';
import { Empty, Failure, Line } from '../../kit/Status';
import type { ApiError } from '../../api/client';
import { usersQuery, type UserSearch, changeUser } from '../../api/admin';
import { NewUser } from './NewUser';
import { type Rights, UserRow } from './UserRow';
import { RoleOptions } from './RoleOptions';

const arrow = { ascending: '↑', descending: '↓', none: '' };

const columns = [
  ['username', 'admin.person'],
  ['role', 'admin.roleLabel'],
  [undefined, 'admin.mayPlayShort'],
  [undefined, 'admin.state'],
  ['last_seen_at', 'admin.lastSeen'],
] as const;

type Look = (patch: Partial<UserSearch>) => void;

function Filters({ search, look }: { search: UserSearch; look: Look }) {
  const { t } = useTranslation();
  return (
    <div className="field-row">
      <div className="field">
        <label htmlFor="users-q">{t('admin.search')}</label>
        <input
          className="form-control"
          id="users-q"
          type="search"
          value={search.q}
          onChange={(event) => look({ q: event.target.value })}
        />
      </div>
      <div className="field">
        <label htmlFor="users-role">{t('admin.roleLabel')}</label>
        <select
          className="form-select"
          id="users-role"
          value={search.role ?? ''}
          onChange={(event) => look({ role: (event.target.value || undefined) as UserSearch['role'] })}
        >
          <option value="">{t('admin.all')}</option>
          <RoleOptions />
        </select>
      </div>
      <div className="field">
        <label htmlFor="users-state">{t('admin.state')}</label>
        <select
          className="form-select"
          id="users-state"
          value={search.state ?? ''}
          onChange={(event) => look({ state: (event.target.value || undefined) as UserSearch['state'] })}
        >
          <option value="">{t('admin.all')}</option>
          <option value="unconfirmed">{t('admin.unverified')}</option>
          <option value="disabled">{t('admin.disabled')}</option>
          <option value="players">{t('admin.mayPlayShort')}</option>
        </select>
      </div>
    </div>
  );
}

function Head({ sort, look }: { sort?: string; look: Look }) {
  const { t } = useTranslation();
  const sorted = (field: string) => (sort === field ? 'ascending' : sort === `-${field}` ? 'descending' : undefined);
  return (
    <thead>
      <tr>
        {columns.map(([field, name]) => (
          <th scope="col" key={name} aria-sort={field && sorted(field)}>
            {field ? (
              <button
                className="quiet-button"
                type="button"
                onClick={() => look({ sort: sort === field ? `-${field}` : field })}
              >
                {t(name)} {arrow[sorted(field) ?? 'none']}
              </button>
            ) : (
              t(name)
            )}
          </th>
        ))}
        <th scope="col">
          <span className="visually-hidden">{t('admin.menu')}</span>
        </th>
      </tr>
    </thead>
  );
}

export function Users() {
  const { t } = useTranslation();
  const [search, setSearch] = useState<UserSearch>({ q: '', page: 1 });
  const [adding, setAdding] = useState(false);
  const [failed, setFailed] = useState<ApiError>();
  const { data, error, refetch } = useQuery(usersQuery(search));
  const change = useMutation<unknown, ApiError, { id: number; rights: Rights }>({
    mutationFn: ({ id, rights }) => changeUser(id, rights),
    onMutate: () => setFailed(undefined),
    onError: setFailed,
  });
  const look = (patch: Partial<UserSearch>) => setSearch({ ...search, page: 1, ...patch });
  return (
    <section>
      <header className="row-section__head">
        <h2>{t('admin.users')}</h2>
        <button className="btn btn-primary" type="button" onClick={() => setAdding(true)}>
          {t('admin.new')}
        </button>
      </header>
      <Filters search={search} look={look} />
      <Refusal error={failed} />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Line width="60%" />}
      {data?.total === 0 && <Empty title={t('admin.nobody')} text={t('admin.nobodyText')} />}
      {data && data.total > 0 && (
        <table className="plain people-table">
          <Head sort={search.sort} look={look} />
          <tbody>
            {data.items.map((user) => (
              <UserRow
                key={user.id}
                user={user}
                onChange={(rights) => change.mutate({ id: user.id, rights })}
                onFailed={setFailed}
              />
            ))}
          </tbody>
        </table>
      )}
      {data && (
        <Pager
          page={search.page}
          pages={Math.ceil(data.total / 20)}
          onPage={(page) => setSearch({ ...search, page })}
        />
      )}
      {adding && <NewUser onClose={() => setAdding(false)} />}
    </section>
  );
}

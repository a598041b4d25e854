import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm, Dialog } from '../../kit/Confirm';
import { CopyLink } from '../../kit/CopyLink';
import { DialogFoot, DraftBack, SelectField, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Icon } from '../../kit/Icon';
import { Menu } from '../../kit/Menu';
import { Pager } from '../../kit/Pager';
import { Empty, Failure, Line } from '../../kit/Status';
import { answer, api, type ApiError, type UserLine } from '../../lib/api';
import { dateTimeText } from '../../lib/format';
import { usersQuery, type UserSearch } from '../../lib/queries';
import { useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';

type Rights = Partial<Pick<UserLine, 'role' | 'disabled' | 'may_play'>>;
const roles = ['user', 'editor', 'admin'] as const;

/** An account for somebody: the link, by which they choose a password, is passed on by hand. */
function NewUser({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [link, setLink] = useState<string>();
  const form = useApiForm({
    schema: 'NewUser',
    draft: 'user',
    values: { email: '', username: '', role: 'user', may_play: false, language: i18n.language },
    send: async (body) => {
      const { data } = await answer(api.POST('/api/admin/users', { body }));
      setLink(data.link);
      await queries.invalidateQueries({ queryKey: ['admin', 'users'] });
    },
  });
  return (
    <Dialog title={t('admin.new')} onClose={onClose}>
      {link ? (
        <>
          <p>{t('admin.newDone')}</p>
          <CopyLink label={t('admin.link')} text={link} />
          <div className="actions">
            <button className="btn btn-outline-primary" type="button" onClick={onClose}>
              {t('form.done')}
            </button>
          </div>
        </>
      ) : (
        <form onSubmit={form.submit} noValidate>
          <Refusal error={form.refused} />
          <DraftBack form={form} />
          <TextField form={form} name="email" type="email" label={t('account.email')} autoFocus />
          <TextField form={form} name="username" label={t('account.username')} optional />
          <SelectField form={form} name="role" label={t('admin.roleLabel')}>
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`admin.role.${role}`)}
              </option>
            ))}
          </SelectField>
          <label className="check">
            <input type="checkbox" {...form.register('may_play')} />
            {t('admin.mayPlay')}
          </label>
          <DialogFoot sending={form.sending} action={t('admin.newAction')} onClose={onClose} />
        </form>
      )}
    </Dialog>
  );
}

function UserRow({
  user,
  onChange,
  onFailed,
}: {
  user: UserLine;
  onChange: (rights: Rights) => void;
  onFailed: (error: ApiError) => void;
}) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const own = useSession()?.user?.id === user.id;
  const [sure, setSure] = useState<Rights>();
  const [link, setLink] = useState<string>();
  const name = user.username ?? user.email;
  const path = { params: { path: { id: user.id } } };
  const act = useMutation<unknown, ApiError, () => Promise<unknown>>({
    mutationFn: (action) => action(),
    onError: onFailed,
    onSettled: () => queries.invalidateQueries({ queryKey: ['admin', 'users'] }),
  });
  const states = [
    user.disabled && t('admin.disabled'),
    !user.email_verified && t('admin.unverified'),
    user.second_factor && t('factor.title'),
  ].filter(Boolean);
  return (
    <tr>
      <th scope="row">
        <strong>{name}</strong>
        <span className="quiet">
          {[user.username && user.email, [user.name, user.surname].filter(Boolean).join(' ')]
            .filter(Boolean)
            .join(' · ')}
        </span>
      </th>
      <td data-label={t('admin.roleLabel')}>
        <select
          className="form-select"
          aria-label={t('admin.roleOf', { name })}
          value={user.role}
          disabled={own}
          onChange={(event) => setSure({ role: event.target.value as UserLine['role'] })}
        >
          {roles.map((role) => (
            <option key={role} value={role}>
              {t(`admin.role.${role}`)}
            </option>
          ))}
        </select>
      </td>
      <td data-label={t('admin.mayPlayShort')}>
        <input
          className="form-check-input"
          type="checkbox"
          aria-label={t('admin.mayPlayOf', { name })}
          checked={user.may_play || user.role === 'admin'}
          disabled={user.role === 'admin'}
          onChange={(event) => onChange({ may_play: event.target.checked })}
        />
      </td>
      <td data-label={t('admin.state')}>{states.join(', ') || t('admin.fine')}</td>
      <td data-label={t('admin.lastSeen')}>
        {user.last_seen_at ? dateTimeText(user.last_seen_at, i18n.language) : t('admin.never')}
      </td>
      <td>
        <Menu label={t('admin.menuOf', { name })} face={<Icon name="more" />}>
          {!user.email_verified && (
            <button
              type="button"
              onClick={() => act.mutate(() => answer(api.POST('/api/admin/users/{id}/confirmation', path)))}
            >
              {t('admin.confirm')}
            </button>
          )}
          {(user.role !== 'admin' || own) && (
            <button
              type="button"
              onClick={() =>
                act.mutate(async () => {
                  const { data } = await answer(api.POST('/api/admin/users/{id}/reset-link', path));
                  setLink(data.link);
                })
              }
            >
              {t('admin.resetLink')}
            </button>
          )}
          <button
            type="button"
            onClick={() => act.mutate(() => answer(api.DELETE('/api/admin/users/{id}/sessions', path)))}
          >
            {t('admin.signOut')}
          </button>
          {!own && (
            <button
              type="button"
              onClick={() => (user.disabled ? onChange({ disabled: false }) : setSure({ disabled: true }))}
            >
              {t(user.disabled ? 'admin.enable' : 'admin.disable')}
            </button>
          )}
        </Menu>
        {link && (
          <Dialog title={t('admin.resetLink')} onClose={() => setLink(undefined)}>
            <p>{t('admin.resetLinkText', { name })}</p>
            <CopyLink label={t('admin.link')} text={link} />
            <div className="actions">
              <button className="btn btn-outline-primary" type="button" onClick={() => setLink(undefined)}>
                {t('form.done')}
              </button>
            </div>
          </Dialog>
        )}
        {sure && (
          <Confirm
            title={
              sure.role
                ? t('admin.sureRole', { name, role: t(`admin.role.${sure.role}`) })
                : t('admin.sureDisable', { name })
            }
            text={sure.role ? t('admin.sureRoleText') : t('admin.sureDisableText')}
            action={sure.role ? t('admin.changeRole') : t('admin.disable')}
            onClose={() => setSure(undefined)}
            onConfirm={() => {
              onChange(sure);
              setSure(undefined);
            }}
          />
        )}
      </td>
    </tr>
  );
}

const arrow = { ascending: '↑', descending: '↓', none: '' };
const columns = [
  ['username', 'admin.person'],
  ['role', 'admin.roleLabel'],
  [undefined, 'admin.mayPlayShort'],
  [undefined, 'admin.state'],
  ['last_seen_at', 'admin.lastSeen'],
] as const;

export function Users() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [search, setSearch] = useState<UserSearch>({ q: '', page: 1 });
  const [adding, setAdding] = useState(false);
  const [failed, setFailed] = useState<ApiError>();
  const { data, error, refetch } = useQuery(usersQuery(search));
  const change = useMutation<unknown, ApiError, { id: number; rights: Rights }>({
    mutationFn: ({ id, rights }) =>
      answer(api.PATCH('/api/admin/users/{id}', { params: { path: { id } }, body: rights })),
    onMutate: () => setFailed(undefined),
    onError: setFailed,
    onSettled: () => queries.invalidateQueries({ queryKey: ['admin', 'users'] }),
  });
  const look = (patch: Partial<UserSearch>) => setSearch({ ...search, page: 1, ...patch });
  const sorted = (field: string) =>
    search.sort === field ? 'ascending' : search.sort === `-${field}` ? 'descending' : undefined;
  return (
    <section>
      <header className="row-section__head">
        <h2>{t('admin.users')}</h2>
        <button className="btn btn-primary" type="button" onClick={() => setAdding(true)}>
          {t('admin.new')}
        </button>
      </header>
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
            {roles.map((role) => (
              <option key={role} value={role}>
                {t(`admin.role.${role}`)}
              </option>
            ))}
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
      <Refusal error={failed} />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Line width="60%" />}
      {data?.total === 0 && <Empty title={t('admin.nobody')} text={t('admin.nobodyText')} />}
      {data && data.total > 0 && (
        <table className="plain people-table">
          <thead>
            <tr>
              {columns.map(([field, name]) => (
                <th scope="col" key={name} aria-sort={field && sorted(field)}>
                  {field ? (
                    <button
                      className="quiet-button"
                      type="button"
                      onClick={() => look({ sort: search.sort === field ? `-${field}` : field })}
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

import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../components/Confirm';
import { Refusal } from '../../components/Form';
import { Pager } from '../../components/Pager';
import { Empty, Failure, Line } from '../../components/Status';
import { answer, api, type ApiError, type UserLine } from '../../lib/api';
import { dateTimeText } from '../../lib/format';
import { usersQuery } from '../../lib/queries';
import { useSession } from '../../lib/session';

type Rights = Partial<Pick<UserLine, 'role' | 'disabled' | 'may_play'>>;

function UserRow({ user, onChange, onEnd }: { user: UserLine; onChange: (rights: Rights) => void; onEnd: () => void }) {
  const { t, i18n } = useTranslation();
  const own = useSession()?.user?.id === user.id;
  const [sure, setSure] = useState<Rights>();
  const name = user.username ?? user.email;
  const states = [
    user.disabled && t('admin.disabled'),
    !user.email_verified && t('admin.unverified'),
    user.second_factor && t('factor.title'),
    user.last_seen_at && t('settings.lastSeen', { at: dateTimeText(user.last_seen_at, i18n.language) }),
  ].filter(Boolean);
  return (
    <li>
      <div>
        <strong>{user.email}</strong>
        <span>{[user.username, user.name, user.surname].filter(Boolean).join(' ')}</span>
        <span>{states.join(' · ')}</span>
      </div>
      <div className="actions">
        <select
          className="form-select"
          aria-label={t('admin.roleOf', { name })}
          value={user.role}
          disabled={own}
          onChange={(event) => setSure({ role: event.target.value as UserLine['role'] })}
        >
          {(['user', 'editor', 'admin'] as const).map((role) => (
            <option key={role} value={role}>
              {t(`admin.role.${role}`)}
            </option>
          ))}
        </select>
        {user.role !== 'admin' && (
          <label className="form-check">
            <input
              className="form-check-input"
              type="checkbox"
              checked={user.may_play}
              onChange={(event) => onChange({ may_play: event.target.checked })}
            />{' '}
            {t('admin.mayPlay')}
          </label>
        )}
        <button className="btn btn-outline-primary" type="button" onClick={onEnd}>
          {t('admin.signOut')}
        </button>
        {!own && (
          <button
            className="btn btn-outline-danger"
            type="button"
            onClick={() => (user.disabled ? onChange({ disabled: false }) : setSure({ disabled: true }))}
          >
            {t(user.disabled ? 'admin.enable' : 'admin.disable')}
          </button>
        )}
      </div>
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
    </li>
  );
}

export function Users() {
  const { t } = useTranslation();
  const queries = useQueryClient();
  const [q, setQ] = useState('');
  const [page, setPage] = useState(1);
  const { data, error, refetch } = useQuery(usersQuery(q.trim(), page));
  const settled = { onSettled: () => queries.invalidateQueries({ queryKey: ['admin'] }) };
  const change = useMutation<unknown, ApiError, { id: number; rights: Rights }>({
    mutationFn: ({ id, rights }) =>
      answer(api.PATCH('/api/admin/users/{id}', { params: { path: { id } }, body: rights })),
    ...settled,
  });
  const end = useMutation<unknown, ApiError, number>({
    mutationFn: (id) => answer(api.DELETE('/api/admin/users/{id}/sessions', { params: { path: { id } } })),
    ...settled,
  });
  return (
    <section>
      <h2>{t('admin.users')}</h2>
      <div className="field">
        <label htmlFor="users-q">{t('admin.search')}</label>
        <input
          className="form-control"
          id="users-q"
          type="search"
          value={q}
          onChange={(event) => {
            setQ(event.target.value);
            setPage(1);
          }}
        />
      </div>
      <Refusal error={change.error ?? end.error ?? undefined} />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Line width="60%" />}
      {data?.total === 0 && <Empty title={t('admin.nobody')} text={t('admin.nobodyText')} />}
      <ul className="rows">
        {data?.items.map((user) => (
          <UserRow
            key={user.id}
            user={user}
            onChange={(rights) => change.mutate({ id: user.id, rights })}
            onEnd={() => end.mutate(user.id)}
          />
        ))}
      </ul>
      {data && <Pager page={page} pages={Math.ceil(data.total / 20)} onPage={setPage} />}
    </section>
  );
}

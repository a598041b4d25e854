import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm, Dialog } from '../../kit/Confirm';
import { CopyLink } from '../../kit/CopyLink';
import { Icon } from '../../kit/Icon';
import { Menu } from '../../kit/Menu';
import type { ApiError, UserLine } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { useSession } from '../../lib/session';
import { confirmUser, makeResetLink, signOutEverywhere } from '../../api/admin';
import { RoleOptions } from './RoleOptions';

export type Rights = Partial<Pick<UserLine, 'role' | 'disabled' | 'may_play'>>;

export function UserRow({
  user,
  onChange,
  onFailed,
}: {
  user: UserLine;
  onChange: (rights: Rights) => void;
  onFailed: (error: ApiError) => void;
}) {
  const { t, i18n } = useTranslation();
  const own = useSession()?.user?.id === user.id;
  const [sure, setSure] = useState<Rights>();
  const [link, setLink] = useState<string>();
  const name = user.username ?? user.email;
  const act = useMutation<unknown, ApiError, () => Promise<unknown>>({
    mutationFn: (action) => action(),
    onError: onFailed,
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
          <RoleOptions />
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
            <button type="button" onClick={() => act.mutate(() => confirmUser(user.id))}>
              {t('admin.confirm')}
            </button>
          )}
          {(user.role !== 'admin' || own) && (
            <button
              type="button"
              onClick={() =>
                act.mutate(async () => {
                  const { data } = await makeResetLink(user.id);
                  setLink(data.link);
                })
              }
            >
              {t('admin.resetLink')}
            </button>
          )}
          <button type="button" onClick={() => act.mutate(() => signOutEverywhere(user.id))}>
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

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { ApiError, type Audience, type NewAudience } from '../api/client';
import { groupsQuery, sharingQuery, shareWhat } from '../api/sharing';
import { faultText } from '../lib/refusals';
import { useSession } from '../lib/session';
import { Dialog, DialogActions } from '../kit/Confirm';
import { Refusal } from '../kit/Refusal';
import { Failure, Line } from '../kit/Status';
import { SharedWith } from './SharedWith';

type Visibility = Audience['visibility'];

/** Who may see something: only its owner, everyone, or chosen people and groups; lists also by their link. */
export function SharingDialog({
  title,
  audience,
  link,
  save,
  onClose,
}: {
  title: string;
  audience: Audience;
  link?: string;
  save: (audience: NewAudience) => Promise<unknown>;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const { data: groups } = useQuery(groupsQuery);
  const user = useSession()?.user;
  const [visibility, setVisibility] = useState<Visibility>(audience.visibility);
  const [users, setUsers] = useState(audience.users.map((face) => face.username ?? '').filter(Boolean));
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState(audience.groups.map(({ id }) => id));
  const [refused, setRefused] = useState<ApiError>();
  const [sending, setSending] = useState(false);
  const send = async () => {
    setSending(true);
    setRefused(undefined);
    try {
      const name = typed.trim();
      const named = name && !users.includes(name) ? [...users, name] : users;
      setUsers(named);
      setTyped('');
      await save({ visibility, users: named, groups: chosen });
      onClose();
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      setRefused(error);
    } finally {
      setSending(false);
    }
  };
  const unknown = refused?.problem?.errors.map((fault) => {
    const at = /^users\[(\d+)\]$/.exec(fault.field);
    return `${at ? users[Number(at[1])] : fault.field}: ${faultText(fault, t)}`;
  });
  const own = groups?.filter((group) => group.owner.id === user?.id) ?? [];
  const choices: Visibility[] =
    link === undefined ? ['private', 'chosen', 'everyone'] : ['private', 'unlisted', 'chosen', 'everyone'];
  return (
    <Dialog title={title} onClose={onClose}>
      <Refusal error={refused} texts={unknown?.length ? { 422: unknown.join('; ') } : undefined} />
      <fieldset>
        <legend>{t('privacy.title')}</legend>
        {choices.map((choice) => (
          <label className="check" key={choice}>
            <input
              type="radio"
              name="visibility"
              checked={visibility === choice}
              onChange={() => setVisibility(choice)}
            />
            <span>
              {t(`visibility.${choice}`)} <span className="quiet">{t(`visibility.${choice}Help`)}</span>
            </span>
          </label>
        ))}
      </fieldset>
      {visibility === 'unlisted' && link && (
        <p>
          {t('sharing.link')} <code>{link}</code>
        </p>
      )}
      {visibility === 'chosen' && (
        <>
          <SharedWith names={users} typed={typed} onType={setTyped} onChange={setUsers} />
          <fieldset>
            <legend>{t('sharing.groups')}</legend>
            {own.length === 0 && (
              <p className="quiet">
                {t('sharing.noGroups')} <Link to="/groups">{t('groups.title')}</Link>
              </p>
            )}
            {own.map((group) => (
              <label className="check" key={group.id}>
                <input
                  type="checkbox"
                  checked={chosen.includes(group.id)}
                  onChange={(event) =>
                    setChosen(event.target.checked ? [...chosen, group.id] : chosen.filter((id) => id !== group.id))
                  }
                />
                {group.name}{' '}
                <span className="quiet">
                  {t('groups.members', { count: group.members.filter(({ waiting }) => !waiting).length })}
                </span>
              </label>
            ))}
          </fieldset>
        </>
      )}
      {visibility !== 'private' && link === undefined && !user?.username && (
        <p className="hint">
          {t('sharing.needsName')} <Link to="/settings">{t('settings.title')}</Link>
        </p>
      )}
      <DialogActions action={t('form.save')} disabled={sending} onAct={() => void send()} onClose={onClose} />
    </Dialog>
  );
}

/** The way to share what one has one of. */
export function ShareButton({ what }: { what: 'profile' | 'diary' | 'collection' }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(sharingQuery);
  const [open, setOpen] = useState(false);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="5rem" />;
  return (
    <>
      <button className="btn btn-outline-primary" type="button" onClick={() => setOpen(true)}>
        {t('sharing.action')} · {t(`visibility.${data[what].visibility}`)}
      </button>
      {open && (
        <SharingDialog
          title={t(`sharing.of.${what}`)}
          audience={data[what]}
          save={(body) => shareWhat(what, body)}
          onClose={() => setOpen(false)}
        />
      )}
    </>
  );
}

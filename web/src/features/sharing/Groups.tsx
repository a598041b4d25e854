import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../kit/Confirm';
import { DraftBack, Submit, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Offers } from '../../people/Offers';
import { Person } from '../../people/Person';
import { Empty, Failure, Line } from '../../kit/Status';
import type { ApiError, Group } from '../../api/client';
import { groupsQuery, addToGroup, leaveGroup, removeGroup, addGroup } from '../../api/sharing';
import { useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { usePageTitle } from '../../lib/usePageTitle';

function AskMember({ group }: { group: number }) {
  const { t } = useTranslation();
  const form = useApiForm({
    schema: 'GroupName', // a name of the same kind
    draft: `member of ${group}`,
    values: { name: '' },
    send: async (_body, { name }) => {
      await addToGroup(group, name.trim());
      form.reset();
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Refusal error={form.refused} texts={{ 404: t('groups.unknown') }} />
      <TextField form={form} name="name" label={t('groups.addMember')} help={t('offers.help')} />
      <Submit sending={form.sending}>{t('offers.ask')}</Submit>
    </form>
  );
}

function GroupCard({ group }: { group: Group }) {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const [asking, setAsking] = useState(false);
  const owns = group.owner.id === user?.id;
  const remove = useMutation<unknown, ApiError, string>({
    mutationFn: (username) => leaveGroup(group.id, username),
  });
  const end = useMutation<unknown, ApiError>({
    mutationFn: () => removeGroup(group.id),
  });
  return (
    <section className="panel">
      <header className="page-head--actions">
        <h2>{group.name}</h2>
        {owns ? (
          <button className="btn btn-outline-danger" type="button" onClick={() => setAsking(true)}>
            {t('form.delete')}
          </button>
        ) : (
          <button
            className="btn btn-outline-primary"
            type="button"
            onClick={() => user?.username && remove.mutate(user.username)}
          >
            {t('groups.leave')}
          </button>
        )}
      </header>
      <Refusal error={remove.error ?? end.error ?? undefined} />
      <ul className="rows">
        {group.members.map((face) => (
          <li key={face.id}>
            <div>
              <Person face={face} />
              {face.waiting && <span className="quiet">{t('offers.waiting')}</span>}
            </div>
            {owns && face.username && (
              <button className="btn btn-outline-primary" type="button" onClick={() => remove.mutate(face.username!)}>
                {t(face.waiting ? 'offers.takeBack' : 'groups.remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {group.members.length === 0 && <p className="quiet">{t('groups.nobody')}</p>}
      {owns && <AskMember group={group.id} />}
      {asking && (
        <Confirm
          title={t('groups.delete', { name: group.name })}
          text={t('groups.deleteText')}
          action={t('form.delete')}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            end.mutate();
          }}
        />
      )}
    </section>
  );
}

/** Groups of people whom one shares with. */
export function Groups() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(groupsQuery);
  usePageTitle(t('groups.title'));
  const form = useApiForm({
    schema: 'NewGroup',
    draft: 'group',
    values: { name: '' },
    send: async (_body, { name }) => {
      await addGroup({ name, members: [] });
      form.reset();
    },
  });
  return (
    <>
      <header className="page-head">
        <h1>{t('groups.title')}</h1>
        <p>{t('groups.text')}</p>
      </header>
      <Offers kind="group" />
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Line width="50%" />}
      {data?.length === 0 && <Empty title={t('groups.none')} text={t('groups.noneText')} />}
      {data?.map((group) => (
        <GroupCard key={group.id} group={group} />
      ))}
      <section className="panel">
        <h2>{t('groups.new')}</h2>
        <form onSubmit={form.submit} noValidate>
          <Refusal error={form.refused} />
          <DraftBack form={form} />
          <TextField form={form} name="name" label={t('groups.name')} />
          <Submit sending={form.sending}>{t('groups.make')}</Submit>
        </form>
      </section>
    </>
  );
}

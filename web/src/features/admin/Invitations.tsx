import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { LanguageOptions } from '../../kit/LanguageOptions';
import { CopyLink } from '../../kit/CopyLink';
import { DraftBack, SelectField, Submit, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Done, Failure } from '../../kit/Status';
import type { ApiError } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { invitationsQuery, invite, withdrawInvitation, renewInvitation } from '../../api/admin';
import { useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { RoleOptions } from './RoleOptions';

interface Sent {
  email: string;
  link: string;
}

function NewInvitation({ onSent }: { onSent: (sent: Sent) => void }) {
  const { t, i18n } = useTranslation();
  const form = useApiForm({
    schema: 'NewInvitation',
    draft: 'invitation',
    values: { email: '', role: 'user', language: i18n.language },
    send: async (body, { email }) => {
      const { data } = await invite(body);
      form.reset();
      onSent({ email, link: data.link });
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Refusal error={form.refused} />
      <DraftBack form={form} />
      <TextField form={form} name="email" type="email" label={t('account.email')} />
      <div className="field-row">
        <SelectField form={form} name="role" label={t('admin.roleLabel')}>
          <RoleOptions />
        </SelectField>
        <SelectField form={form} name="language" label={t('account.language')}>
          <LanguageOptions />
        </SelectField>
      </div>
      <div className="actions">
        <Submit sending={form.sending}>{t('admin.invite')}</Submit>
      </div>
    </form>
  );
}

export function Invitations() {
  const { t, i18n } = useTranslation();
  const mails = useSession()?.sends_mail;
  const { data, error, refetch } = useQuery(invitationsQuery);
  const [sent, setSent] = useState<Sent>();
  const withdraw = useMutation<unknown, ApiError, number>({
    mutationFn: (id) => withdrawInvitation(id),
  });
  const renew = useMutation<unknown, ApiError, { id: number; email: string }>({
    mutationFn: async ({ id, email }) => {
      const { data: made } = await renewInvitation(id);
      setSent({ email, link: made.link });
    },
  });
  return (
    <section>
      <h2>{t('admin.invitations')}</h2>
      <p>{t('admin.invitationsText')}</p>
      <NewInvitation onSent={setSent} />
      {sent && (
        <>
          <Done>{t(mails ? 'admin.invited' : 'admin.invitedByHand', { email: sent.email })}</Done>
          <CopyLink label={t('admin.link')} text={sent.link} />
        </>
      )}
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Refusal error={withdraw.error ?? renew.error ?? undefined} />
      <ul className="rows">
        {data?.map((invitation) => (
          <li key={invitation.id}>
            <div>
              <strong>{invitation.email}</strong>
              <span>
                {t(`admin.role.${invitation.role}`)} ·{' '}
                {t('keys.until', { at: dateTimeText(invitation.expires_at, i18n.language) })}
              </span>
            </div>
            <div className="actions">
              <button className="btn btn-outline-primary" type="button" onClick={() => renew.mutate(invitation)}>
                {t('admin.newLink')}
              </button>
              <button className="btn btn-outline-danger" type="button" onClick={() => withdraw.mutate(invitation.id)}>
                {t('admin.withdraw')}
              </button>
            </div>
          </li>
        ))}
      </ul>
    </section>
  );
}

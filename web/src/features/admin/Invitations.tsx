import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Done, Refusal, SelectField, Submit, TextField } from '../../components/Form';
import { Failure } from '../../components/Status';
import { answer, api, type ApiError } from '../../lib/api';
import { dateTimeText } from '../../lib/format';
import { invitationsQuery } from '../../lib/queries';
import { useApiForm } from '../../lib/useApiForm';

export function Invitations() {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const { data, error, refetch } = useQuery(invitationsQuery);
  const [sent, setSent] = useState('');
  const refresh = () => queries.invalidateQueries({ queryKey: invitationsQuery.queryKey });
  const form = useApiForm({
    schema: 'NewInvitation',
    values: { email: '', role: 'user', language: i18n.language },
    send: async (body, { email }) => {
      await answer(api.POST('/api/admin/invitations', { body }));
      form.reset();
      setSent(email);
      await refresh();
    },
  });
  const withdraw = useMutation<unknown, ApiError, number>({
    mutationFn: (id) => answer(api.DELETE('/api/admin/invitations/{id}', { params: { path: { id } } })),
    onSettled: refresh,
  });
  return (
    <section>
      <h2>{t('admin.invitations')}</h2>
      <p>{t('admin.invitationsText')}</p>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <TextField form={form} name="email" type="email" label={t('account.email')} />
        <div className="field-row">
          <SelectField form={form} name="role" label={t('admin.roleLabel')}>
            {(['user', 'editor', 'admin'] as const).map((role) => (
              <option key={role} value={role}>
                {t(`admin.role.${role}`)}
              </option>
            ))}
          </SelectField>
          <SelectField form={form} name="language" label={t('account.language')}>
            <option value="en">{t('language.en')}</option>
            <option value="ru">{t('language.ru')}</option>
          </SelectField>
        </div>
        <div className="actions">
          <Submit sending={form.sending}>{t('admin.invite')}</Submit>
          {sent && <Done>{t('admin.invited', { email: sent })}</Done>}
        </div>
      </form>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Refusal error={withdraw.error ?? undefined} />
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
            <button className="btn btn-outline-danger" type="button" onClick={() => withdraw.mutate(invitation.id)}>
              {t('admin.withdraw')}
            </button>
          </li>
        ))}
      </ul>
    </section>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Submit } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Empty, Failure } from '../../kit/Status';
import type { ApiError } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { linkedQuery, linkAccount, unlinkAccount } from '../../api/accounts';
import { useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { PasswordAgain, PasswordRefusal } from './PasswordAgain';

function LinkForm({ provider, name }: { provider: string; name: string }) {
  const { t } = useTranslation();
  const form = useApiForm({
    schema: 'Confirmation',
    values: { password: '' },
    send: async (body) => {
      const { data } = await linkAccount(provider, body);
      location.assign(data.url);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <PasswordRefusal form={form} />
      <PasswordAgain form={form} />
      <Submit sending={form.sending}>{t('linked.link', { name })}</Submit>
    </form>
  );
}

/** Accounts elsewhere that open this one. */
export function Linked() {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const { data, error, refetch } = useQuery(linkedQuery);
  const [linking, setLinking] = useState<string>();
  const unlink = useMutation<unknown, ApiError, number>({
    mutationFn: (id) => unlinkAccount(id),
  });
  return (
    <section>
      <h2>{t('settings.linked')}</h2>
      <p>{t('linked.text')}</p>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <Refusal error={unlink.error ?? undefined} texts={{ 409: t('linked.last') }} />
      {data?.length === 0 && !session?.providers.length && (
        <Empty title={t('linked.none')} text={t('linked.noneText')} />
      )}
      <ul className="rows">
        {data?.map((account) => (
          <li key={account.id}>
            <div>
              <strong>{account.provider}</strong>
              <span>
                {account.email} · {t('linked.since', { at: dateTimeText(account.linked_at, i18n.language) })}
              </span>
            </div>
            <button className="btn btn-outline-danger" type="button" onClick={() => unlink.mutate(account.id)}>
              {t('linked.unlink')}
            </button>
          </li>
        ))}
      </ul>
      {session?.providers.map(({ id, name }) =>
        linking === id ? (
          <LinkForm key={id} provider={id} name={name} />
        ) : (
          <button className="btn btn-outline-primary" type="button" key={id} onClick={() => setLinking(id)}>
            {t('linked.link', { name })}
          </button>
        ),
      )}
    </section>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../kit/Confirm';
import { CopyLink } from '../../kit/CopyLink';
import { DraftBack, SelectField, Submit, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Empty, Failure } from '../../kit/Status';
import type { ApiError } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { keysQuery, addKey, removeKey } from '../../api/accounts';
import { isAdmin, mayEdit, useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { PasswordAgain, PasswordRefusal } from './PasswordAgain';
import { StreamLinks } from './StreamLinks';

function NewKey({ onKey }: { onKey: (key: string) => void }) {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const scopes = ['read', 'write', ...(mayEdit(user) ? ['moderate', 'edit'] : []), ...(isAdmin(user) ? ['admin'] : [])];
  const form = useApiForm({
    schema: 'NewApiKey',
    draft: 'key',
    values: { name: '', scopes: ['read'], days: '90', password: '' },
    check: ({ scopes: chosen }): Record<string, string> => (chosen.length ? {} : { scopes: t('keys.noScope') }),
    send: async (body) => {
      const { data } = await addKey(body);
      form.reset();
      onKey(data.key);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <PasswordRefusal form={form} />
      <DraftBack form={form} />
      <TextField form={form} name="name" label={t('keys.name')} help={t('keys.nameHelp')} />
      <fieldset>
        <legend>{t('keys.scopes')}</legend>
        {scopes.map((scope) => (
          <label className="check" key={scope}>
            <input type="checkbox" value={scope} {...form.register('scopes')} />
            {t(`keys.scope.${scope}`)}
          </label>
        ))}
        {form.formState.errors.scopes && (
          <p className="field__fault" role="alert">
            {String(form.formState.errors.scopes.message)}
          </p>
        )}
      </fieldset>
      <SelectField form={form} name="days" label={t('keys.days')}>
        {['30', '90', '365'].map((days) => (
          <option key={days} value={days}>
            {t('keys.forDays', { count: Number(days) })}
          </option>
        ))}
        <option value="">{t('keys.forEver')}</option>
      </SelectField>
      <PasswordAgain form={form} />
      <Submit sending={form.sending}>{t('keys.make')}</Submit>
    </form>
  );
}

/** Keys for programs of one's own. */
export function Keys() {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(keysQuery);
  const [made, setMade] = useState<string>();
  const [leaving, setLeaving] = useState<{ id: number; name: string }>();
  const remove = useMutation<unknown, ApiError, number>({
    mutationFn: (id) => removeKey(id),
  });
  return (
    <>
      <section>
        <h2>{t('settings.keys')}</h2>
        <p>{t('keys.text')}</p>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        <Refusal error={remove.error ?? undefined} />
        {data?.length === 0 && <Empty title={t('keys.none')} text={t('keys.noneText')} />}
        <ul className="rows">
          {data?.map((key) => (
            <li key={key.id}>
              <div>
                <strong>{key.name}</strong>
                <span>
                  {key.scopes.join(', ')} ·{' '}
                  {key.last_used_at
                    ? t('keys.used', { at: dateTimeText(key.last_used_at, i18n.language) })
                    : t('keys.unused')}
                  {key.expires_at && ` · ${t('keys.until', { at: dateTimeText(key.expires_at, i18n.language) })}`}
                </span>
              </div>
              <button className="btn btn-outline-danger" type="button" onClick={() => setLeaving(key)}>
                {t('form.delete')}
              </button>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('keys.new')}</h2>
        {made ? (
          <div className="hint">
            <p>{t('keys.once')}</p>
            <CopyLink label={t('keys.new')} text={made} />
            <button className="btn btn-primary" type="button" onClick={() => setMade(undefined)}>
              {t('keys.kept')}
            </button>
          </div>
        ) : (
          <NewKey onKey={setMade} />
        )}
      </section>
      {leaving && (
        <Confirm
          title={t('keys.delete', { name: leaving.name })}
          text={t('keys.deleteText')}
          action={t('form.delete')}
          onClose={() => setLeaving(undefined)}
          onConfirm={() => {
            remove.mutate(leaving.id);
            setLeaving(undefined);
          }}
        />
      )}
      <StreamLinks />
    </>
  );
}

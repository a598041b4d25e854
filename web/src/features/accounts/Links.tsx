import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { Submit, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import type { ApiError } from '../../api/client';
import { verifyAddress, confirmOtherAddress, askForReset, resetPassword } from '../../api/accounts';
import { useApiForm } from '../../lib/useApiForm';
import { usePasswordRule } from '../../lib/usePasswordRule';
import { FormPage } from './FormPage';

// The pages that links in messages lead to. What opens the account stands behind '#': it is sent to nobody by itself,
// and taken out of the address as soon as it was read.

function useLinkToken() {
  const { hash, pathname } = useLocation();
  const [token] = useState(() => new URLSearchParams(hash.slice(1)).get('token') ?? '');
  useEffect(() => {
    if (token) history.replaceState(history.state, '', pathname);
  }, [token, pathname]);
  return token;
}

function Spend({ title, done, spend }: { title: string; done: string; spend: (token: string) => Promise<unknown> }) {
  const { t } = useTranslation();
  const token = useLinkToken();
  const { mutate, error, isSuccess } = useMutation<unknown, ApiError>({
    mutationFn: () => spend(token),
  });
  const begun = useRef(false);
  useEffect(() => {
    if (!begun.current) mutate();
    begun.current = true;
  }, [mutate]);
  return (
    <FormPage title={title}>
      {isSuccess && <p role="status">{done}</p>}
      {!isSuccess && !error && <p aria-busy="true">{t('form.wait')}</p>}
      <Refusal error={error ?? undefined} texts={{ 422: t('links.spent') }} />
      {(isSuccess || error) && (
        <Link className="btn btn-primary" to="/">
          {t('links.on')}
        </Link>
      )}
    </FormPage>
  );
}

export function Verify() {
  const { t } = useTranslation();
  return <Spend title={t('verify.title')} done={t('verify.done')} spend={(token) => verifyAddress({ token })} />;
}

export function ConfirmEmail() {
  const { t } = useTranslation();
  return (
    <Spend
      title={t('confirmEmail.title')}
      done={t('confirmEmail.done')}
      spend={(token) => confirmOtherAddress({ token })}
    />
  );
}

export function Forgot() {
  const { t } = useTranslation();
  const [asked, setAsked] = useState(false);
  const form = useApiForm({
    schema: 'EmailOnly',
    values: { email: '' },
    send: async (body) => {
      await askForReset(body);
      setAsked(true);
    },
  });
  if (asked)
    return (
      <FormPage title={t('forgot.title')} text={t('forgot.sent')}>
        {null}
      </FormPage>
    );
  return (
    <FormPage title={t('forgot.title')} text={t('forgot.text')}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <TextField form={form} name="email" type="email" label={t('account.email')} autoComplete="username" />
        <Submit sending={form.sending}>{t('forgot.action')}</Submit>
      </form>
    </FormPage>
  );
}

export function Reset() {
  const { t } = useTranslation();
  const token = useLinkToken();
  const navigate = useNavigate();
  const rule = usePasswordRule();
  const form = useApiForm({
    schema: 'PasswordReset',
    values: { token, password: '' },
    check: ({ password }) => rule.faults('password', password),
    send: async (body) => {
      await resetPassword(body);
      await navigate('/signin');
    },
  });
  const spent = !token || form.formState.errors.token;
  if (spent) {
    return (
      <FormPage title={t('reset.title')} text={t('links.spent')}>
        <Link className="btn btn-primary" to="/forgot">
          {t('forgot.action')}
        </Link>
      </FormPage>
    );
  }
  return (
    <FormPage title={t('reset.title')} text={t('reset.text')}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <TextField
          form={form}
          name="password"
          type="password"
          label={t('account.newPassword')}
          help={rule.help}
          autoComplete="new-password"
        />
        <Submit sending={form.sending}>{t('reset.action')}</Submit>
      </form>
    </FormPage>
  );
}

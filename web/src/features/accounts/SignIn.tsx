import { useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate, useSearchParams } from 'react-router';
import { Submit, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { finishSignIn, signIn } from '../../api/accounts';
import { sessionChanged } from '../../api/session';
import { chooseLanguage } from '../../lib/language';
import { ownPath, useSession } from '../../lib/session';
import { chooseTheme } from '../../lib/theme';
import { useApiForm } from '../../lib/useApiForm';
import { FormPage } from './FormPage';
import { Providers } from './Providers';

/** The code of an authenticator app, asked for after coming back from a provider. */
function SecondFactor({ second, next }: { second: string; next: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = useApiForm({
    schema: 'SecondFactor',
    values: { second, code: '' },
    send: async (body) => {
      await finishSignIn(body);
      await sessionChanged();
      await navigate(next, { replace: true });
    },
  });
  return (
    <FormPage title={t('signIn.second')} text={t('signIn.codeHelp')}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} texts={{ 401: t('signIn.wrongCode') }} />
        <TextField form={form} name="code" label={t('signIn.code')} autoComplete="one-time-code" autoFocus />
        <Submit sending={form.sending}>{t('signIn.action')}</Submit>
      </form>
    </FormPage>
  );
}

const reasons = ['known', 'forbidden', 'unavailable', 'refused'];

/** Address, password and, where it is asked for, a code. */
export function SignInForm({ onDone, children }: { onDone: () => Promise<void> | void; children?: ReactNode }) {
  const { t } = useTranslation();
  const [asksCode, setAsksCode] = useState(false);
  const form = useApiForm({
    schema: 'Credentials',
    values: { email: '', password: '', code: '' },
    send: async (body) => {
      const { data } = await signIn(body);
      if (data.user) {
        // As one has it at home, on a device that has not heard of it.
        await chooseLanguage(data.user.language);
        if (data.user.preferences.theme !== 'system') chooseTheme(data.user.preferences.theme);
      }
      await sessionChanged(data);
      await onDone();
    },
    onRefused: (error) => {
      const wants = error.status === 401 && error.problem?.errors.some(({ field }) => field === 'code');
      if (wants) setAsksCode(true);
      return !!wants && !asksCode; // the first time it is a question, no fault
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <Refusal
        error={form.refused}
        texts={{ 401: t(asksCode ? 'signIn.wrongCode' : 'signIn.wrong'), 403: t('signIn.disabled') }}
      />
      <TextField form={form} name="email" type="email" label={t('account.email')} autoComplete="username" />
      <TextField
        form={form}
        name="password"
        type="password"
        label={t('account.password')}
        autoComplete="current-password"
      />
      {asksCode && (
        <TextField
          form={form}
          name="code"
          label={t('signIn.code')}
          help={t('signIn.codeHelp')}
          autoComplete="one-time-code"
          autoFocus
        />
      )}
      <div className="actions">
        <Submit sending={form.sending}>{t('signIn.action')}</Submit>
        {children}
      </div>
    </form>
  );
}

export function SignIn() {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const [query] = useSearchParams();
  const { hash } = useLocation();
  const next = ownPath(query.get('next'));
  const second = new URLSearchParams(hash.slice(1)).get('second');
  if (second) return <SecondFactor second={second} next={next} />;
  const failed = query.get('failed');
  return (
    <FormPage title={t('signIn.title')}>
      {failed && (
        <p className="refusal" role="alert">
          {t(reasons.includes(failed) ? `signIn.failure.${failed}` : 'signIn.failure.refused')}
        </p>
      )}
      <SignInForm onDone={async () => navigate(next, { replace: true })}>
        <Link to="/forgot">{t('signIn.forgot')}</Link>
      </SignInForm>
      <Providers next={next} />
      {session?.registration !== 'closed' && (
        <p>
          {t('signIn.new')} <Link to="/signup">{t('signUp.title')}</Link>
        </p>
      )}
    </FormPage>
  );
}

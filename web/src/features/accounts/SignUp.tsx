import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { Submit, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { register, signIn } from '../../api/accounts';
import { sessionChanged } from '../../api/session';
import { useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { FormPage } from './FormPage';
import { usePasswordRule } from '../../lib/usePasswordRule';
import { Providers } from './Providers';

function useSignUp(rule: ReturnType<typeof usePasswordRule>, onWaiting: (email: string) => void) {
  const { i18n } = useTranslation();
  const navigate = useNavigate();
  const invitation = new URLSearchParams(useLocation().hash.slice(1)).get('token');
  const form = useApiForm({
    schema: 'NewAccount',
    values: {
      email: '',
      password: '',
      username: '',
      name: '',
      surname: '',
      language: i18n.language,
      invitation,
      setup_code: '',
    },
    check: ({ password }) => rule.faults('password', password),
    send: async (body, { email, password }) => {
      await register(body);
      // Whether the address was known, neither this nor what follows tells.
      try {
        const { data } = await signIn({ email, password });
        await sessionChanged(data);
        await navigate('/', { replace: true });
      } catch {
        onWaiting(email);
      }
    },
  });
  return { form, invitation };
}

type Form = ReturnType<typeof useSignUp>['form'];

function Fields({ form, help, setupCode }: { form: Form; help: string; setupCode: boolean }) {
  const { t } = useTranslation();
  return (
    <form onSubmit={form.submit} noValidate>
      <Refusal error={form.refused} />
      <TextField form={form} name="email" type="email" label={t('account.email')} autoComplete="username" />
      <TextField
        form={form}
        name="password"
        type="password"
        label={t('account.password')}
        help={help}
        autoComplete="new-password"
      />
      <TextField
        form={form}
        name="username"
        optional
        label={t('account.username')}
        help={t('account.usernameHelp')}
        autoComplete="nickname"
      />
      <div className="field-row">
        <TextField form={form} name="name" optional label={t('account.name')} autoComplete="given-name" />
        <TextField form={form} name="surname" optional label={t('account.surname')} autoComplete="family-name" />
      </div>
      {setupCode && (
        <TextField
          form={form}
          name="setup_code"
          label={t('signUp.setupCode')}
          help={t('signUp.setupCodeHelp')}
          autoComplete="one-time-code"
        />
      )}
      <Submit sending={form.sending}>{t('signUp.action')}</Submit>
    </form>
  );
}

export function SignUp() {
  const { t } = useTranslation();
  const session = useSession();
  const rule = usePasswordRule();
  const [waiting, setWaiting] = useState<string>();
  const { form, invitation } = useSignUp(rule, setWaiting);
  if (waiting)
    return (
      <FormPage title={t('signUp.sent')} text={t('signUp.sentText', { email: waiting })}>
        {null}
      </FormPage>
    );
  const closed = session?.registration === 'closed' || (session?.registration === 'invitation' && !invitation);
  if (closed && !session.first_account) {
    return (
      <FormPage title={t('signUp.title')} text={t(`signUp.${session.registration}`)}>
        <Link className="btn btn-primary" to="/signin">
          {t('signIn.title')}
        </Link>
      </FormPage>
    );
  }
  return (
    <FormPage title={t('signUp.title')} text={session?.first_account ? t('signUp.first') : t('signUp.text')}>
      <Fields form={form} help={rule.help} setupCode={!!session?.setup_code} />
      <Providers next="/" />
      <p>
        {t('signUp.old')} <Link to="/signin">{t('signIn.title')}</Link>
      </p>
    </FormPage>
  );
}

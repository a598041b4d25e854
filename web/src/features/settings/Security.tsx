import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Dialog } from '../../kit/Confirm';
import { FormFoot, Submit, TextField } from '../../kit/Form';
import { Done } from '../../kit/Status';
import { changePassword, askForOtherAddress, leaveHouse } from '../../api/accounts';
import { sessionChanged } from '../../api/session';
import { useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { PasswordAgain, PasswordRefusal } from './PasswordAgain';
import { usePasswordRule } from '../../lib/usePasswordRule';
import { SecondFactor } from './SecondFactor';
import { Sessions } from './Sessions';

function Password() {
  const { t } = useTranslation();
  const rule = usePasswordRule();
  const [done, setDone] = useState(false);
  const form = useApiForm({
    schema: 'PasswordChange',
    values: { password_1: '', password_2: '' },
    check: ({ password_2 }) => rule.faults('password_2', password_2),
    send: async (body) => {
      await changePassword(body);
      form.reset();
      setDone(true);
    },
  });
  return (
    <section>
      <h2>{t('account.password')}</h2>
      <form onSubmit={form.submit} noValidate>
        <PasswordRefusal form={form} />
        <TextField
          form={form}
          name="password_1"
          type="password"
          label={t('account.oldPassword')}
          autoComplete="current-password"
        />
        <TextField
          form={form}
          name="password_2"
          type="password"
          label={t('account.newPassword')}
          help={rule.help}
          autoComplete="new-password"
        />
        <div className="actions">
          <Submit sending={form.sending}>{t('settings.changePassword')}</Submit>
          {done && <Done>{t('settings.passwordChanged')}</Done>}
        </div>
      </form>
    </section>
  );
}

function Email() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const [sent, setSent] = useState('');
  const form = useApiForm({
    schema: 'EmailChange',
    values: { email: '', password: '' },
    send: async (body, { email }) => {
      await askForOtherAddress(body);
      form.reset();
      setSent(email);
    },
  });
  return (
    <section>
      <h2>{t('account.email')}</h2>
      <p>{t('settings.emailNow', { email: user?.email })}</p>
      <form onSubmit={form.submit} noValidate>
        <PasswordRefusal form={form} />
        <TextField form={form} name="email" type="email" label={t('settings.newEmail')} autoComplete="email" />
        <PasswordAgain form={form} />
        <div className="actions">
          <Submit sending={form.sending}>{t('settings.changeEmail')}</Submit>
          {sent && <Done>{t('settings.emailSent', { email: sent })}</Done>}
        </div>
      </form>
    </section>
  );
}

function Farewell({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const form = useApiForm({
    schema: 'Confirmation',
    values: { password: '' },
    send: async (body) => {
      await leaveHouse(body);
      await navigate('/');
      await sessionChanged();
    },
  });
  return (
    <Dialog title={t('settings.deleteAccount')} onClose={onClose}>
      <p>{t('settings.deleteText')}</p>
      <form onSubmit={form.submit} noValidate>
        <PasswordRefusal form={form} />
        <PasswordAgain form={form} />
        <FormFoot sending={form.sending} action={t('settings.deleteAction')} danger onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function Security() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const [leaving, setLeaving] = useState(false);
  return (
    <>
      {user?.has_password && <Password />}
      <Email />
      <SecondFactor />
      <Sessions />
      <section>
        <h2>{t('settings.yourData')}</h2>
        <p>{t('settings.yourDataText')}</p>
        <div className="actions">
          <a className="btn btn-outline-primary" href="/api/user/export" download="kinoteka.json">
            {t('settings.export')}
          </a>
          <button className="btn btn-outline-danger" type="button" onClick={() => setLeaving(true)}>
            {t('settings.deleteAccount')}
          </button>
        </div>
        {leaving && <Farewell onClose={() => setLeaving(false)} />}
      </section>
    </>
  );
}

import { QRCodeSVG } from 'qrcode.react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Submit, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { turnOnFactor, beginFactor, turnOffFactor, renewRecoveryCodes } from '../../api/accounts';
import { useSession } from '../../lib/session';
import { useApiForm } from '../../lib/useApiForm';
import { PasswordAgain, PasswordRefusal } from './PasswordAgain';

interface Setup {
  seed: string;
  address: string;
}

function Codes({ codes, onRead }: { codes: string[]; onRead: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="hint">
      <p>{t('factor.codesText')}</p>
      <ul className="codes">
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <button className="btn btn-primary" type="button" onClick={onRead}>
        {t('factor.codesKept')}
      </button>
    </div>
  );
}

/** The password said again, and what happens then. */
function Ask({ action, onPassword }: { action: string; onPassword: (body: { password?: string }) => Promise<void> }) {
  const form = useApiForm({ schema: 'Confirmation', values: { password: '' }, send: onPassword });
  return (
    <form onSubmit={form.submit} noValidate>
      <PasswordRefusal form={form} />
      <PasswordAgain form={form} />
      <Submit sending={form.sending}>{action}</Submit>
    </form>
  );
}

function Prove({ setup, onCodes }: { setup: Setup; onCodes: (codes: string[]) => void }) {
  const { t } = useTranslation();
  const form = useApiForm({
    schema: 'TotpCode',
    values: { code: '' },
    send: async (body) => {
      const { data } = await turnOnFactor(body);
      onCodes(data.recovery_codes);
    },
  });
  return (
    <form onSubmit={form.submit} noValidate>
      <p>{t('factor.scan')}</p>
      <div className="qr">
        <QRCodeSVG value={setup.address} size={192} marginSize={2} title={t('factor.qr')} />
      </div>
      <p>
        {t('factor.type')} <code>{setup.seed}</code>
      </p>
      <Refusal error={form.refused} texts={{ 422: t('signIn.wrongCode') }} />
      <TextField form={form} name="code" label={t('signIn.code')} autoComplete="one-time-code" />
      <Submit sending={form.sending}>{t('factor.on')}</Submit>
    </form>
  );
}

/** Codes of an authenticator app beside the password. */
export function SecondFactor() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const [setup, setSetup] = useState<Setup>();
  const [codes, setCodes] = useState<string[]>();
  const [asking, setAsking] = useState<'on' | 'off' | 'codes'>();
  const finish = (fresh?: string[]) => {
    setSetup(undefined);
    setAsking(undefined);
    setCodes(fresh);
  };
  return (
    <section>
      <h2>{t('factor.title')}</h2>
      {codes ? (
        <Codes codes={codes} onRead={() => setCodes(undefined)} />
      ) : setup ? (
        <Prove setup={setup} onCodes={finish} />
      ) : asking === 'on' ? (
        <Ask action={t('form.on')} onPassword={async (body) => setSetup((await beginFactor(body)).data)} />
      ) : asking === 'off' ? (
        <Ask
          action={t('factor.off')}
          onPassword={async (body) => {
            await turnOffFactor(body);
            finish();
          }}
        />
      ) : asking === 'codes' ? (
        <Ask
          action={t('factor.newCodes')}
          onPassword={async (body) => finish((await renewRecoveryCodes(body)).data.recovery_codes)}
        />
      ) : user?.second_factor ? (
        <>
          <p>{t('factor.isOn', { count: user.recovery_codes_left })}</p>
          <div className="actions">
            <button className="btn btn-outline-primary" type="button" onClick={() => setAsking('codes')}>
              {t('factor.newCodes')}
            </button>
            <button className="btn btn-outline-danger" type="button" onClick={() => setAsking('off')}>
              {t('factor.off')}
            </button>
          </div>
        </>
      ) : (
        <>
          <p>{t('factor.isOff')}</p>
          <button className="btn btn-outline-primary" type="button" onClick={() => setAsking('on')}>
            {t('factor.begin')}
          </button>
        </>
      )}
    </section>
  );
}

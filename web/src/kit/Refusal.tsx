import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ApiError } from '../api/client';
import { faultText, refusalText } from '../lib/refusals';
import { SignInAgain } from './SignInAgain';

/** Why the whole was refused, in words; what concerns single fields stands beside them. */
export function Refusal({ error, texts }: { error?: ApiError; texts?: Record<number, string> }) {
  const { t } = useTranslation();
  if (!error) return null;
  const { status, problem } = error;
  const own = texts?.[status];
  const existing = problem?.existing?.replace(/^\/api/, '');
  if (status === 401 && !own) return <SignInAgain again={error.again} />;
  return (
    <div className="refusal" role="alert">
      <p>{own ?? refusalText(error, t)}</p>
      {existing && <Link to={existing}>{t('form.existing')}</Link>}
    </div>
  );
}

/** Why a picture was not taken: it has no field beside which to say so. */
export function RefusedPicture({ error }: { error?: ApiError }) {
  const { t } = useTranslation();
  return (
    <>
      <Refusal error={error} />
      {error?.problem?.errors.map((fault) => (
        <p className="fault" key={fault.message} role="alert">
          {faultText(fault, t)}
        </p>
      ))}
    </>
  );
}

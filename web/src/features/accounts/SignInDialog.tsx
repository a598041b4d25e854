import { useTranslation } from 'react-i18next';
import { Dialog } from '../../kit/Confirm';
import { SignInForm } from './SignIn';

/** Signing in without leaving the page. */
export function SignInDialog({ onDone, onClose }: { onDone: () => void; onClose: () => void }) {
  const { t } = useTranslation();
  return (
    <Dialog title={t('signIn.title')} onClose={onClose}>
      <SignInForm onDone={onDone}>
        <button className="btn btn-outline-primary" type="button" onClick={onClose}>
          {t('form.cancel')}
        </button>
      </SignInForm>
    </Dialog>
  );
}

import { lazy, Suspense, useState } from 'react';
import { createPortal } from 'react-dom';
import { useTranslation } from 'react-i18next';

const SignInDialog = lazy(() =>
  import('../features/accounts/SignInDialog').then((file) => ({ default: file.SignInDialog })),
);

/** The session ended while one was typing: sign in here, and what was typed is sent. */
export function SignInAgain({ again }: { again?: () => void }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  return (
    <div className="refusal" role="alert">
      <p>{t('session.ended')}</p>
      <button className="btn btn-outline-primary" type="button" onClick={() => setOpen(true)}>
        {t('signIn.title')}
      </button>
      {/* This stands in a form, and a form cannot stand in another. */}
      {open &&
        createPortal(
          <div onSubmit={(event) => event.stopPropagation()}>
            <Suspense>
              <SignInDialog
                onClose={() => setOpen(false)}
                onDone={() => {
                  setOpen(false);
                  again?.();
                }}
              />
            </Suspense>
          </div>,
          document.body,
        )}
    </div>
  );
}

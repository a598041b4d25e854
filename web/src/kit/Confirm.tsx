import { useLayoutEffect, useRef, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

/** Asks before something that cannot be undone, or shows what must be read. Escape says no. */
export function Dialog({ title, onClose, children }: { title: string; onClose: () => void; children: ReactNode }) {
  const box = useRef<HTMLDialogElement>(null);
  // While it is still in the page: then the browser gives the focus back to what opened it.
  useLayoutEffect(() => {
    const dialog = box.current;
    dialog?.showModal();
    return () => dialog?.close();
  }, []);
  return (
    <dialog className="dialog" ref={box} aria-labelledby="dialog-title" onCancel={onClose}>
      <h2 id="dialog-title">{title}</h2>
      {children}
    </dialog>
  );
}

/** The foot of a dialog that sends no form: what it does, and the way out. */
export function DialogActions({
  action,
  disabled,
  onAct,
  onClose,
}: {
  action: string;
  disabled?: boolean;
  onAct: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="actions">
      <button className="btn btn-primary" type="button" disabled={disabled} onClick={onAct}>
        {action}
      </button>
      <button className="btn btn-outline-primary" type="button" onClick={onClose}>
        {t('form.cancel')}
      </button>
    </div>
  );
}

export function Confirm({
  title,
  text,
  action,
  onConfirm,
  onClose,
}: {
  title: string;
  text: string;
  action: string;
  onConfirm: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <Dialog title={title} onClose={onClose}>
      <p>{text}</p>
      <div className="actions">
        <button className="btn btn-danger" type="button" onClick={onConfirm}>
          {action}
        </button>
        <button className="btn btn-outline-primary" type="button" onClick={onClose} autoFocus>
          {t('form.cancel')}
        </button>
      </div>
    </Dialog>
  );
}

import { createContext, useCallback, useContext, useEffect, useMemo, useRef, useState, type ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from './Icon';

interface Toast {
  text: string;
  /** What one may do about it, the likeliest first. */
  actions?: { name: string; run: () => void }[];
}

const Show = createContext<(toast: Toast) => void>(() => undefined);

/** Says at the foot of the page that something was done, with a way back. One at a time. */
export const useToast = () => useContext(Show);

const stays = 8000;

export function Toasts({ children }: { children: ReactNode }) {
  const { t } = useTranslation();
  const [toast, setToast] = useState<Toast>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const show = useCallback((next: Toast) => {
    clearTimeout(timer.current);
    setToast(next);
    timer.current = setTimeout(() => setToast(undefined), stays);
  }, []);
  useEffect(() => () => clearTimeout(timer.current), []);
  const close = () => setToast(undefined);
  return (
    <Show.Provider value={useMemo(() => show, [show])}>
      {children}
      <div className="toasts" role="status">
        {toast && (
          <div className="toast-box">
            <span>{toast.text}</span>
            {toast.actions?.map(({ name, run }) => (
              <button
                className="btn btn-outline-primary"
                type="button"
                key={name}
                onClick={() => {
                  close();
                  run();
                }}
              >
                {name}
              </button>
            ))}
            <button className="tool" type="button" onClick={close} aria-label={t('toast.close')}>
              <Icon name="close" />
            </button>
          </div>
        )}
      </div>
    </Show.Provider>
  );
}

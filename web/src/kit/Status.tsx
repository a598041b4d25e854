import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client';

/** What went wrong, in words for people, and a way on. */
export function Failure({ error, onRetry }: { error: Error; onRetry?: () => void }) {
  const { t } = useTranslation();
  const status = error instanceof ApiError ? error.status : -1;
  const text =
    status === 0
      ? 'error.offline'
      : status === 404
        ? 'error.notFound'
        : status === 503
          ? 'error.busy'
          : 'error.unknown';
  const id = error instanceof ApiError ? error.problem?.request_id : undefined;
  return (
    <div className="notice" role="alert">
      <p className="notice__title">{t(text)}</p>
      {id && status >= 500 && <p className="notice__detail">{t('error.id', { id })}</p>}
      {onRetry && status !== 404 && (
        <button className="btn btn-outline-primary" type="button" onClick={onRetry}>
          {t('error.retry')}
        </button>
      )}
    </div>
  );
}

export function Empty({ title, text, children }: { title: string; text: string; children?: React.ReactNode }) {
  return (
    <div className="notice">
      <p className="notice__title">{title}</p>
      <p>{text}</p>
      {children}
    </div>
  );
}

/** Holds the place of text that is on its way. */
export function Line({ width }: { width: `${number}%` | `${number}rem` }) {
  return <span className="skeleton skeleton--line" style={{ width }} aria-hidden="true" />;
}

/** Says once that something worked. */
export function Done({ children }: { children: ReactNode }) {
  return (
    <p className="done" role="status">
      {children}
    </p>
  );
}

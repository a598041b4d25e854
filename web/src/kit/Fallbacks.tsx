import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useRouteError } from 'react-router';
import { usePageTitle } from '../lib/usePageTitle';

/** An address that is nobody's. */
export function NotFound() {
  const { t } = useTranslation();
  usePageTitle(t('notFound.title'));
  return (
    <section className="fallback">
      <p className="fallback__reel" aria-hidden="true">
        404
      </p>
      <h1>{t('notFound.title')}</h1>
      <p>{t('notFound.text')}</p>
      <Link className="btn btn-primary" to="/movies">
        {t('notFound.action')}
      </Link>
    </section>
  );
}

// When a page was last loaded again by itself, and for how many milliseconds it is not again: what stays away is not asked
// for without end.
const triedAt = 'tried again at';
const once = 60_000;

/** Something in a page has thrown: a defect of ours. */
export function Broken() {
  const { t } = useTranslation();
  const error = useRouteError();
  // A part of the application that could not be fetched: the net is away, or a new version has come.
  const unreachable = error instanceof TypeError && /import|fetch|load/i.test(error.message);
  useEffect(() => {
    if (!unreachable) return;
    const again = () => location.reload();
    // The net may be back before this stands here, and after a new version the part has another name.
    if (navigator.onLine && Date.now() - Number(sessionStorage.getItem(triedAt)) > once) {
      sessionStorage.setItem(triedAt, String(Date.now()));
      again();
      return;
    }
    window.addEventListener('online', again);
    return () => window.removeEventListener('online', again);
  }, [unreachable]);
  if (unreachable)
    return (
      <section className="fallback" role="alert">
        <h1>{t(navigator.onLine ? 'broken.changed' : 'broken.offline')}</h1>
        <p>{t(navigator.onLine ? 'broken.changedText' : 'broken.offlineText')}</p>
        <p className="actions actions--center">
          <button className="btn btn-primary" type="button" onClick={() => location.reload()}>
            {t('error.retry')}
          </button>
          <button className="btn btn-outline-primary" type="button" onClick={() => history.back()}>
            {t('broken.back')}
          </button>
        </p>
      </section>
    );
  return (
    <section className="fallback" role="alert">
      <h1>{t('broken.title')}</h1>
      <p>{t('broken.text')}</p>
      <button className="btn btn-primary" type="button" onClick={() => location.assign('/')}>
        {t('broken.action')}
      </button>
    </section>
  );
}

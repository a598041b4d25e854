import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
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

/** Something in a page has thrown: a defect of ours. */
export function Broken() {
  const { t } = useTranslation();
  return (
    <main className="fallback" role="alert">
      <h1>{t('broken.title')}</h1>
      <p>{t('broken.text')}</p>
      <button className="btn btn-primary" type="button" onClick={() => location.assign('/')}>
        {t('broken.action')}
      </button>
    </main>
  );
}

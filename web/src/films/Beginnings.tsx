import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';

/** Where to begin, on a page of one's own that is empty. */
export function Beginnings() {
  const { t } = useTranslation();
  return (
    <p className="actions actions--center">
      <Link className="btn btn-primary" to="/movies">
        {t('begin.films')}
      </Link>
      <Link className="btn btn-outline-primary" to="/settings/data">
        {t('begin.import')}
      </Link>
    </p>
  );
}

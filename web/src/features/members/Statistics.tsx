import { useTranslation } from 'react-i18next';
import { StatisticsView } from './StatisticsView';
import { usePageTitle } from '../../lib/usePageTitle';

export function Statistics() {
  const { t } = useTranslation();
  usePageTitle(t('yours.statistics'));
  return (
    <>
      <header className="page-head">
        <h1>{t('yours.statistics')}</h1>
      </header>
      <StatisticsView />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { DiaryView } from '../../components/DiaryView';
import { ShareButton } from '../../components/SharingDialog';
import { usePageTitle } from '../../lib/usePageTitle';
import { ByRating } from './ByRating';

export function Diary() {
  const { t } = useTranslation();
  usePageTitle(t('yours.diary'));
  return (
    <>
      <header className="page-head page-head--actions">
        <h1>{t('yours.diary')}</h1>
        <ShareButton what="diary" />
      </header>
      <ByRating />
      <DiaryView />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { DiaryView } from '../../films/DiaryView';
import { ShareButton } from '../../people/SharingDialog';
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

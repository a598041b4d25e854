import { useTranslation } from 'react-i18next';
import { SidePages } from '../../kit/SidePages';

export function Library() {
  const { t } = useTranslation();
  return (
    <SidePages
      title={t('library.title')}
      pages={[
        ['/library', t('library.folders')],
        ['/library/files', t('library.files')],
        ['/admin/jobs', t('library.jobs')],
      ]}
    />
  );
}

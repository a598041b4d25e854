import { useTranslation } from 'react-i18next';
import { SidePages } from '../../components/SidePages';

export function Admin() {
  const { t } = useTranslation();
  return (
    <SidePages
      title={t('admin.title')}
      pages={[
        ['/admin', t('admin.users')],
        ['/admin/invitations', t('admin.invitations')],
        ['/admin/jobs', t('library.jobs')],
        ['/admin/audit', t('admin.audit')],
      ]}
    />
  );
}

import { useTranslation } from 'react-i18next';
import { SidePages } from '../../kit/SidePages';
import { useSession } from '../../lib/session';

export function Admin() {
  const { t } = useTranslation();
  const mails = useSession()?.sends_mail ?? true;
  return (
    <SidePages
      title={t('admin.title')}
      note={
        !mails && (
          <div className="hint">
            <p>
              <strong>{t('admin.noMail')}</strong> {t('admin.noMailText')}
            </p>
          </div>
        )
      }
      pages={[
        ['/admin', t('admin.users')],
        ['/admin/invitations', t('admin.invitations')],
        ['/admin/jobs', t('library.jobs')],
        ['/admin/audit', t('admin.audit')],
      ]}
    />
  );
}

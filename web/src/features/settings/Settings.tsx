import { useTranslation } from 'react-i18next';
import { SidePages } from '../../kit/SidePages';
import { Unverified } from '../../people/Unverified';
import { useSession } from '../../lib/session';

export function Settings() {
  const { t } = useTranslation();
  const providers = !!useSession()?.providers.length;
  return (
    <SidePages
      title={t('settings.title')}
      note={<Unverified />}
      pages={[
        ['/settings', t('settings.profile')],
        ['/settings/security', t('settings.security')],
        ['/settings/keys', t('settings.keys')],
        ...(providers ? [['/settings/linked', t('settings.linked')] as const] : []),
        ['/settings/data', t('settings.data')],
      ]}
    />
  );
}

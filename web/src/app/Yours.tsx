import { useTranslation } from 'react-i18next';
import { Outlet } from 'react-router';
import { PageTabs } from '../kit/PageTabs';
import { useSession } from '../lib/session';

/** One's own pages, which share their tabs. */
export function Yours() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  return (
    <>
      {user && (
        <PageTabs
          label={t('yours.title')}
          pages={[
            ['/diary', t('yours.diary')],
            ['/films', t('yours.films')],
            ['/watchlist', t('yours.watchlist')],
            ['/lists', t('yours.lists')],
            ['/collection', t('yours.collection')],
            ['/statistics', t('yours.statistics')],
            ['/shared', t('yours.shared')],
            ...(user.username ? [[`/u/${user.username}`, t('yours.page')] as const] : []),
          ]}
        />
      )}
      <Outlet />
    </>
  );
}

import { useTranslation } from 'react-i18next';
import { NavLink, Outlet } from 'react-router';
import { usePageTitle } from '../../lib/usePageTitle';

/** What stands around the admins' pages. */
export function Admin() {
  const { t } = useTranslation();
  usePageTitle(t('admin.title'));
  return (
    <>
      <header className="page-head">
        <h1>{t('admin.title')}</h1>
      </header>
      <div className="settings">
        <nav className="settings__nav" aria-label={t('admin.title')}>
          <NavLink to="/admin" end>
            {t('admin.users')}
          </NavLink>
          <NavLink to="/admin/invitations">{t('admin.invitations')}</NavLink>
          <NavLink to="/admin/audit">{t('admin.audit')}</NavLink>
        </nav>
        <div className="settings__page">
          <Outlet />
        </div>
      </div>
    </>
  );
}

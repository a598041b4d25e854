import { useTranslation } from 'react-i18next';
import { roles } from '../../lib/session';

export function RoleOptions() {
  const { t } = useTranslation();
  return roles.map((role) => (
    <option key={role} value={role}>
      {t(`admin.role.${role}`)}
    </option>
  ));
}

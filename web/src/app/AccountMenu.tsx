import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Icon } from '../kit/Icon';
import { Menu } from '../kit/Menu';
import { signOut, sessionChanged } from '../api/session';
import { forgetDrafts } from '../lib/draft';
import { isAdmin, mayEdit, useSession } from '../lib/session';

/** Who is signed in and where they may go; or the door. */
export function AccountMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const leave = useMutation({
    mutationFn: () => signOut(),
    onSuccess: async () => {
      forgetDrafts();
      await navigate('/');
      await sessionChanged();
    },
  });

  const user = session?.user;
  if (!user) {
    return (
      <Link className="tool tool--text" to={session?.first_account ? '/signup' : '/signin'}>
        <Icon name="enter" />
        <span>{t(session?.first_account ? 'signUp.title' : 'signIn.title')}</span>
      </Link>
    );
  }
  const name = user.username ?? (user.name || user.email);
  return (
    <Menu label={t('shell.account', { name })} face={<Icon name="person" />}>
      <p>{name}</p>
      {user.username && <Link to={`/u/${user.username}`}>{t('yours.page')}</Link>}
      <Link to="/diary">{t('yours.diary')}</Link>
      <Link to="/watchlist">{t('yours.watchlist')}</Link>
      <Link to="/lists">{t('yours.lists')}</Link>
      <Link to="/collection">{t('yours.collection')}</Link>
      <Link to="/members">{t('members.title')}</Link>
      <Link to="/settings">{t('settings.title')}</Link>
      {mayEdit(user) && <Link to="/editing">{t('editing.title')}</Link>}
      {isAdmin(user) && <Link to="/library">{t('library.title')}</Link>}
      {isAdmin(user) && <Link to="/admin">{t('admin.title')}</Link>}
      <button type="button" onClick={() => leave.mutate()}>
        {t('shell.signOut')}
      </button>
    </Menu>
  );
}

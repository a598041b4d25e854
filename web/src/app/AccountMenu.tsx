import { useMutation } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useNavigate } from 'react-router';
import { Icon } from '../components/Icon';
import { answer, api } from '../lib/api';
import { isAdmin, mayEdit, useSession, useSessionChange } from '../lib/session';

/** Who is signed in and where they may go; or the door. */
export function AccountMenu() {
  const { t } = useTranslation();
  const session = useSession();
  const navigate = useNavigate();
  const { pathname } = useLocation();
  const changeSession = useSessionChange();
  const menu = useRef<HTMLDetailsElement>(null);
  const signOut = useMutation({
    mutationFn: () => answer(api.POST('/api/auth/logout')),
    onSuccess: async () => {
      await navigate('/');
      await changeSession();
    },
  });

  // Elsewhere, Escape and a new page close it.
  useEffect(() => {
    menu.current?.removeAttribute('open');
  }, [pathname]);
  useEffect(() => {
    const close = (event: Event) => {
      const inside = event.target instanceof Node && menu.current?.contains(event.target);
      if (event instanceof KeyboardEvent ? event.key === 'Escape' : !inside) menu.current?.removeAttribute('open');
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, []);

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
    <details className="menu" ref={menu}>
      <summary className="tool" aria-label={t('shell.account', { name })}>
        <Icon name="person" />
      </summary>
      <div className="menu__list">
        <p>{name}</p>
        {user.username && <Link to={`/u/${user.username}`}>{t('yours.page')}</Link>}
        <Link to="/diary">{t('yours.diary')}</Link>
        <Link to="/watchlist">{t('yours.watchlist')}</Link>
        <Link to="/lists">{t('yours.lists')}</Link>
        <Link to="/collection">{t('yours.collection')}</Link>
        <Link to="/settings">{t('settings.title')}</Link>
        {mayEdit(user) && <Link to="/editing">{t('editing.title')}</Link>}
        {isAdmin(user) && <Link to="/library">{t('library.title')}</Link>}
        {isAdmin(user) && <Link to="/admin">{t('admin.title')}</Link>}
        <button type="button" onClick={() => signOut.mutate()}>
          {t('shell.signOut')}
        </button>
      </div>
    </details>
  );
}

import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, NavLink, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { Icon } from '../kit/Icon';
import { Toasts } from '../kit/Toasts';
import { SearchPalette } from '../features/search/SearchPalette';
import { chooseLanguage, languages, nextLanguage } from '../lib/language';
import { playableRowQuery } from '../api/playing';
import { useSession } from '../lib/session';
import { useTheme } from '../lib/theme';
import { AccountMenu } from './AccountMenu';

function useOnline() {
  return useSyncExternalStore(
    (changed) => {
      window.addEventListener('online', changed);
      window.addEventListener('offline', changed);
      return () => {
        window.removeEventListener('online', changed);
        window.removeEventListener('offline', changed);
      };
    },
    () => navigator.onLine,
  );
}

/** `/` and Ctrl+K open the search from everywhere but a text field, from the moment the bar says so. */
function useSearchKeys(open: () => void) {
  useLayoutEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      const typing = event.target instanceof HTMLElement && /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName);
      const slash = event.key === '/' && !typing && !event.ctrlKey && !event.metaKey && !event.altKey;
      const k = event.key.toLowerCase() === 'k' && (event.ctrlKey || event.metaKey);
      if (!slash && !k) return;
      event.preventDefault();
      open();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [open]);
}

const LogAny = lazy(() => import('../features/diary/LogAny').then((file) => ({ default: file.LogAny })));

/** Pages that a phone's bar has no room for; they are in the menu there. */
const wide = ({ isActive }: { isActive: boolean }) => (isActive ? 'active bar__wide' : 'bar__wide');

// What one may see of a house for members before one is one.
const doors = ['/signin', '/signup', '/forgot', '/reset', '/verify', '/confirm-email'];

/** Leads to the next language, in its own words; brief: by its two letters. */
function LanguageSwitch({ className, brief = false }: { className: string; brief?: boolean }) {
  const { code, choose } = nextLanguage(useTranslation().i18n.language, languages);
  return (
    <button
      className={className}
      type="button"
      lang={code}
      onClick={() => void chooseLanguage(code)}
      aria-label={brief ? choose : undefined}
    >
      {brief ? code.toUpperCase() : choose}
    </button>
  );
}

function Pages() {
  const { t } = useTranslation();
  const member = useSession()?.user;
  const houseHasFilms = !!useQuery({ ...playableRowQuery, enabled: !!member }).data?.length;
  return (
    <nav className="bar__nav" aria-label={t('shell.pages')}>
      <NavLink to="/" end>
        <Icon name="home" />
        <span>{t('shell.start')}</span>
      </NavLink>
      <NavLink to="/movies">
        <Icon name="film" />
        <span>{t('shell.movies')}</span>
      </NavLink>
      {houseHasFilms && (
        <NavLink to="/house">
          <Icon name="play" />
          <span>{t('shell.house')}</span>
        </NavLink>
      )}
      <NavLink className={wide} to="/lists" end>
        <Icon name="list" />
        <span>{t('yours.lists')}</span>
      </NavLink>
      <NavLink className={wide} to="/members">
        <Icon name="person" />
        <span>{t('members.title')}</span>
      </NavLink>
      {member && (
        <NavLink to="/diary">
          <Icon name="book" />
          <span>{t('yours.title')}</span>
        </NavLink>
      )}
    </nav>
  );
}

function Bar({
  theme,
  onTheme,
  onSearch,
  onLog,
}: {
  theme: string;
  onTheme: () => void;
  onSearch: () => void;
  onLog: () => void;
}) {
  const { t } = useTranslation();
  const member = useSession()?.user;
  return (
    <header className="bar">
      <Link className="bar__brand" to="/" aria-label={t('shell.home')}>
        <img src="/favicon.svg" alt="" width="32" height="32" />
        <span>Kinoteka</span>
      </Link>
      <Pages />
      <button
        className="bar__search"
        type="button"
        onClick={onSearch}
        aria-label={t('search.open')}
        aria-keyshortcuts="/ Control+K"
      >
        <Icon name="search" />
        <span>{t('search.open')}</span>
        <kbd aria-hidden="true">/</kbd>
      </button>
      <div className="bar__tools">
        {member && (
          <button className="btn btn-primary bar__log" type="button" onClick={onLog}>
            <Icon name="plus" /> <span>{t('entry.log')}</span>
          </button>
        )}
        <LanguageSwitch className="tool tool--wide" brief />
        <button
          className="tool tool--wide"
          type="button"
          onClick={onTheme}
          aria-label={t(theme === 'dark' ? 'shell.light' : 'shell.dark')}
        >
          <Icon name={theme === 'dark' ? 'sun' : 'moon'} />
        </button>
        <AccountMenu />
      </div>
    </header>
  );
}

function Foot({ theme, onTheme }: { theme: string; onTheme: () => void }) {
  const { t } = useTranslation();
  return (
    <footer className="foot">
      <span>{t('shell.about')}</span>
      <span className="foot__tools">
        <LanguageSwitch className="foot__tool" />
        <button className="foot__tool" type="button" onClick={onTheme}>
          {t(theme === 'dark' ? 'shell.light' : 'shell.dark')}
        </button>
      </span>
      <a href="/api/docs">{t('shell.api')}</a>
    </footer>
  );
}

/** What stands around every page: the bar, the search, and who we are. */
export function Shell() {
  const { t } = useTranslation();
  const [theme, toggleTheme] = useTheme();
  const [searching, setSearching] = useState(false);
  const open = useCallback(() => setSearching(true), []);
  const { pathname, search } = useLocation();
  const session = useSession();
  const shut = session?.members_only && !session.user && !doors.includes(pathname);
  const online = useOnline();
  const [logging, setLogging] = useState(false);
  useSearchKeys(open);

  // A new page is read from its top, by the eyes and by a screen reader.
  const main = useRef<HTMLElement>(null);
  const first = useRef(true);
  useEffect(() => {
    if (!first.current) main.current?.focus({ preventScroll: true });
    first.current = false;
  }, [pathname]);

  return (
    <Toasts>
      <a className="skip-link" href="#content">
        {t('shell.skip')}
      </a>
      <Bar theme={theme} onTheme={toggleTheme} onSearch={open} onLog={() => setLogging(true)} />
      {!online && (
        <p className="offline" role="status">
          {t('shell.offline')}
        </p>
      )}
      <main id="content" ref={main} tabIndex={-1}>
        {shut ? <Navigate to={`/signin?next=${encodeURIComponent(pathname + search)}`} replace /> : <Outlet />}
      </main>
      <Foot theme={theme} onTheme={toggleTheme} />
      {searching && <SearchPalette onClose={() => setSearching(false)} />}
      {logging && (
        <Suspense>
          <LogAny onClose={() => setLogging(false)} />
        </Suspense>
      )}
      {/* A page that was opened by its address begins at its top: all of them share one key. */}
      <ScrollRestoration getKey={({ key, pathname }) => (key === 'default' ? pathname : key)} />
    </Toasts>
  );
}

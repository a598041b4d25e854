import { lazy, Suspense, useCallback, useEffect, useLayoutEffect, useRef, useState, useSyncExternalStore } from 'react';
import { useTranslation } from 'react-i18next';
import { Navigate, Outlet, ScrollRestoration, useLocation } from 'react-router';
import { Toasts } from '../kit/Toasts';
import { SearchPalette } from '../features/search/SearchPalette';
import { useSession } from '../lib/session';
import { useTheme } from '../lib/theme';
import { Bar, Foot } from './Bar';

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

// What one may see of a house for members before one is one.
const doors = ['/signin', '/signup', '/forgot', '/reset', '/verify', '/confirm-email'];

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

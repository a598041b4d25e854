import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, NavLink } from 'react-router';
import { Icon } from '../kit/Icon';
import { chooseLanguage, languages, nextLanguage } from '../lib/language';
import { playableRowQuery } from '../api/playing';
import { useSession } from '../lib/session';
import { AccountMenu } from './AccountMenu';

/** Pages that a phone's bar has no room for; they are in the menu there. */
const wide = ({ isActive }: { isActive: boolean }) => (isActive ? 'active bar__wide' : 'bar__wide');

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

export function Bar({
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

export function Foot({ theme, onTheme }: { theme: string; onTheme: () => void }) {
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

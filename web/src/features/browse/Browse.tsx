import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useNavigate, useSearchParams } from 'react-router';
import { Outside } from '../../films/Outside';
import { PosterWall } from '../../films/PosterWall';
import { suggestQuery } from '../../api/search';
import { usePageTitle } from '../../lib/usePageTitle';
import { changeBrowseQuery, readBrowseQuery } from './browseQuery';
import { Words, Selects } from './Filters';

export function Browse() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const { hash } = useLocation();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  usePageTitle(t('browse.title'));

  const query = useMemo(() => readBrowseQuery(params), [params]);
  const change = useMemo(
    () => (changes: Record<string, string>) =>
      setParams((before) => changeBrowseQuery(before, changes), { preventScrollReset: true }),
    [setParams],
  );
  const setWords = useMemo(() => (q: string) => change({ q }), [change]);
  const filtered = [...params.keys()].length > 0;
  const chosen = [query.genre, query.year_from, query.country, query.language].filter(Boolean).length;
  const leftOut = useQuery({ ...suggestQuery(query.q ?? ''), enabled: !!query.q }).data?.left_out ?? [];
  const outside = (
    <Outside
      q={query.q ?? ''}
      begin={hash === '#outside'}
      onKept={(movie) => navigate(`/movies/${movie.id}`, { state: { fresh: true } })}
    />
  );

  return (
    <>
      <h1>{t('browse.title')}</h1>
      <form
        className={open ? 'filters filters--open' : 'filters'}
        role="search"
        onSubmit={(event) => event.preventDefault()}
      >
        <Words value={query.q ?? ''} onChange={setWords} />
        <button
          className="btn btn-outline-primary filters__more"
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('browse.filters', { count: chosen })}
        </button>
        <Selects query={query} change={change} />
      </form>
      {leftOut.length > 0 && (
        <p className="hint" role="status">
          {t('search.leftOut', { words: leftOut.join(', ') })}
        </p>
      )}
      {hash === '#outside' && outside}
      <PosterWall query={query} onClear={filtered ? () => setParams({}) : undefined} />
      {hash !== '#outside' && outside}
    </>
  );
}

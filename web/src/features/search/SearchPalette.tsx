import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Icon } from '../../components/Icon';
import { PosterArt } from '../../components/Poster';
import { Failure } from '../../components/Status';
import type { MovieCard, PersonCard } from '../../lib/api';
import { otherTitle, titleOf } from '../../lib/format';
import { suggestQuery } from '../../lib/queries';
import { useSession } from '../../lib/session';

type Hit =
  { kind: 'movie'; movie: MovieCard } | { kind: 'person'; person: PersonCard } | { kind: 'all' } | { kind: 'outside' };

const addressOf = (hit: Hit, q: string) => {
  switch (hit.kind) {
    case 'movie':
      return `/movies/${hit.movie.id}`;
    case 'person':
      return `/people/${hit.person.id}`;
    case 'all':
      return `/movies?q=${encodeURIComponent(q)}`;
    case 'outside':
      return `/movies?q=${encodeURIComponent(q)}#outside`;
  }
};

/** Waits until typing pauses for a moment. */
function useSettled(value: string, ms: number) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

function HitView({ hit, q }: { hit: Hit; q: string }) {
  const { t, i18n } = useTranslation();
  switch (hit.kind) {
    case 'movie': {
      const other = otherTitle(hit.movie, i18n.language);
      return (
        <>
          <span className="hit__art">
            <PosterArt movie={hit.movie} />
          </span>
          <span className="hit__words">
            <strong>{titleOf(hit.movie, i18n.language)}</strong>
            <span>{[hit.movie.year, other, hit.movie.directors[0]?.name].filter(Boolean).join(' · ')}</span>
          </span>
        </>
      );
    }
    case 'person':
      return (
        <>
          <span className="hit__art hit__art--person">
            <Icon name="person" />
          </span>
          <span className="hit__words">
            <strong>{hit.person.name}</strong>
            <span>{t(hit.person.directed > 0 ? 'search.director' : 'search.person')}</span>
          </span>
        </>
      );
    case 'all':
    case 'outside':
      return (
        <>
          <span className="hit__art hit__art--person">
            <Icon name="search" />
          </span>
          <span className="hit__words">{t(`search.${hit.kind}`, { q })}</span>
        </>
      );
  }
}

/** Search over everything, from everywhere: type, arrows, Enter. */
export function SearchPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const member = useSession()?.user;
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const q = useSettled(text.trim(), 80);
  const { data, error, isFetching, refetch } = useQuery(suggestQuery(q));

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const hits: Hit[] =
    data && q
      ? [
          ...data.movies.map((movie): Hit => ({ kind: 'movie', movie })),
          ...data.people.map((person): Hit => ({ kind: 'person', person })),
          ...(data.movies.length > 0 ? [{ kind: 'all' } as const] : []),
          ...(member ? [{ kind: 'outside' } as const] : []),
        ]
      : [];
  const current = Math.min(chosen, Math.max(0, hits.length - 1));

  const open = (hit: Hit) => {
    onClose();
    void navigate(addressOf(hit, q));
  };
  const move = (to: number) => {
    setChosen(to);
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') move((current + 1) % Math.max(1, hits.length));
    else if (event.key === 'ArrowUp') move((current - 1 + hits.length) % Math.max(1, hits.length));
    else if (event.key === 'Enter' && hits[current]) open(hits[current]);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      className="palette"
      ref={dialog}
      aria-label={t('search.title')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="palette__box">
        <div className="palette__field">
          <Icon name="search" />
          <input
            type="text"
            role="combobox"
            aria-expanded={hits.length > 0}
            aria-controls={`${id}-hits`}
            aria-activedescendant={hits.length > 0 ? `${id}-${current}` : undefined}
            aria-label={t('search.title')}
            aria-autocomplete="list"
            autoComplete="off"
            spellCheck={false}
            maxLength={200}
            autoFocus
            value={text}
            placeholder={t('search.hint')}
            onChange={(event) => {
              setText(event.target.value);
              setChosen(0);
            }}
            onKeyDown={onKey}
          />
          <button className="tool" type="button" onClick={onClose} aria-label={t('search.close')}>
            <Icon name="close" />
          </button>
        </div>
        <ul
          className="palette__hits"
          id={`${id}-hits`}
          ref={list}
          role="listbox"
          aria-label={t('search.results')}
          aria-busy={isFetching}
        >
          {hits.map((hit, i) => (
            <li
              key={addressOf(hit, q)}
              id={`${id}-${i}`}
              role="option"
              aria-selected={i === current}
              className="hit"
              onClick={() => open(hit)}
              onMouseMove={() => setChosen(i)}
            >
              <HitView hit={hit} q={q} />
            </li>
          ))}
        </ul>
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {!error && q !== '' && data && hits.length === 0 && !isFetching && (
          <p className="palette__note">{t('search.nothing', { q })}</p>
        )}
        {q === '' && <p className="palette__note">{t('search.tip')}</p>}
      </div>
    </dialog>
  );
}

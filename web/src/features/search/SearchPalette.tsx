import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Icon } from '../../kit/Icon';
import { PosterArt } from '../../films/Poster';
import { Failure } from '../../kit/Status';
import { FaceOf } from '../../people/Person';
import type { Face, FilmList, MovieCard, PersonCard } from '../../lib/api';
import { directorOf, otherTitle, personName, titleOf } from '../../lib/format';
import { listsNamedQuery, membersQuery } from '../../lib/mine';
import { suggestQuery } from '../../lib/queries';
import { useSession } from '../../lib/session';

type Hit =
  | { kind: 'movie'; movie: MovieCard }
  | { kind: 'person'; person: PersonCard }
  | { kind: 'member'; member: Face }
  | { kind: 'list'; list: FilmList }
  | { kind: 'all' }
  | { kind: 'outside' };

const addressOf = (hit: Hit, q: string) => {
  switch (hit.kind) {
    case 'movie':
      return `/movies/${hit.movie.id}`;
    case 'person':
      return `/people/${hit.person.id}`;
    case 'member':
      return `/u/${hit.member.username}`;
    case 'list':
      return `/lists/${hit.list.id}`;
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
            <span>{[hit.movie.year, other, directorOf(hit.movie, i18n.language)].filter(Boolean).join(' · ')}</span>
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
            <strong>{personName(hit.person, i18n.language)}</strong>
            <span>{t(hit.person.directed > 0 ? 'search.director' : 'search.person')}</span>
          </span>
        </>
      );
    case 'member':
      return (
        <>
          <FaceOf name={hit.member.name} picture={hit.member.avatar} className="hit__art hit__art--person" />
          <span className="hit__words">
            <strong>{hit.member.name}</strong>
            <span>{t('search.member')}</span>
          </span>
        </>
      );
    case 'list':
      return (
        <>
          <span className="hit__art hit__art--person">
            <Icon name="list" />
          </span>
          <span className="hit__words">
            <strong>{hit.list.name}</strong>
            <span>{t('search.list', { name: hit.list.owner.name })}</span>
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
  const people = useQuery({ ...membersQuery(q, 1, 3), enabled: q.length > 1 });
  const lists = useQuery({ ...listsNamedQuery(q, 3), enabled: q.length > 1 });

  useEffect(() => {
    dialog.current?.showModal();
  }, []);

  const hits: Hit[] =
    data && q
      ? [
          ...data.movies.map((movie): Hit => ({ kind: 'movie', movie })),
          ...data.people.map((person): Hit => ({ kind: 'person', person })),
          ...(people.data?.items ?? []).map(({ user }): Hit => ({ kind: 'member', member: user })),
          ...(lists.data?.items ?? []).map((list): Hit => ({ kind: 'list', list })),
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
        {hits.length > 0 && data && data.left_out.length > 0 && (
          <p className="palette__note" role="status">
            {t('search.leftOut', { words: data.left_out.join(', ') })}
          </p>
        )}
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        {!error && q !== '' && data && hits.length === 0 && !isFetching && (
          <p className="palette__note">{t('search.nothing', { q })}</p>
        )}
        {q === '' && <p className="palette__note">{t('search.tip')}</p>}
      </div>
    </dialog>
  );
}

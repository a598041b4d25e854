import type { RefObject } from 'react';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../kit/Icon';
import { PosterArt } from '../../films/Poster';
import { FaceOf } from '../../people/Person';
import { directorOf, otherTitle, personName, titleOf } from '../../lib/format';
import { addressOf, type Hit } from './hit';

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

/** The list below the field; the chosen one is marked, and follows the pointer. */
export function Hits({
  id,
  hits,
  q,
  current,
  busy,
  list,
  onChoose,
  onOpen,
}: {
  id: string;
  hits: Hit[];
  q: string;
  current: number;
  busy: boolean;
  list: RefObject<HTMLUListElement | null>;
  onChoose: (place: number) => void;
  onOpen: (hit: Hit) => void;
}) {
  const { t } = useTranslation();
  return (
    <ul
      className="palette__hits"
      id={`${id}-hits`}
      ref={list}
      role="listbox"
      aria-label={t('search.results')}
      aria-busy={busy}
    >
      {hits.map((hit, i) => (
        <li
          key={addressOf(hit, q)}
          id={`${id}-${i}`}
          role="option"
          aria-selected={i === current}
          className="hit"
          onClick={() => onOpen(hit)}
          onMouseMove={() => onChoose(i)}
        >
          <HitView hit={hit} q={q} />
        </li>
      ))}
    </ul>
  );
}

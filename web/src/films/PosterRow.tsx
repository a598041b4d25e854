import { useQuery } from '@tanstack/react-query';
import { useDeferredValue, useId, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MovieQuery } from '../api/client';
import { movieRowQuery } from '../api/catalogue';
import { useNear } from '../lib/useNear';
import { Icon } from '../kit/Icon';
import { Poster, PosterSkeleton } from './Poster';
import { Failure } from '../kit/Status';

/** A shelf of posters that scrolls sideways, with the way to all of them. Hidden when there is nothing on it. */
export function PosterRow({
  title,
  query,
  all,
  without,
}: {
  title: string;
  query: MovieQuery;
  all?: string;
  without?: number;
}) {
  const { t } = useTranslation();
  const id = useId();
  const list = useRef<HTMLUListElement>(null);
  const [section, near] = useNear<HTMLElement>();
  const { data, error, refetch } = useQuery({ ...movieRowQuery(query), enabled: near });
  const movies = useDeferredValue(data)?.filter((movie) => movie.id !== without);
  if (movies?.length === 0) return null;
  const scroll = (direction: 1 | -1) => list.current?.scrollBy({ left: direction * list.current.clientWidth * 0.8 });
  return (
    <section className="row-section" aria-labelledby={id} ref={section}>
      <header className="row-section__head">
        <h2 id={id}>{title}</h2>
        {all && <Link to={all}>{t('row.all')}</Link>}
        <span className="row-section__arrows">
          <button className="tool" type="button" onClick={() => scroll(-1)} aria-label={t('row.back')}>
            <Icon name="previous" />
          </button>
          <button className="tool" type="button" onClick={() => scroll(1)} aria-label={t('row.on')}>
            <Icon name="next" />
          </button>
        </span>
      </header>
      {error ? (
        <Failure error={error} onRetry={() => void refetch()} />
      ) : (
        <ul className="poster-row" ref={list} aria-busy={!movies}>
          {movies
            ? movies.map((movie) => (
                <li key={movie.id}>
                  <Poster movie={movie} />
                </li>
              ))
            : Array.from({ length: 9 }, (_, i) => (
                <li key={i}>
                  <PosterSkeleton />
                </li>
              ))}
        </ul>
      )}
    </section>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ApiError, FoundFilm, Movie } from '../api/client';
import { outsideQuery, keepFilm } from '../api/metadata';
import { nearest } from '../lib/language';
import { isAdmin, useSession } from '../lib/session';
import { Refusal } from '../kit/Refusal';
import { Failure, Line } from '../kit/Status';

const key = (film: FoundFilm) => `${film.provider}:${film.id}`;

/** Films that others know: found when one asks for it, kept with one click. */
export function Outside({
  q,
  begin = false,
  onKept,
  onOurs,
}: {
  q: string;
  /** Asks at once: somebody has said so elsewhere. */
  begin?: boolean;
  onKept: (movie: Movie) => unknown;
  /** Takes one that we have; without it there is a link to its page. */
  onOurs?: (movie: Movie) => unknown;
}) {
  const { t, i18n } = useTranslation();
  const member = useSession()?.user;
  const admin = isAdmin(member);
  const [asked, setAsked] = useState(begin ? q : '');
  const asking = asked === q && q !== '';
  const { data, error, refetch } = useQuery({ ...outsideQuery(q, nearest(i18n.language)), enabled: asking });
  const keep = useMutation<Movie, ApiError, FoundFilm>({
    mutationFn: async ({ provider, id }) => (await keepFilm({ provider, id })).data,
    onSuccess: (movie, film) => (film.movie_id !== null && onOurs ? onOurs(movie) : onKept(movie)),
  });
  if (!member || q === '') return null;
  if (!asking) {
    return (
      <p className="outside__ask">
        <button className="btn btn-outline-primary" type="button" onClick={() => setAsked(q)}>
          {t('outside.ask')}
        </button>
      </p>
    );
  }
  const answered = data?.providers.at(-1);
  return (
    <section className="outside" aria-label={t('outside.title')} aria-busy={!data && !error}>
      <h2>{t('outside.title')}</h2>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Line width="60%" />}
      {data?.providers
        .filter(({ state }) => state !== 'none' && (admin || state === 'away'))
        .map(({ name, title, state }) => (
          <p className="quiet" key={name}>
            {t(`providerState.${state}`, { name: title })}{' '}
            {admin && <Link to="/admin/jobs">{t('outside.settings')}</Link>}
          </p>
        ))}
      {data && !admin && !data.providers.some(({ state }) => state === 'none' || state === 'away') && (
        <p className="quiet">{t('providerState.ask')}</p>
      )}
      {admin && data?.providers.length === 0 && <p className="quiet">{t('outside.nobody')}</p>}
      {data?.found.length === 0 && data.providers.some(({ state }) => state === 'none') && (
        <p className="quiet">{t('outside.nothing', { q })}</p>
      )}
      <Refusal error={keep.error ?? undefined} texts={{ 503: t('outside.away') }} />
      <ul className="rows">
        {data?.found.map((film) => (
          <li key={key(film)}>
            <div>
              <strong>{film.title}</strong>
              <span>
                {[film.year, film.original_title !== film.title && film.original_title].filter(Boolean).join(' · ')}
              </span>
              {film.description && <p className="outside__words">{film.description}</p>}
            </div>
            {film.movie_id !== null && !onOurs ? (
              <Link className="btn btn-outline-primary" to={`/movies/${film.movie_id}`}>
                {t('outside.open')}
              </Link>
            ) : (
              <button
                className="btn btn-primary"
                type="button"
                disabled={keep.isPending}
                aria-label={t('outside.addFilm', { title: film.title })}
                onClick={() => keep.mutate(film)}
              >
                {keep.isPending && key(keep.variables) === key(film)
                  ? t('outside.adding')
                  : t(film.movie_id !== null ? 'outside.take' : 'outside.add')}
              </button>
            )}
          </li>
        ))}
      </ul>
      {answered && data && data.found.length > 0 && <p className="quiet">{answered.attribution}</p>}
    </section>
  );
}

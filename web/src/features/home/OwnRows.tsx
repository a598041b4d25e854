import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useId } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Icon } from '../../kit/Icon';
import { Poster, PosterArt } from '../../films/Poster';
import { clockText } from '../../lib/clock';
import { dayText, today } from '../../lib/day';
import { titleOf } from '../../lib/format';
import { continueQuery, playableRowQuery, forgetPosition } from '../../api/playing';
import { entriesQuery, recentQuery } from '../../api/diary';
import { useSession } from '../../lib/session';

/** Whether it is known which of these rows there are. */
export function useOwnRows(): boolean {
  const enabled = !!useSession()?.user;
  const asked = [
    useQuery({ ...continueQuery, enabled }),
    useQuery({ ...recentQuery(undefined), enabled }),
    useInfiniteQuery({ ...entriesQuery({ status: 'planned' }, undefined), enabled }),
    useQuery({ ...playableRowQuery, enabled }),
  ];
  return !enabled || asked.every(({ isPending }) => !isPending);
}

/** What one has begun to watch here. */
export function Continue() {
  const { t, i18n } = useTranslation();
  const id = useId();
  const user = useSession()?.user;
  const { data } = useQuery({ ...continueQuery, enabled: !!user });
  const forget = useMutation({
    mutationFn: (file: number) => forgetPosition(file),
  });
  if (!data?.length) return null;
  return (
    <section className="row-section" aria-labelledby={id}>
      <header className="row-section__head">
        <h2 id={id}>{t('home.continue')}</h2>
      </header>
      <ul className="poster-row">
        {data.map(({ movie, media_id, position_ms, duration_ms }) => {
          const title = titleOf(movie, i18n.language);
          return (
            <li key={media_id}>
              <article className="poster">
                <Link className="poster__link" to={`/play/${media_id}`}>
                  <span className="poster__frame">
                    <PosterArt movie={movie} />
                    <span className="poster__play">
                      <Icon name="play" />
                    </span>
                    <span className="poster__progress">
                      <span style={{ width: `${duration_ms ? (position_ms / duration_ms) * 100 : 0}%` }} />
                    </span>
                  </span>
                  <span className="poster__title">{title}</span>
                  <span className="poster__facts">
                    {t('home.left', { time: clockText(duration_ms - position_ms) })}
                  </span>
                </Link>
                <button
                  className="poster__forget"
                  type="button"
                  aria-label={t('home.forget', { title })}
                  title={t('home.forget', { title })}
                  onClick={() => forget.mutate(media_id)}
                >
                  <Icon name="close" />
                </button>
              </article>
            </li>
          );
        })}
      </ul>
    </section>
  );
}

/** The newest films that can be played in this house. */
export function InThisHouse() {
  const { t } = useTranslation();
  const id = useId();
  const user = useSession()?.user;
  const { data } = useQuery({ ...playableRowQuery, enabled: !!user });
  if (!data?.length) return null;
  return (
    <section className="row-section" aria-labelledby={id}>
      <header className="row-section__head">
        <h2 id={id}>{t('home.inThisHouse')}</h2>
        <Link to="/house">{t('row.all')}</Link>
      </header>
      <ul className="poster-row">
        {data.map((movie) => (
          <li key={movie.id}>
            <Poster movie={movie} />
          </li>
        ))}
      </ul>
    </section>
  );
}

/** The end of one's diary. */
export function LastWatched() {
  const { t, i18n } = useTranslation();
  const id = useId();
  const user = useSession()?.user;
  const { data } = useQuery({ ...recentQuery(undefined), enabled: !!user });
  if (!data?.length) return null;
  const year = today().slice(0, 4);
  return (
    <section className="row-section" aria-labelledby={id}>
      <header className="row-section__head">
        <h2 id={id}>{t('home.lastWatched')}</h2>
        <Link to={`/statistics?year=${year}`}>{t('home.yourYear', { year })}</Link>
        <Link to="/diary">{t('row.all')}</Link>
      </header>
      <ul className="poster-row">
        {data.map(({ movie, viewing }) => (
          <li key={viewing.id}>
            <Poster movie={movie} note={dayText(viewing.watched_on, i18n.language)} />
          </li>
        ))}
      </ul>
    </section>
  );
}

export function FromWatchlist() {
  const { t } = useTranslation();
  const id = useId();
  const user = useSession()?.user;
  const { data } = useInfiniteQuery({ ...entriesQuery({ status: 'planned' }, undefined), enabled: !!user });
  const films = data?.pages[0]?.items.slice(0, 12) ?? [];
  if (films.length === 0) return null;
  return (
    <section className="row-section" aria-labelledby={id}>
      <header className="row-section__head">
        <h2 id={id}>{t('home.fromWatchlist')}</h2>
        <Link to="/watchlist">{t('row.all')}</Link>
      </header>
      <ul className="poster-row">
        {films.map(({ movie }) => (
          <li key={movie.id}>
            <Poster movie={movie} />
          </li>
        ))}
      </ul>
    </section>
  );
}

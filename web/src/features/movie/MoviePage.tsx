import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';
import { NotFound } from '../../kit/Fallbacks';
import { posterFacts } from '../../films/DrawnPoster';
import { Icon } from '../../kit/Icon';
import { Picture } from '../../kit/Picture';
import { PosterArt } from '../../films/Poster';
import { PosterRow } from '../../films/PosterRow';
import { Failure, Line } from '../../kit/Status';
import { ApiError, type Movie } from '../../api/client';
import { descriptionOf, otherTitle, personName, ratingText, runtimeText, titleOf } from '../../lib/format';
import { posterPalette } from '../../lib/posterDesign';
import { movieQuery } from '../../api/catalogue';
import { mayEdit, useSession, useSessionKnown } from '../../lib/session';
import { useGenreName } from '../../lib/useGenreName';
import { usePageTitle } from '../../lib/usePageTitle';
import { useNear } from '../../lib/useNear';
import { EntryPanel } from './EntryPanel';
import { Gallery } from './Gallery';
import { PlayPanel } from './PlayPanel';
import { Cast, Facts, Sources } from './MovieFacts';

const Reviews = lazy(() => import('./Reviews').then((file) => ({ default: file.Reviews })));

const OnLists = lazy(() => import('./OnLists').then((file) => ({ default: file.OnLists })));

/** A link that a record from outside gave: only the web's own schemes may be followed. */
const isWebAddress = (address: string) => /^https?:\/\//i.test(address);

function Scene({ movie }: { movie: Movie }) {
  const scene = movie.backdrop ?? movie.still;
  return scene ? (
    <div className="movie__scene" aria-hidden="true">
      <Picture picture={scene} sizes="100vw" eager />
    </div>
  ) : (
    <div className="movie__glow" aria-hidden="true" />
  );
}

function Head({ movie, title }: { movie: Movie; title: string }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const other = otherTitle(movie, language);
  return (
    <header className="movie__head">
      <h1>{title}</h1>
      {other && <p className="movie__other">{other}</p>}
      {movie.directors.length > 0 && (
        <p className="movie__by">
          {t('movie.by')}{' '}
          {movie.directors.map((person, i) => (
            <span key={person.id}>
              {i > 0 && ', '}
              <Link to={`/people/${person.id}`}>{personName(person, language)}</Link>
            </span>
          ))}
        </p>
      )}
      <p className="movie__line">
        {movie.year && <Link to={`/movies?year_from=${movie.year}&year_to=${movie.year}`}>{movie.year}</Link>}
        {movie.runtime && <span>{runtimeText(movie.runtime, t)}</span>}
        {movie.rating !== null && (
          <span className="movie__rating">
            <Icon name="star" />
            {t('movie.rating', {
              rating: ratingText(movie.rating, language),
              count: movie.votes,
            })}
          </span>
        )}
      </p>
    </header>
  );
}

function Words({ movie }: { movie: Movie }) {
  const { t, i18n } = useTranslation();
  const genreName = useGenreName();
  const edits = mayEdit(useSession()?.user);
  const description = descriptionOf(movie, i18n.language);
  return (
    <div className="movie__words">
      {movie.genres.length > 0 && (
        <p className="chips">
          {movie.genres.map((item) => (
            <Link className="chip" key={item.id} to={`/genres/${item.id}`}>
              {genreName(item)}
            </Link>
          ))}
        </p>
      )}
      {movie.unchecked && (
        <p className="hint">
          {t('movie.unchecked')} {edits && <Link to={`/movies/${movie.id}/edit`}>{t('movie.lookAtIt')}</Link>}
        </p>
      )}
      {movie.tagline && <p className="movie__tagline">{movie.tagline}</p>}
      <PlayPanel movie={movie.id} />
      <p className="movie__description">{description || t('movie.noDescription')}</p>
      <p className="actions">
        {movie.trailer && isWebAddress(movie.trailer) && (
          <a className="btn btn-primary" href={movie.trailer} rel="noreferrer">
            <Icon name="play" /> {t('movie.trailer')}
          </a>
        )}
        {edits && (
          <Link className="btn btn-outline-primary" to={`/movies/${movie.id}/edit`}>
            <Icon name="edit" /> {t('edit.action')}
          </Link>
        )}
      </p>
      <Facts movie={movie} />
      {movie.sources.length > 0 && <Sources names={movie.sources} />}
    </div>
  );
}

function MovieView({ movie }: { movie: Movie }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const title = titleOf(movie, language);
  const director = movie.directors[0];
  const genre = movie.genres[0];
  const palette = posterPalette(posterFacts(movie, title));
  usePageTitle(movie.year ? `${title} (${movie.year})` : title);
  return (
    <article
      className="movie"
      style={
        {
          '--film': (movie.poster ?? movie.still)?.color ?? palette.shape,
          '--film-ground': palette.ground,
        } as CSSProperties
      }
    >
      <Scene movie={movie} />
      <div className="movie__poster">
        <PosterArt movie={movie} large />
      </div>
      <Head movie={movie} title={title} />
      <EntryPanel movie={movie} title={title} />
      <Words movie={movie} />
      <div className="movie__more">
        <Cast movie={movie} />
        <Gallery movie={movie.id} title={title} />
        <Talk movie={movie.id} />
        {director && (
          <PosterRow
            title={t('movie.moreBy', { name: personName(director, language) })}
            query={{ director: director.id }}
            all={`/people/${director.id}`}
            without={movie.id}
          />
        )}
        {genre && movie.year && (
          <PosterRow
            title={t('movie.similar')}
            query={{ genre: genre.id, year_from: movie.year - 5, year_to: movie.year + 5 }}
            all={`/movies?genre=${genre.id}&year_from=${movie.year - 5}&year_to=${movie.year + 5}`}
            without={movie.id}
          />
        )}
      </div>
    </article>
  );
}

/** What people have written about it: fetched when it comes near. */
function Talk({ movie }: { movie: number }) {
  const [place, near] = useNear<HTMLDivElement>('600px');
  return (
    <div className="movie__talk" ref={place}>
      {near ? (
        <Suspense fallback={<Line width="50%" />}>
          <Reviews movie={movie} />
          <OnLists movie={movie} />
        </Suspense>
      ) : (
        <Line width="50%" />
      )}
    </div>
  );
}

function MovieSkeleton() {
  return (
    <div className="movie" aria-busy="true">
      <div className="movie__poster">
        <span className="poster__art skeleton" />
      </div>
      <div className="movie__head">
        <Line width="60%" />
        <Line width="30%" />
      </div>
      <div className="movie__words">
        <Line width="90%" />
        <Line width="80%" />
      </div>
    </div>
  );
}

export function MoviePage() {
  const { id } = useParams();
  const sessionKnown = useSessionKnown();
  const fresh = (useLocation().state as { fresh?: boolean } | null)?.fresh;
  const { data, error, refetch } = useQuery({
    ...movieQuery(Number(id)),
    // It has just come from outside: its pictures follow within seconds.
    refetchInterval: ({ state }) => (fresh && !state.data?.poster && state.dataUpdateCount < 20 ? 1000 : false),
  });
  const begun = useDeferredValue(data !== undefined); // as a transition: in small pieces
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  // Who one is decides what stands in its head.
  return data && sessionKnown && begun ? <MovieView movie={data} /> : <MovieSkeleton />;
}

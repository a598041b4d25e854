import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation, useParams } from 'react-router';
import { NotFound } from '../../kit/Fallbacks';
import { posterFacts } from '../../films/DrawnPoster';
import { FaceOf } from '../../people/Person';
import { Icon } from '../../kit/Icon';
import { Picture } from '../../kit/Picture';
import { PosterArt } from '../../films/Poster';
import { PosterRow } from '../../films/PosterRow';
import { Failure, Line } from '../../kit/Status';
import { ApiError, type Movie } from '../../lib/api';
import {
  countryName,
  descriptionOf,
  languageName,
  otherTitle,
  personName,
  runtimeText,
  titleOf,
} from '../../lib/format';
import { posterPalette } from '../../lib/posterDesign';
import { movieQuery, providersQuery } from '../../lib/queries';
import { mayEdit, sessionQuery, useSession } from '../../lib/session';
import { useGenreName } from '../../lib/useGenreName';
import { usePageTitle } from '../../lib/usePageTitle';
import { useNear } from '../../lib/useNear';
import { EntryPanel } from './EntryPanel';
import { Gallery } from './Gallery';
import { PlayPanel } from './PlayPanel';
import { pageOf } from '../../lib/externalIds';

const Reviews = lazy(() => import('./Reviews').then((file) => ({ default: file.Reviews })));
const OnLists = lazy(() => import('./OnLists').then((file) => ({ default: file.OnLists })));

/** A link that a record from outside gave: only the web's own schemes may be followed. */
const isWebAddress = (address: string) => /^https?:\/\//i.test(address);

function Cast({ movie }: { movie: Movie }) {
  const { t, i18n } = useTranslation();
  const actors = movie.credits.filter((credit) => credit.role === 'actor');
  if (actors.length === 0) return null;
  return (
    <section aria-labelledby="cast">
      <h2 id="cast">{t('movie.cast')}</h2>
      <ul className="cast">
        {actors.map((credit, i) => (
          <li key={i}>
            <Link to={`/people/${credit.person.id}`}>
              <FaceOf name={personName(credit.person, i18n.language)} picture={credit.photo} className="cast__face" />
              <span className="cast__name">{personName(credit.person, i18n.language)}</span>
              {credit.character && <span className="cast__character">{credit.character}</span>}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

function Facts({ movie }: { movie: Movie }) {
  const { t, i18n } = useTranslation();
  const language = i18n.language;
  const writers = movie.credits.filter((credit) => credit.role === 'writer');
  const external = Object.entries(movie.external_ids).filter(([provider, id]) => pageOf(provider, id));
  return (
    <dl className="facts">
      {writers.length > 0 && (
        <div>
          <dt>{t('role.writer', { count: writers.length })}</dt>
          <dd>
            {writers.map(({ person }, i) => (
              <span key={person.id}>
                {i > 0 && ', '}
                <Link to={`/people/${person.id}`}>{personName(person, language)}</Link>
              </span>
            ))}
          </dd>
        </div>
      )}
      {movie.countries.length > 0 && (
        <div>
          <dt>{t('movie.countries', { count: movie.countries.length })}</dt>
          <dd>
            {movie.countries.map((code, i) => (
              <span key={code}>
                {i > 0 && ', '}
                <Link to={`/movies?country=${code}`}>{countryName(code, language)}</Link>
              </span>
            ))}
          </dd>
        </div>
      )}
      {movie.languages.length > 0 && (
        <div>
          <dt>{t('movie.languages', { count: movie.languages.length })}</dt>
          <dd>{movie.languages.map((code) => languageName(code, language)).join(', ')}</dd>
        </div>
      )}
      {external.length > 0 && (
        <div>
          <dt>{t('movie.elsewhere')}</dt>
          <dd>
            {external.map(([provider, id], i) => (
              <span key={provider}>
                {i > 0 && ', '}
                <a href={pageOf(provider, encodeURIComponent(id))} rel="noreferrer">
                  {t(`provider.${provider}`)}
                </a>
              </span>
            ))}
          </dd>
        </div>
      )}
    </dl>
  );
}

/** Whoever has told of it wants to be named. */
function Sources({ names }: { names: string[] }) {
  const { data } = useQuery(providersQuery);
  const said = data?.filter(({ name }) => names.includes(name)) ?? [];
  return (
    <p className="movie__sources">
      {said.map(({ name, title, attribution, website }) => (
        <span key={name}>
          {attribution}{' '}
          <a href={website} rel="noreferrer">
            {title}
          </a>{' '}
        </span>
      ))}
    </p>
  );
}

function MovieView({ movie }: { movie: Movie }) {
  const { t, i18n } = useTranslation();
  const genreName = useGenreName();
  const edits = mayEdit(useSession()?.user);
  const language = i18n.language;
  const title = titleOf(movie, language);
  const other = otherTitle(movie, language);
  const description = descriptionOf(movie, language);
  const director = movie.directors[0];
  const genre = movie.genres[0];
  const palette = posterPalette(posterFacts(movie, title));
  const scene = movie.backdrop ?? movie.still;
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
      {scene ? (
        <div className="movie__scene" aria-hidden="true">
          <Picture picture={scene} sizes="100vw" eager />
        </div>
      ) : (
        <div className="movie__glow" aria-hidden="true" />
      )}
      <div className="movie__poster">
        <PosterArt movie={movie} large />
      </div>
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
          {movie.runtime && <span>{runtimeText(movie.runtime, language)}</span>}
          {movie.rating !== null && (
            <span className="movie__rating">
              <Icon name="star" />
              {t('movie.rating', {
                rating: movie.rating.toLocaleString(language, { maximumFractionDigits: 1 }),
                count: movie.votes,
              })}
            </span>
          )}
        </p>
      </header>
      <EntryPanel movie={movie} title={title} />
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
  const session = useQuery(sessionQuery);
  const fresh = (useLocation().state as { fresh?: boolean } | null)?.fresh;
  const { data, error, refetch } = useQuery({
    ...movieQuery(Number(id)),
    // It has just come from outside: its pictures follow within seconds.
    refetchInterval: ({ state }) => (fresh && !state.data?.poster && state.dataUpdateCount < 20 ? 1000 : false),
  });
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  // Who one is decides what stands in its head.
  return data && !session.isPending ? <MovieView movie={data} /> : <MovieSkeleton />;
}

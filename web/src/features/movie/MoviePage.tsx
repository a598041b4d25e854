import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue, type CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import { useLocation, useParams } from 'react-router';
import { NotFound } from '../../kit/Fallbacks';
import { posterFacts } from '../../films/DrawnPoster';
import { PosterArt } from '../../films/Poster';
import { PosterRow } from '../../films/PosterRow';
import { Failure, Line } from '../../kit/Status';
import { ApiError, type Movie } from '../../api/client';
import { personName, titleOf } from '../../lib/format';
import { posterPalette } from '../../lib/posterDesign';
import { movieQuery } from '../../api/catalogue';
import { useSessionKnown } from '../../lib/session';
import { usePageTitle } from '../../lib/usePageTitle';
import { useNear } from '../../lib/useNear';
import { EntryPanel } from './EntryPanel';
import { Gallery } from './Gallery';
import { Cast } from './MovieFacts';
import { Scene, Head, Words } from './MovieHead';

const Reviews = lazy(() => import('./Reviews').then((file) => ({ default: file.Reviews })));

const OnLists = lazy(() => import('./OnLists').then((file) => ({ default: file.OnLists })));

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

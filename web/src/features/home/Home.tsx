import { useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { First } from '../../kit/First';
import { PosterArt } from '../../films/Poster';
import { PosterRow } from '../../films/PosterRow';
import { facetsQuery, genresQuery, movieRowQuery } from '../../api/catalogue';
import { titleOf } from '../../lib/format';
import { useGenreName } from '../../lib/useGenreName';
import { usePageTitle } from '../../lib/usePageTitle';
import { useSession, useSessionKnown } from '../../lib/session';
import { FirstSteps, useSteps } from './FirstSteps';
import { Continue, FromWatchlist, InThisHouse, LastWatched, useOwnRows } from './OwnRows';

/** A day's number: what is chosen for today stays chosen until tomorrow. */
const today = () => Math.floor(Date.now() / 86_400_000);

function Welcome() {
  const { t, i18n } = useTranslation();
  const { data: facets } = useQuery(facetsQuery);
  const { data: movies } = useQuery(movieRowQuery({ per_page: 36 }));
  const start = movies?.length ? (today() * 5) % movies.length : 0;
  const chosen = movies
    ? [0, 1, 2, 3, 4].map((i) => movies[(start + i * 7) % movies.length]).filter((m) => m !== undefined)
    : [];
  const unique = chosen.filter((movie, i) => chosen.findIndex(({ id }) => id === movie.id) === i);
  return (
    <section className="welcome">
      <div className="welcome__words">
        <h1>{t('home.title')}</h1>
        <p>
          {facets
            ? t('home.text', {
                movies: facets.movies,
                people: facets.people,
                from: facets.first_year,
                to: facets.last_year,
              })
            : t('home.wait')}
        </p>
        <p className="welcome__actions">
          <Link className="btn btn-primary btn-lg" to="/movies">
            {t('home.browse')}
          </Link>
          <Link className="btn btn-outline-primary btn-lg" to="/genres">
            {t('home.genres')}
          </Link>
        </p>
      </div>
      <ul className="welcome__fan">
        {unique.map((movie) => (
          <li key={movie.id}>
            <Link to={`/movies/${movie.id}`}>
              <span className="visually-hidden">{titleOf(movie, i18n.language)}</span>
              <PosterArt movie={movie} />
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}

export function Home() {
  const { t } = useTranslation();
  const genreName = useGenreName();
  const session = useSession();
  const sessionKnown = useSessionKnown();
  const steps = useSteps();
  const ownRowsKnown = useOwnRows();
  useQuery(movieRowQuery({})); // on its way meanwhile
  const { data: facets } = useQuery(facetsQuery);
  const { data: genres } = useQuery(genresQuery);
  usePageTitle(undefined);

  const first = Math.ceil((facets?.first_year ?? 1930) / 10) * 10;
  const decades = Math.max(1, Math.floor(((facets?.last_year ?? 2020) - first) / 10));
  const decade = first + (today() % decades) * 10;
  const large = genres?.filter((genre) => genre.movie_count >= 12) ?? [];
  const genre = large[(today() * 3) % Math.max(1, large.length)];
  // Nobody sees another's greeting, and no row pushes another away.
  const known = sessionKnown && ownRowsKnown;
  const ready = useDeferredValue(known);
  if (!known || !ready || !steps) return <First />;
  return (
    <>
      {session?.user ? <FirstSteps steps={steps} /> : <Welcome />}
      <Continue />
      <LastWatched />
      <FromWatchlist />
      <InThisHouse />
      <PosterRow title={t('home.popular')} query={{}} all="/movies" />
      <PosterRow title={t('home.new')} query={{ status: 'new' }} all="/movies?sort=-year" />
      {facets && (
        <PosterRow
          title={t('home.decade', { decade })}
          query={{ year_from: decade, year_to: decade + 9 }}
          all={`/movies?year_from=${decade}&year_to=${decade + 9}`}
        />
      )}
      {genre && <PosterRow title={genreName(genre)} query={{ genre: genre.id }} all={`/genres/${genre.id}`} />}
    </>
  );
}

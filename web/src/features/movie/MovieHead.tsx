import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Icon } from '../../kit/Icon';
import { Picture } from '../../kit/Picture';
import type { Movie } from '../../api/client';
import { descriptionOf, otherTitle, personName, ratingText, runtimeText } from '../../lib/format';
import { mayEdit, useSession } from '../../lib/session';
import { useGenreName } from '../../lib/useGenreName';
import { PlayPanel } from './PlayPanel';
import { Facts, Sources } from './MovieFacts';

/** A link that a record from outside gave: only the web's own schemes may be followed. */
const isWebAddress = (address: string) => /^https?:\/\//i.test(address);

export function Scene({ movie }: { movie: Movie }) {
  const scene = movie.backdrop ?? movie.still;
  return scene ? (
    <div className="movie__scene" aria-hidden="true">
      <Picture picture={scene} sizes="100vw" eager />
    </div>
  ) : (
    <div className="movie__glow" aria-hidden="true" />
  );
}

export function Head({ movie, title }: { movie: Movie; title: string }) {
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

export function Words({ movie }: { movie: Movie }) {
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

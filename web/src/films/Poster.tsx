import { memo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { MovieCard } from '../api/client';
import { directorOf, ratingText, titleOf } from '../lib/format';
import { DrawnPoster } from './DrawnPoster';
import { Icon } from '../kit/Icon';
import { MarkBar } from './MarkBar';
import { Picture } from '../kit/Picture';

/** A film's poster: its picture, a frame of it under its title, or one drawn from its facts. */
export function PosterArt({ movie, large = false }: { movie: MovieCard; large?: boolean }) {
  const { i18n } = useTranslation();
  const title = titleOf(movie, i18n.language);
  const sizes = large ? '(max-width: 48rem) 6.5rem, 14.4rem' : '(max-width: 40rem) 30vw, 11.5rem';
  if (movie.poster) return <Picture className="poster__art" picture={movie.poster} sizes={sizes} eager={large} />;
  if (!movie.still) return <DrawnPoster movie={movie} title={title} />;
  return (
    <span className="poster__art framed" aria-hidden="true">
      {/* The frame is wide and the poster high: three times the poster's width is seen of it. */}
      <Picture className="framed__still" picture={movie.still} sizes={large ? '60rem' : '32rem'} />
      <span className="framed__title">{title}</span>
      <span className="framed__facts">
        {[directorOf(movie, i18n.language), movie.year].filter(Boolean).join(' · ')}
      </span>
    </span>
  );
}

/** What people here think of it, or, where nobody has said so yet, what is thought elsewhere. */
function Figures({ movie }: { movie: MovieCard }) {
  const { i18n } = useTranslation();
  const figure = movie.community.average ?? movie.rating;
  if (figure === null) return null;
  return (
    <span className="poster__rating">
      <Icon name="star" />
      {ratingText(figure, i18n.language)}
      {movie.community.ratings > 0 && <small> {movie.community.ratings.toLocaleString(i18n.language)}</small>}
    </span>
  );
}

/** A poster in a wall or a row, with what one wants to know before opening it. */
export const Poster = memo(function Poster({ movie, note }: { movie: MovieCard; note?: string }) {
  const { i18n } = useTranslation();
  const title = titleOf(movie, i18n.language);
  // Most posters are only looked at: what one may do with it is made when a pointer or the keyboard comes to it.
  const [near, setNear] = useState(false);
  const come = () => setNear(true);
  return (
    <article className="poster" onPointerEnter={come} onFocus={come}>
      <Link className="poster__link" to={`/movies/${movie.id}`}>
        <span className="poster__frame">
          <PosterArt movie={movie} />
          <Figures movie={movie} />
        </span>
        <span className="poster__title">{title}</span>
        <span className="poster__facts">
          {[movie.year, note || directorOf(movie, i18n.language)].filter(Boolean).join(' · ')}
        </span>
      </Link>
      <MarkBar movie={movie.id} title={title} all={near} />
    </article>
  );
});

export function PosterSkeleton() {
  return (
    <div className="poster" aria-hidden="true">
      <span className="poster__frame skeleton" />
      <span className="poster__coming">
        <span className="skeleton skeleton--line" />
      </span>
    </div>
  );
}

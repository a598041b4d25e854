import { useEffect } from 'react';
import { useTranslation } from 'react-i18next';
import type { MovieCard } from '../api/client';
import { directorOf } from '../lib/format';
import { drawPoster, type PosterFacts } from '../lib/posterDesign';
import { useNear } from '../lib/useNear';

export function posterFacts(movie: MovieCard, title: string, director?: string): PosterFacts {
  return {
    id: movie.id,
    title,
    year: movie.year,
    director,
    genres: movie.genres.map((genre) => genre.slug),
  };
}

// The drawing is text made by lib/posterDesign, in which everything from outside is escaped. It goes into a <template>
// by way of the SVG parser, never into the page as HTML.
function parse(text: string): SVGElement {
  const document_ = new DOMParser().parseFromString(
    `<svg xmlns="http://www.w3.org/2000/svg">${text}</svg>`,
    'image/svg+xml',
  );
  return document_.documentElement as unknown as SVGElement;
}

/**
 * A poster for a film that has none, drawn from its own facts. The link around it names the film. Drawn when it comes
 * near: a wall of them costs what is seen of it.
 */
export function DrawnPoster({ movie, title }: { movie: MovieCard; title: string }) {
  const { i18n } = useTranslation();
  const [svg, near] = useNear<SVGSVGElement>('400px');
  const director = directorOf(movie, i18n.language);
  useEffect(() => {
    if (near) svg.current?.replaceChildren(...parse(drawPoster(posterFacts(movie, title, director))).childNodes);
  }, [svg, near, movie, title, director]);
  return <svg className="poster__art drawn" viewBox="0 0 200 300" aria-hidden="true" ref={svg} />;
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Failure } from '../../kit/Status';
import { posterPalette } from '../../lib/posterDesign';
import { genresQuery } from '../../api/catalogue';
import { useGenreName } from '../../lib/useGenreName';
import { usePageTitle } from '../../lib/usePageTitle';

export function Genres() {
  const { t, i18n } = useTranslation();
  const genreName = useGenreName();
  const { data, error, refetch } = useQuery(genresQuery);
  usePageTitle(t('genres.title'));
  const shown = data?.filter((genre) => genre.movie_count > 0).sort((a, b) => b.movie_count - a.movie_count);
  return (
    <>
      <h1>{t('genres.title')}</h1>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <ul className="genre-grid" aria-busy={!shown && !error}>
        {(shown ?? []).map((genre) => {
          const { ground, ink, accent } = posterPalette({ id: 0, title: '', year: null, genres: [genre.slug] });
          return (
            <li key={genre.id}>
              <Link to={`/genres/${genre.id}`} style={{ background: ground, color: ink, borderColor: accent }}>
                <span className="genre-grid__name">{genreName(genre)}</span>
                <span>{t('wall.count', { count: genre.movie_count, lng: i18n.language })}</span>
              </Link>
            </li>
          );
        })}
        {!shown &&
          !error &&
          Array.from({ length: 12 }, (_, i) => <li key={i} className="skeleton" aria-hidden="true" />)}
      </ul>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { NotFound } from '../../kit/Fallbacks';
import { PosterWall } from '../../films/PosterWall';
import { Failure, Line } from '../../kit/Status';
import { genresQuery } from '../../api/catalogue';
import { useGenreName } from '../../lib/useGenreName';
import { usePageTitle } from '../../lib/usePageTitle';

export function GenrePage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const genreName = useGenreName();
  const { data, error, refetch } = useQuery(genresQuery);
  const genre = data?.find((item) => item.id === id);
  usePageTitle(genre && genreName(genre));
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (data && !genre) return <NotFound />;
  return (
    <>
      <header className="page-head">
        <h1>{genre ? genreName(genre) : <Line width="12rem" />}</h1>
        <p>
          <Link to={`/movies?genre=${id}`}>{t('genres.filter')}</Link>
        </p>
      </header>
      {genre && <PosterWall query={{ genre: id }} />}
    </>
  );
}

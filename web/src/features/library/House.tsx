import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { Pager } from '../../kit/Pager';
import { Poster, PosterSkeleton } from '../../films/Poster';
import { Empty, Failure } from '../../kit/Status';
import { playableQuery } from '../../api/playing';
import { isAdmin, useSession } from '../../lib/session';
import { usePageTitle } from '../../lib/usePageTitle';

/** Every film that can be played here. */
export function House() {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const [params, setParams] = useSearchParams();
  const page = Number(params.get('page')) || 1;
  const { data, error, refetch } = useQuery(playableQuery(page));
  usePageTitle(t('home.inThisHouse'));
  return (
    <>
      <header className="page-head">
        <h1>{t('home.inThisHouse')}</h1>
      </header>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.total === 0 && (
        <Empty title={t('house.empty')} text={t(isAdmin(user) ? 'house.emptyAdmin' : 'house.emptyText')}>
          {isAdmin(user) && (
            <Link className="btn btn-primary" to="/library">
              {t('library.title')}
            </Link>
          )}
        </Empty>
      )}
      <ul className="poster-wall" aria-busy={!data}>
        {data
          ? data.items.map((movie) => (
              <li key={movie.id}>
                <Poster movie={movie} />
              </li>
            ))
          : !error &&
            Array.from({ length: 12 }, (_, i) => (
              <li key={i}>
                <PosterSkeleton />
              </li>
            ))}
      </ul>
      {data && (
        <Pager page={page} pages={Math.ceil(data.total / 36)} onPage={(next) => setParams({ page: String(next) })} />
      )}
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Person } from '../../people/Person';
import { Empty, Failure, Line } from '../../kit/Status';
import { sharedQuery } from '../../api/sharing';
import { usePageTitle } from '../../lib/usePageTitle';

const places: Record<string, string> = { profile: '', diary: '/diary', collection: '/collection' };

/** What others share with oneself. */
export function Shared() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(sharedQuery);
  usePageTitle(t('yours.shared'));
  return (
    <>
      <header className="page-head page-head--actions">
        <h1>{t('yours.shared')}</h1>
        <Link className="btn btn-outline-primary" to="/groups">
          {t('groups.title')}
        </Link>
      </header>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Line width="50%" />}
      {data?.length === 0 && <Empty title={t('shared.none')} text={t('shared.noneText')} />}
      <ul className="rows">
        {data?.map((item) => (
          <li key={`${item.kind} ${item.owner.id} ${item.list ?? 0}`}>
            <div>
              <Person face={item.owner} />
            </div>
            {item.list ? (
              <Link to={`/lists/${item.list}`}>{t('shared.list', { name: item.list_name })}</Link>
            ) : (
              item.owner.username && (
                <Link to={`/u/${item.owner.username}${places[item.kind] ?? ''}`}>{t(`shared.${item.kind}`)}</Link>
              )
            )}
          </li>
        ))}
      </ul>
    </>
  );
}

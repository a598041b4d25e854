import { useTranslation } from 'react-i18next';
import { Link, Navigate, Outlet, useLocation } from 'react-router';
import { Failure, Line } from '../kit/Status';
import { isAdmin, mayEdit, useSession } from '../lib/session';
import { sessionQuery } from '../api/session';
import { useQuery } from '@tanstack/react-query';

const allowed = { members: () => true, editors: mayEdit, admins: isAdmin };

/** Pages for some only. The server decides anyway; this leads to where one can become one of them. */
export function Guarded({ who }: { who: keyof typeof allowed }) {
  const { t } = useTranslation();
  const { pathname, search } = useLocation();
  const session = useSession();
  const { error, refetch } = useQuery(sessionQuery);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!session) return <Line width="40%" />;
  if (!session.user) return <Navigate to={`/signin?next=${encodeURIComponent(pathname + search)}`} replace />;
  if (allowed[who](session.user)) return <Outlet />;
  return (
    <section className="fallback">
      <h1>{t(`error.forbidden.${who}`)}</h1>
      <p>{t('error.forbiddenText')}</p>
      <Link className="btn btn-primary" to="/">
        {t('error.toStart')}
      </Link>
    </section>
  );
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Icon } from '../../kit/Icon';
import { foldersQuery } from '../../api/library';
import { entriesQuery } from '../../api/diary';
import { isAdmin, useSession } from '../../lib/session';

// Few need it.
const Unverified = lazy(() => import('../../people/Unverified').then((file) => ({ default: file.Unverified })));

const key = (user: number) => `first-steps ${user}`;

interface Step {
  done: boolean;
  name: string;
  to: string;
}

/** What a new member does first, each with whether it is done; none when all are; nothing before that is known. */
export function useSteps(): Step[] | undefined {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const admin = isAdmin(user);
  const left = !user || localStorage.getItem(key(user.id)) === 'left';
  const entries = useInfiniteQuery({ ...entriesQuery({}, undefined), enabled: !left });
  const folders = useQuery({ ...foldersQuery, enabled: admin && !left });
  if (left) return [];
  if (entries.isPending || (admin && folders.isPending)) return undefined;
  const films = entries.data?.pages[0]?.total ?? 0;
  const steps = [
    { done: !!user.username, name: t('steps.name'), to: '/settings' },
    { done: films >= 10, name: t('steps.rate'), to: '/movies' },
    { done: films >= 10, name: t('steps.import'), to: '/settings/data' },
    ...(admin ? [{ done: (folders.data?.length ?? 0) > 0, name: t('steps.library'), to: '/library' }] : []),
  ];
  return steps.some(({ done }) => !done) ? steps : [];
}

/** Who is greeted, and what to do first; that is gone when it is done, or when one has had enough of it. */
export function FirstSteps({ steps }: { steps: Step[] }) {
  const { t } = useTranslation();
  const user = useSession()?.user;
  const [left, setLeft] = useState(false);
  if (!user) return null;
  const open = !left && steps.length > 0;
  return (
    <section className="steps-head">
      <h1>{t('home.hello', { name: user.name || user.username || user.email })}</h1>
      {!user.email_verified && (
        <Suspense>
          <Unverified />
        </Suspense>
      )}
      {open && (
        <div className="panel steps">
          <h2>{t('steps.title')}</h2>
          <ol>
            {steps.map(({ done, name, to }) => (
              <li key={to} className={done ? 'steps__done' : undefined}>
                {done && <Icon name="check" />}
                <Link to={to}>{name}</Link>
              </li>
            ))}
          </ol>
          <button
            className="btn btn-link"
            type="button"
            onClick={() => {
              localStorage.setItem(key(user.id), 'left');
              setLeft(true);
            }}
          >
            {t('steps.leave')}
          </button>
        </div>
      )}
    </section>
  );
}

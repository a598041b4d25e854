import { lazy, Suspense } from 'react';
import { useSession } from '../lib/session';

// Who is not signed in has none, and who is sees the films first.
const Marks = lazy(() => import('./Marks').then((file) => ({ default: file.Marks })));

/** What one does with a film by one press; `all`, or only what is on. Nothing where nobody is signed in. */
export function MarkBar({ movie, title, all = true }: { movie: number; title: string; all?: boolean }) {
  const user = useSession()?.user;
  if (!user) return null;
  return (
    <Suspense>
      <Marks movie={movie} title={title} all={all} />
    </Suspense>
  );
}

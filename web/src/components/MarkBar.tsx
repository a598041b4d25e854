import { lazy, Suspense } from 'react';
import { useSession } from '../lib/session';

// Who is not signed in has none, and who is sees the films first.
const Marks = lazy(() => import('./Marks').then((file) => ({ default: file.Marks })));

/** What one does with a film by one press, on every poster. Nothing where nobody is signed in. */
export function MarkBar({ movie, title }: { movie: number; title: string }) {
  const user = useSession()?.user;
  if (!user) return null;
  return (
    <Suspense>
      <Marks movie={movie} title={title} />
    </Suspense>
  );
}

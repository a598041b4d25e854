import { useCallback, useState } from 'react';
import { useSession } from './session';

const days = 14;
const old = days * 24 * 60 * 60 * 1000;

interface Kept<V> {
  at: number;
  values: Partial<V>;
}

function read<V>(key: string): Partial<V> | undefined {
  try {
    const kept = JSON.parse(localStorage.getItem(key) ?? '') as Kept<V>;
    return Date.now() - kept.at < old ? kept.values : undefined;
  } catch {
    return undefined; // nothing there, or nothing of ours
  }
}

/** What somebody has typed and not sent yet, kept in this browser under a name. Nothing is kept without one. */
export function useDraft<V>(name?: string) {
  const user = useSession()?.user?.id;
  const key = name && user ? `draft ${user} ${name}` : undefined;
  const [first] = useState(() => (key ? read<V>(key) : undefined));
  const put = useCallback(
    (values: Partial<V> | undefined) => {
      if (!key) return;
      try {
        if (values === undefined) localStorage.removeItem(key);
        else localStorage.setItem(key, JSON.stringify({ at: Date.now(), values }));
      } catch {
        // The browser keeps nothing: then a draft is lost, as it would be without us.
      }
    },
    [key],
  );
  return { first, put };
}

/** At the end of a session: what others typed is nobody's business on a shared machine. */
export function forgetDrafts() {
  for (const key of Object.keys(localStorage)) if (key.startsWith('draft ')) localStorage.removeItem(key);
}

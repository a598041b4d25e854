import { useQuery } from '@tanstack/react-query';
import { createContext, createElement, useContext, useDeferredValue, type ReactNode } from 'react';
import { sessionQuery } from '../api/session';
import type { SessionInfo, User } from '../api/client';

const Session = createContext<SessionInfo | undefined>(undefined);

/** Asks once for all that stands in it: a wall of posters does not ask sixty times. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const { data } = useQuery(sessionQuery);
  // When it comes, the whole page does: in small pieces, between which a slow phone heeds its fingers. What changes
  // later is known at once.
  const known = useDeferredValue(data !== undefined);
  return createElement(Session, { value: known ? data : undefined }, children);
}

/** Undefined until it is known who one is. */
export const useSession = () => useContext(Session);

/** Whether it is known who one is, or that it cannot be found out. */
export function useSessionKnown() {
  const { isError } = useQuery(sessionQuery);
  return useSession() !== undefined || isError;
}

/** From the least rights to the most. */
export const roles = ['user', 'editor', 'admin'] as const;
const rank = { user: 0, editor: 1, admin: 2 };
export const mayEdit = (user: User | null | undefined) => !!user && rank[user.role] >= rank.editor;
export const isAdmin = (user: User | null | undefined) => user?.role === 'admin';

/** A path of ours to go to after signing in; anything else becomes the start. */
export function ownPath(path: string | null) {
  return path && /^\/(?![/\\])[!-~]*$/.test(path) && !path.includes('\\') ? path : '/';
}

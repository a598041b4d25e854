import { useQuery } from '@tanstack/react-query';
import { markQuery, type Mark } from '../api/marks';
import { playableHereQuery } from '../api/playing';
import { useSession } from './session';

/** One's own mark on a film; nothing while it is not known, or where nobody is signed in. */
export function useMark(movie: number | undefined): Mark | undefined {
  const user = useSession()?.user;
  return useQuery({ ...markQuery(movie ?? 0), enabled: !!user && movie !== undefined }).data;
}

/** Whether a film can be played here, by who is signed in; asked only if `wanted`. */
export function usePlayable(movie: number, wanted: boolean): boolean {
  const user = useSession()?.user;
  return useQuery({ ...playableHereQuery(movie), enabled: !!user && wanted }).data ?? false;
}

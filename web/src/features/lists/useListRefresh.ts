import { useQueryClient } from '@tanstack/react-query';
import { listsKey } from '../../api/lists';

/** After a change of a list: what shows it is asked again. */
export const useListRefresh = () => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: listsKey });
};

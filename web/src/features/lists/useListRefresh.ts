import { useQueryClient } from '@tanstack/react-query';

/** After a change of a list: what shows it is asked again. */
export const useListRefresh = () => {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ queryKey: ['lists'] });
};

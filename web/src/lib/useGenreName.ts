import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { genresQuery } from '../api/catalogue';

/** Turns a genre into its name in the language of the page. */
export function useGenreName() {
  const { i18n } = useTranslation();
  const { data } = useQuery(genresQuery);
  return (genre: { id: number; name: string }) =>
    data?.find(({ id }) => id === genre.id)?.names[i18n.language] ?? genre.name;
}

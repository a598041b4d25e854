import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { countryName, languageName } from '../../lib/format';
import { genresQuery } from '../../api/catalogue';
import { useGenreName } from '../../lib/useGenreName';
import { fieldText } from './draft';

/** A field of a draft in a line for people: names where the draft has ids and codes. */
export function useFieldText() {
  const { i18n } = useTranslation();
  const genres = useQuery(genresQuery).data ?? [];
  const genreName = useGenreName();
  const nameOf: Record<string, (value: string) => string> = {
    genres: (id) => {
      const genre = genres.find((one) => String(one.id) === id);
      return genre ? genreName(genre) : id;
    },
    countries: (code) => countryName(code, i18n.language),
    languages: (code) => languageName(code, i18n.language),
  };
  return (field: string, value: unknown) => {
    const name = nameOf[field];
    return name && Array.isArray(value) ? value.map((item) => name(String(item))).join(', ') : fieldText(value);
  };
}

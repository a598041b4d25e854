import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { countryName, languageName } from '../../lib/format';
import { facetsQuery } from '../../api/catalogue';
import { languages } from '../../lib/language';

export interface Choice {
  value: string;
  label: string;
}

/** Languages and countries that one may choose among, by name in the language of the page. */
export function useCodes(): { languages: Choice[]; countries: Choice[] } {
  const { i18n } = useTranslation();
  const facets = useQuery(facetsQuery).data;
  const named = (codes: string[], nameOf: (code: string, language: string) => string) =>
    codes
      .map((value) => ({ value, label: nameOf(value, i18n.language) }))
      .sort((a, b) => a.label.localeCompare(b.label, i18n.language));
  const codes = (facets?.languages ?? []).map(({ code }) => code);
  return {
    languages: named([...new Set([...codes, ...languages.map(({ code }) => code)])], languageName),
    countries: named(
      (facets?.countries ?? []).map(({ code }) => code),
      countryName,
    ),
  };
}

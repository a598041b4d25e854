import { useQuery } from '@tanstack/react-query';
import { useEffect, useId, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { countryName, languageName } from '../../lib/format';
import { facetsQuery, genresQuery } from '../../api/catalogue';
import { useGenreName } from '../../lib/useGenreName';
import { readBrowseQuery, sorts } from './browseQuery';

interface Choice {
  value: string;
  label: string;
}

function Select({
  label,
  value,
  any,
  choices,
  onChange,
}: {
  label: string;
  value: string;
  any?: string;
  choices: Choice[];
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div className="filter">
      <label htmlFor={id}>{label}</label>
      <select id={id} className="form-select" value={value} onChange={(event) => onChange(event.target.value)}>
        {any && <option value="">{any}</option>}
        {choices.map((choice) => (
          <option key={choice.value} value={choice.value}>
            {choice.label}
          </option>
        ))}
      </select>
    </div>
  );
}

/** Words to look for; the address follows when one stops typing. */
export function Words({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const [text, setText] = useState(value);
  const [known, setKnown] = useState(value);
  if (known !== value) {
    // The address has changed by itself: back, or 'clear'.
    setKnown(value);
    setText(value);
  }
  useEffect(() => {
    if (text.trim() === value) return;
    const timer = setTimeout(() => onChange(text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text, value, onChange]);
  return (
    <div className="filter filter--words">
      <label htmlFor={id}>{t('browse.words')}</label>
      <input
        id={id}
        className="form-control"
        type="search"
        value={text}
        maxLength={200}
        placeholder={t('browse.wordsHint')}
        onChange={(event) => setText(event.target.value)}
      />
    </div>
  );
}

type Change = (changes: Record<string, string>) => void;

/** What one may choose from: genres, decades, countries, languages and the order. */
export function Selects({ query, change }: { query: ReturnType<typeof readBrowseQuery>; change: Change }) {
  const { t, i18n } = useTranslation();
  const { data: facets } = useQuery(facetsQuery);
  const { data: genres } = useQuery(genresQuery);
  const genreName = useGenreName();
  const byName = (a: Choice, b: Choice) => a.label.localeCompare(b.label, i18n.language);
  const decades = useMemo(() => {
    const from = Math.floor((facets?.first_year ?? 1900) / 10) * 10;
    const to = facets?.last_year ?? new Date().getFullYear();
    const out: Choice[] = [];
    for (let decade = from; decade <= to; decade += 10)
      out.unshift({ value: String(decade), label: t('browse.decade', { decade }) });
    return out;
  }, [facets, t]);
  return (
    <>
      <Select
        label={t('browse.genre')}
        any={t('browse.anyGenre')}
        value={String(query.genre ?? '')}
        choices={(genres ?? []).map((genre) => ({ value: String(genre.id), label: genreName(genre) })).sort(byName)}
        onChange={(genre) => change({ genre })}
      />
      <Select
        label={t('browse.years')}
        any={t('browse.anyYear')}
        value={String(query.year_from ?? '')}
        choices={decades}
        onChange={(from) => change({ year_from: from, year_to: from && String(Number(from) + 9) })}
      />
      {(facets?.countries.length ?? 0) > 0 && (
        <Select
          label={t('browse.country')}
          any={t('browse.anyCountry')}
          value={query.country ?? ''}
          choices={facets!.countries
            .map(({ code }) => ({ value: code, label: countryName(code, i18n.language) }))
            .sort(byName)}
          onChange={(country) => change({ country })}
        />
      )}
      {(facets?.languages.length ?? 0) > 0 && (
        <Select
          label={t('browse.language')}
          any={t('browse.anyLanguage')}
          value={query.language ?? ''}
          choices={facets!.languages
            .map(({ code }) => ({ value: code, label: languageName(code, i18n.language) }))
            .sort(byName)}
          onChange={(language) => change({ language })}
        />
      )}
      <Select
        label={t('browse.sort')}
        any={query.q ? t('browse.byMatch') : undefined}
        value={query.sort ?? (query.q ? '' : '-popularity')}
        choices={sorts.map((sort) => ({ value: sort, label: t(`sort.${sort}`) }))}
        onChange={(sort) => change({ sort })}
      />
    </>
  );
}

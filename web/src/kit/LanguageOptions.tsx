import { languages } from '../lib/language';

/** The languages of the pages, for a `select`: each in its own words. */
export function LanguageOptions() {
  return languages.map(({ code, name }) => (
    <option key={code} value={code} lang={code}>
      {name}
    </option>
  ));
}

// A Vite plugin: the languages of the pages are the files in src/locales, one each. `virtual:languages` says what they
// call themselves; what the server alone says in a language does not travel to browsers.
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('../src/locales/', import.meta.url);
const texts = /\/src\/locales\/\w+\.json$/;

/** English first, then by code: [{ code: 'en', name: 'English', choose: 'EN: switch to English' }, …]. */
export const languagesIn = (place = folder) =>
  readdirSync(place)
    .map((file) => file.replace('.json', ''))
    .sort((a, b) => Number(b === 'en') - Number(a === 'en') || a.localeCompare(b))
    .map((code) => ({ code, ...JSON.parse(readFileSync(new URL(`${code}.json`, place), 'utf8')).language }));

export const languages = () => ({
  name: 'languages',
  enforce: 'pre',
  resolveId: (id) => (id === 'virtual:languages' ? id : undefined),
  load: (id) => (id === 'virtual:languages' ? `export default ${JSON.stringify(languagesIn())}` : undefined),
  transform(code, id) {
    if (!texts.test(id)) return undefined;
    const kept = JSON.parse(code);
    delete kept.server;
    return { code: JSON.stringify(kept), map: null };
  },
});

import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import spoken from 'virtual:languages';
import type { components } from '../generated/api';

/** The languages of the pages, English first: each is a file in src/locales, and nothing else is to be said of it. */
export const languages = spoken;
export type Language = components['schemas']['NewAccount']['language'] & string;

// Only the words of the language that is read travel; public/theme.js asks for them together with the application.
const words = import.meta.glob<{ default: object }>('../locales/*.json');

/** Its words are there when this is done; fails when they cannot be had. */
async function bring(language: string) {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  const load = words[`../locales/${language}.json`];
  if (!load) throw new Error(`No words in ${language}`);
  i18next.addResourceBundle(language, 'translation', (await load()).default);
}

/** What texts are added in first: English is the language of what stands there already. */
export const secondLanguage = languages[1]?.code ?? 'en';

/** The one that is spoken, where pages are not written in `wanted` ("ru-RU"). */
export const nearest = (wanted: string, known: readonly { code: string }[] = languages) =>
  (known.find(({ code }) => wanted === code || wanted.startsWith(`${code}-`))?.code ?? 'en') as Language;

/** The one after it: what a press on the switch leads to. */
export const nextLanguage = <T extends { code: string }>(now: string, known: readonly T[]): T =>
  known[(known.findIndex(({ code }) => code === now) + 1) % known.length] as T;

export async function startTranslations(chosen = document.documentElement.lang) {
  const language = nearest(chosen);
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: language,
    fallbackLng: false, // all languages say the same things, which a test holds them to
    interpolation: { escapeValue: false }, // React escapes
  });
  await bring(language);
}

/** Switches when the words have come; without the net, when they were never here, all stays as it is. */
export async function chooseLanguage(language: string) {
  try {
    await bring(language);
  } catch (error) {
    console.warn(error);
    return;
  }
  localStorage.setItem('language', language);
  document.documentElement.lang = language;
  await i18next.changeLanguage(language);
}

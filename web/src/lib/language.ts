import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';

export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

// Only the words of the language that is read travel; public/theme.js asks for them together with the application.
const words = { en: () => import('../locales/en.json'), ru: () => import('../locales/ru.json') };

/** Its words are there when this is done; fails when they cannot be had. */
async function bring(language: Language) {
  if (i18next.hasResourceBundle(language, 'translation')) return;
  i18next.addResourceBundle(language, 'translation', (await words[language]()).default);
}

export async function startTranslations(chosen = document.documentElement.lang) {
  const language = chosen === 'ru' ? 'ru' : 'en';
  await i18next.use(initReactI18next).init({
    resources: {},
    lng: language,
    fallbackLng: false, // both languages say the same things, which a test holds them to
    interpolation: { escapeValue: false }, // React escapes
  });
  await bring(language);
}

/** Switches when the words have come; without the net, when they were never here, all stays as it is. */
export async function chooseLanguage(language: Language) {
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

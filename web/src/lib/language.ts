import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../locales/en.json';
import ru from '../locales/ru.json';

export const languages = ['en', 'ru'] as const;
export type Language = (typeof languages)[number];

/** Both languages are small enough to travel with the application. */
export function startTranslations(language = document.documentElement.lang) {
  void i18next.use(initReactI18next).init({
    resources: { en: { translation: en }, ru: { translation: ru } },
    lng: language === 'ru' ? 'ru' : 'en',
    fallbackLng: 'en',
    interpolation: { escapeValue: false }, // React escapes
  });
}

export function chooseLanguage(language: Language) {
  localStorage.setItem('language', language);
  document.documentElement.lang = language;
  void i18next.changeLanguage(language);
}

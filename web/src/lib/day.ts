// Days of people's lives: YYYY-MM-DD, where they are.

const two = (number: number) => String(number).padStart(2, '0');

export const dayOf = (date: Date) => `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())}`;
export const today = () => dayOf(new Date());

/** A day as a date at noon here, so that no time zone moves it. */
export const dateOf = (day: string) => new Date(`${day}T12:00:00`);

// To make a format takes longer than all that it writes on a page: each is made once.
function dateWriter(options: Intl.DateTimeFormatOptions) {
  const made: Record<string, Intl.DateTimeFormat> = {};
  return (date: Date, language: string) => (made[language] ??= new Intl.DateTimeFormat(language, options)).format(date);
}
const mediumDay = dateWriter({ dateStyle: 'medium' });
const longMonth = dateWriter({ month: 'long', year: 'numeric' });

/** What the browser knows of calendars takes a slow phone a tenth of a second to load: before the first day comes. */
export const loadCalendar = () =>
  window.requestIdleCallback?.(() => longMonth(new Date(), document.documentElement.lang));

/** 'Mon' */
export const weekdayText = dateWriter({ weekday: 'short' });
export const dayText = (day: string, language: string) => mediumDay(dateOf(day), language);
export const monthText = (year: number, month: number, language: string) =>
  longMonth(new Date(year, month, 15), language);

/** Days of a month in weeks that begin on Monday; places before the first and after the last are empty. */
export function weeksOf(year: number, month: number): (string | undefined)[][] {
  const before = (new Date(year, month, 1).getDay() + 6) % 7;
  const days = new Date(year, month + 1, 0).getDate();
  const places = Array.from({ length: Math.ceil((before + days) / 7) * 7 }, (_, i) => {
    const day = i - before + 1;
    return day >= 1 && day <= days ? `${year}-${two(month + 1)}-${two(day)}` : undefined;
  });
  return Array.from({ length: places.length / 7 }, (_, i) => places.slice(i * 7, i * 7 + 7));
}

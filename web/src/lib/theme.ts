import { useSyncExternalStore } from 'react';

export type Theme = 'dark' | 'light';
const listeners = new Set<() => void>();

/** The auditorium, paper, or what the device prefers; kept on <html>, where public/theme.js puts it before the first
 *  paint. */
export function chooseTheme(theme: Theme | 'system') {
  if (theme === 'system') localStorage.removeItem('theme');
  else localStorage.setItem('theme', theme);
  const light = theme === 'system' ? matchMedia('(prefers-color-scheme: light)').matches : theme === 'light';
  document.documentElement.dataset.bsTheme = light ? 'light' : 'dark';
  listeners.forEach((listener) => listener());
}

/** The page turns with the device, at dusk say, for as long as nobody has chosen a theme. */
export function followDevice() {
  matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => {
    if (!localStorage.getItem('theme')) chooseTheme('system');
  });
}

export function useTheme(): [Theme, () => void] {
  const theme = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (document.documentElement.dataset.bsTheme === 'light' ? 'light' : 'dark'),
  );
  return [theme, () => chooseTheme(theme === 'dark' ? 'light' : 'dark')];
}

import { useSyncExternalStore } from 'react';

export type Theme = 'dark' | 'light';
const listeners = new Set<() => void>();

/** The auditorium or paper, kept on <html> where public/theme.js put it before the first paint. */
export function useTheme(): [Theme, () => void] {
  const theme = useSyncExternalStore(
    (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    () => (document.documentElement.dataset.bsTheme === 'light' ? 'light' : 'dark'),
  );
  const toggle = () => {
    const next = theme === 'dark' ? 'light' : 'dark';
    document.documentElement.dataset.bsTheme = next;
    localStorage.setItem('theme', next);
    listeners.forEach((listener) => listener());
  };
  return [theme, toggle];
}

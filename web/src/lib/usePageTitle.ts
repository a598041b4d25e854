import { useEffect } from 'react';

/** What the tab and a screen reader call this page. */
export function usePageTitle(title: string | undefined) {
  useEffect(() => {
    document.title = title ? `${title} · Kinoteka` : 'Kinoteka';
  }, [title]);
}

import { useEffect, useRef, type ReactNode } from 'react';
import { useLocation } from 'react-router';

/** What opens below its button: closed by a press elsewhere or within, by Escape and by a new page. */
export function Menu({ label, face, children }: { label: string; face: ReactNode; children: ReactNode }) {
  const menu = useRef<HTMLDetailsElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    menu.current?.removeAttribute('open');
  }, [pathname]);
  useEffect(() => {
    const close = (event: Event) => {
      const open = menu.current?.open;
      if (!open) return;
      const inside = event.target instanceof Node && menu.current?.contains(event.target);
      if (event instanceof KeyboardEvent) {
        if (event.key !== 'Escape') return;
        if (inside) menu.current?.querySelector('summary')?.focus();
      } else if (inside) {
        return;
      }
      menu.current?.removeAttribute('open');
    };
    document.addEventListener('click', close);
    document.addEventListener('keydown', close);
    return () => {
      document.removeEventListener('click', close);
      document.removeEventListener('keydown', close);
    };
  }, []);
  return (
    <details className="menu" ref={menu}>
      <summary className="tool" aria-label={label}>
        {face}
      </summary>
      <div
        className="menu__list"
        onClick={(event) => {
          if (event.target instanceof HTMLElement && event.target.closest('button, a'))
            menu.current?.removeAttribute('open');
        }}
      >
        {children}
      </div>
    </details>
  );
}

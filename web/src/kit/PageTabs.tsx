import { useEffect, useRef } from 'react';
import { NavLink, useLocation } from 'react-router';

/** Pages that belong together, side by side over their content. Where they do not all fit, the open one is in sight. */
export function PageTabs({
  label,
  pages,
}: {
  label: string;
  pages: readonly (readonly [path: string, name: string])[];
}) {
  const tabs = useRef<HTMLElement>(null);
  const { pathname } = useLocation();
  useEffect(() => {
    const row = tabs.current;
    if (!row) return;
    // Told of their size after the browser has laid them out: to ask for it would have it do that twice.
    const observer = new ResizeObserver(() => {
      const open = row.querySelector<HTMLElement>('[aria-current="page"]');
      if (open) row.scrollLeft = open.offsetLeft - (row.clientWidth - open.clientWidth) / 2;
    });
    observer.observe(row);
    return () => observer.disconnect();
  }, [pathname]);
  return (
    <nav className="page-tabs" aria-label={label} ref={tabs}>
      {pages.map(([path, name]) => (
        <NavLink key={path} to={path} end>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}

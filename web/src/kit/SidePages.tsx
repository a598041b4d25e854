import type { ReactNode } from 'react';
import { NavLink, Outlet } from 'react-router';
import { usePageTitle } from '../lib/usePageTitle';

/** Pages that belong together, with their names at the side. The first one's address is the beginning of the others'. */
export function SidePages({
  title,
  pages,
  action,
  note,
}: {
  title: string;
  pages: readonly (readonly [path: string, name: string])[];
  action?: ReactNode;
  note?: ReactNode;
}) {
  usePageTitle(title);
  return (
    <>
      <header className="page-head page-head--actions">
        <h1>{title}</h1>
        {action}
      </header>
      <div className="settings">
        <nav className="settings__nav" aria-label={title}>
          {pages.map(([path, name], i) => (
            <NavLink key={path} to={path} end={i === 0}>
              {name}
            </NavLink>
          ))}
        </nav>
        <div className="settings__page">
          {note}
          <Outlet />
        </div>
      </div>
    </>
  );
}

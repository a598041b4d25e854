import { NavLink } from 'react-router';

/** Pages that belong together, side by side over their content. */
export function PageTabs({
  label,
  pages,
}: {
  label: string;
  pages: readonly (readonly [path: string, name: string])[];
}) {
  return (
    <nav className="page-tabs" aria-label={label}>
      {pages.map(([path, name]) => (
        <NavLink key={path} to={path} end>
          {name}
        </NavLink>
      ))}
    </nav>
  );
}

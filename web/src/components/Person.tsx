import { Link } from 'react-router';
import type { Face } from '../lib/api';

const initials = (name: string) =>
  name
    .split(/[\s._-]+/)
    .map((word) => word[0]?.toUpperCase())
    .slice(0, 2)
    .join('');

/** Somebody who wrote or made something here; who has a page is linked to it. */
export function Person({ face }: { face: Face }) {
  const inside = (
    <>
      <span className="face" aria-hidden="true">
        {initials(face.name)}
      </span>
      <span>{face.name}</span>
    </>
  );
  return face.username ? (
    <Link className="person" to={`/u/${face.username}`}>
      {inside}
    </Link>
  ) : (
    <span className="person">{inside}</span>
  );
}

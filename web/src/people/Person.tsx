import { Link } from 'react-router';
import type { Face } from '../api/client';

const initials = (name: string) =>
  name
    .split(/[\s._-]+/)
    .map((word) => word[0]?.toUpperCase())
    .slice(0, 2)
    .join('');

/** A small picture of somebody; their letters where there is none. The name beside it says who. */
export function FaceOf({ name, picture, className }: { name: string; picture?: string | null; className: string }) {
  return picture ? (
    <img className={className} src={`${picture}/185.webp`} alt="" loading="lazy" decoding="async" />
  ) : (
    <span className={className} aria-hidden="true">
      {initials(name)}
    </span>
  );
}

/** Somebody who wrote or made something here; who has a page is linked to it. */
export function Person({ face }: { face: Face }) {
  const inside = (
    <>
      <FaceOf name={face.name} picture={face.avatar} className="face" />
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

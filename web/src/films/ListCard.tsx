import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { FilmList } from '../api/client';
import { PosterArt } from './Poster';

/** A list with a cover made of its first posters. */
export function ListCard({ list }: { list: FilmList }) {
  const { t } = useTranslation();
  return (
    <Link className="list-card" to={`/lists/${list.id}`}>
      <span className="list-card__cover" aria-hidden="true">
        {list.cover.map((movie) => (
          <PosterArt key={movie.id} movie={movie} />
        ))}
      </span>
      <strong>{list.name}</strong>
      <span className="quiet">
        {t('wall.count', { count: list.items })} · {list.owner.name}
        {list.visibility !== 'everyone' && ` · ${t(`visibility.${list.visibility}`)}`}
      </span>
    </Link>
  );
}

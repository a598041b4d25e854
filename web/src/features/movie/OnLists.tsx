import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ListCard } from '../../films/ListCard';
import { listsWithQuery } from '../../api/lists';

/** Lists for everyone that the film is on. */
export function OnLists({ movie }: { movie: number }) {
  const { t } = useTranslation();
  const { data } = useQuery(listsWithQuery(movie));
  if (!data?.length) return null;
  return (
    <section aria-labelledby="on-lists">
      <h2 id="on-lists">{t('lists.with')}</h2>
      <ul className="list-cards">
        {data.map((list) => (
          <li key={list.id}>
            <ListCard list={list} />
          </li>
        ))}
      </ul>
    </section>
  );
}

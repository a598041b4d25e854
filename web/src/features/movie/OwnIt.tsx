import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CollectionItem, Movie } from '../../api/client';
import { collectionQuery } from '../../api/collection';

const ItemDialog = lazy(() => import('../../films/ItemDialog').then((file) => ({ default: file.ItemDialog })));

/** Whether one owns it, and saying so. */
export function OwnIt({ movie }: { movie: Movie }) {
  const { t } = useTranslation();
  const { data } = useQuery(collectionQuery({ movie: movie.id, page: 1, per_page: 10 }, undefined));
  const [open, setOpen] = useState<CollectionItem | 'new'>();
  return (
    <p className="actions">
      {data?.items.map((item) => (
        <button className="chip" type="button" key={item.id} onClick={() => setOpen(item)}>
          {t('entry.owned', { format: t(`format.${item.format}`) })}
          {item.lent_to && ` · ${t('collection.lent', { name: item.lent_to })}`}
        </button>
      ))}
      <button className="btn btn-outline-primary" type="button" onClick={() => setOpen('new')}>
        {t(data?.total ? 'entry.ownAnother' : 'entry.own')}
      </button>
      {open && (
        <Suspense>
          {open === 'new' ? (
            <ItemDialog movie={movie} onClose={() => setOpen(undefined)} />
          ) : (
            <ItemDialog item={open} onClose={() => setOpen(undefined)} />
          )}
        </Suspense>
      )}
    </p>
  );
}

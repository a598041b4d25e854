import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { CollectionView } from '../../films/CollectionView';
import { ItemDialog } from '../../films/ItemDialog';
import { ShareButton } from '../../people/SharingDialog';
import type { CollectionItem } from '../../api/client';
import { usePageTitle } from '../../lib/usePageTitle';

/** The discs and streams that one owns. */
export function Collection() {
  const { t } = useTranslation();
  const [open, setOpen] = useState<CollectionItem | 'new'>();
  usePageTitle(t('yours.collection'));
  return (
    <>
      <header className="page-head page-head--actions">
        <h1>{t('yours.collection')}</h1>
        <div className="actions">
          <ShareButton what="collection" />
          <button className="btn btn-primary" type="button" onClick={() => setOpen('new')}>
            {t('collection.add')}
          </button>
        </div>
      </header>
      <CollectionView onOpen={setOpen} />
      {open && (
        <ItemDialog
          key={open === 'new' ? 'new' : open.id}
          item={open === 'new' ? undefined : open}
          onClose={() => setOpen(undefined)}
        />
      )}
    </>
  );
}

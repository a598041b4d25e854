import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../kit/Confirm';
import { Picture } from '../../kit/Picture';
import { galleryQuery } from '../../api/gallery';

/** Scenes of a film, each to be seen large. */
export function Gallery({ movie, title }: { movie: number; title: string }) {
  const { t } = useTranslation();
  const [open, setOpen] = useState<number>();
  const scenes = (useQuery(galleryQuery(movie)).data?.pictures ?? []).filter(({ kind }) => kind !== 'poster');
  if (scenes.length === 0) return null;
  const shown = open === undefined ? undefined : scenes[open];
  const step = (by: number) => setOpen((at) => ((at ?? 0) + by + scenes.length) % scenes.length);
  return (
    <section aria-labelledby="gallery">
      <h2 id="gallery">{t('gallery.title')}</h2>
      <ul className="gallery">
        {scenes.map(({ id, picture }, i) => (
          <li key={id}>
            <button type="button" aria-label={t('gallery.open', { number: i + 1, title })} onClick={() => setOpen(i)}>
              <Picture picture={picture} sizes="(min-width: 60rem) 18rem, 45vw" />
            </button>
          </li>
        ))}
      </ul>
      {shown && open !== undefined && (
        <Dialog
          title={t('gallery.number', { number: open + 1, count: scenes.length })}
          onClose={() => setOpen(undefined)}
        >
          <div
            className="gallery__large"
            role="group"
            aria-label={title}
            onKeyDown={(event) => {
              if (event.key === 'ArrowLeft') step(-1);
              if (event.key === 'ArrowRight') step(1);
            }}
          >
            <Picture key={shown.id} picture={shown.picture} sizes="90vw" eager />
            <div className="actions">
              <button className="btn btn-outline-primary" type="button" onClick={() => step(-1)}>
                {t('gallery.previous')}
              </button>
              <button className="btn btn-outline-primary" type="button" onClick={() => step(1)}>
                {t('gallery.next')}
              </button>
              <button className="btn btn-primary" type="button" autoFocus onClick={() => setOpen(undefined)}>
                {t('form.done')}
              </button>
            </div>
          </div>
        </Dialog>
      )}
    </section>
  );
}

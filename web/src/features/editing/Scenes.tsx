import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ChooseFile } from '../../kit/ChooseFile';
import { CropDialog, useChosenFile } from '../../kit/CropDialog';
import { Refusal } from '../../kit/Refusal';
import { Picture } from '../../kit/Picture';
import type { ApiError } from '../../api/client';
import { galleryQuery, addScene, removeScene } from '../../api/gallery';
import { uploadPicture } from './PictureField';

/** The scenes of a film's page: brought, and taken away. */
export function Scenes({ movie }: { movie: number }) {
  const { t } = useTranslation();
  const { chosen, choose, close } = useChosenFile();
  const { data } = useQuery(galleryQuery(movie));
  const add = useMutation<unknown, ApiError, string>({
    mutationFn: (picture) => addScene(movie, { kind: 'screenshot', picture }),
  });
  const remove = useMutation<unknown, ApiError, number>({
    mutationFn: (picture_id) => removeScene(movie, picture_id),
  });
  const scenes = data?.pictures.filter(({ kind }) => kind !== 'poster') ?? [];
  return (
    <section aria-labelledby="scenes">
      <h2 id="scenes">{t('gallery.title')}</h2>
      {data && scenes.length === 0 && <p className="quiet">{t('gallery.empty')}</p>}
      <ul className="gallery">
        {scenes.map(({ id, picture }, i) => (
          <li key={id}>
            <Picture picture={picture} sizes="14rem" />
            <button
              className="btn btn-outline-danger btn-sm gallery__remove"
              type="button"
              aria-label={t('gallery.remove', { number: i + 1 })}
              onClick={() => remove.mutate(id)}
            >
              {t('gallery.removeShort')}
            </button>
          </li>
        ))}
      </ul>
      <Refusal error={add.error ?? remove.error ?? undefined} />
      <p className="actions">
        <ChooseFile label={t('gallery.add')} action={t('gallery.add')} onChoose={choose} />
      </p>
      {chosen && (
        <CropDialog
          image={chosen.address}
          aspect={16 / 9}
          send={(crop) => uploadPicture(chosen.file, crop)}
          onMade={(picture) => {
            add.mutate(picture.id);
            close();
          }}
          onClose={close}
        />
      )}
    </section>
  );
}

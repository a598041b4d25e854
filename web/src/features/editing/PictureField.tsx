import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useController, type FieldValues, type Path } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ChooseFile } from '../../kit/ChooseFile';
import { CropDialog, useChosenFile } from '../../kit/CropDialog';
import { Picture } from '../../kit/Picture';
import type { Picture as PictureData } from '../../api/client';
import type { Crop } from '../../lib/pictures';
import { pictureQuery } from '../../api/catalogue';
import { bringPicture } from '../../api/gallery';
import type { ApiForm } from '../../lib/useApiForm';
import { AddressDialog, GalleryDialog } from './PictureChoices';

export const uploadPicture = async (file: File, crop?: Crop): Promise<PictureData> =>
  (await bringPicture(file, crop)).data;

/** A film's poster or backdrop, a person's photo: shown, chosen from the disk, dropped upon, removed. */
export function PictureField<V extends FieldValues>({
  form,
  name,
  label,
  aspect,
  movie,
}: {
  form: ApiForm<V>;
  /** Whose gallery there is to choose from; nothing for a new film. */
  movie?: number;
  name: Path<V> & ('poster' | 'backdrop' | 'photo');
  label: string;
  aspect: number;
}) {
  const { t } = useTranslation();
  const { chosen, choose, close } = useChosenFile();
  const [open, setOpen] = useState<'gallery' | 'address'>();
  const { field } = useController({ control: form.control, name });
  const value = field.value as string;
  const shown = useQuery({ ...pictureQuery(value), enabled: value !== '' }).data;
  return (
    <fieldset
      className="picture-field"
      onDragOver={(event) => event.preventDefault()}
      onDrop={(event) => {
        event.preventDefault();
        choose(event.dataTransfer.files[0]);
      }}
    >
      <legend>{label}</legend>
      <div className={`picture-field__frame picture-field__frame--${name}`}>
        {value && shown ? <Picture picture={shown} sizes="16rem" /> : <p>{t('edit.noPicture')}</p>}
      </div>
      <p className="picture-field__help">{t('edit.pictureHelp')}</p>
      <div className="actions">
        <ChooseFile label={label} action={t(value ? 'edit.otherPicture' : 'edit.choosePicture')} onChoose={choose} />
        {movie !== undefined && (
          <button className="btn btn-outline-primary" type="button" onClick={() => setOpen('gallery')}>
            {t('gallery.fromGallery')}
          </button>
        )}
        <button className="btn btn-outline-primary" type="button" onClick={() => setOpen('address')}>
          {t('edit.byAddress')}
        </button>
        {value && (
          <button className="btn btn-outline-danger" type="button" onClick={() => field.onChange('')}>
            {t('edit.removePicture')}
          </button>
        )}
      </div>
      {open === 'gallery' && movie !== undefined && name !== 'photo' && (
        <GalleryDialog
          movie={movie}
          kind={name}
          onChoose={(picture) => {
            field.onChange(picture.id);
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {open === 'address' && (
        <AddressDialog
          aspect={aspect}
          onMade={(picture) => {
            field.onChange(picture.id);
            setOpen(undefined);
          }}
          onClose={() => setOpen(undefined)}
        />
      )}
      {chosen && (
        <CropDialog
          image={chosen.address}
          aspect={aspect}
          send={(crop) => uploadPicture(chosen.file, crop)}
          onMade={(picture) => {
            field.onChange(picture.id);
            close();
          }}
          onClose={close}
        />
      )}
    </fieldset>
  );
}

import 'react-easy-crop/react-easy-crop.css';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useRef, useState } from 'react';
import Cropper, { type Area } from 'react-easy-crop';
import { useController } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../components/Confirm';
import { Refusal } from '../../components/Form';
import { Picture } from '../../components/Picture';
import { answer, api, fileBody, type ApiError, type Picture as PictureData } from '../../lib/api';
import { cropOf } from '../../lib/pictures';
import { pictureQuery } from '../../lib/queries';
import type { ApiForm } from '../../lib/useApiForm';
import type { MovieValues } from './draft';

interface Chosen {
  file: File;
  /** Of the file in this browser, until the dialog is closed. */
  address: string;
}

/** Chooses the part of a picture that is to be shown, and sends it. */
function CropDialog({
  chosen,
  aspect,
  onMade,
  onClose,
}: {
  chosen: Chosen;
  aspect: number;
  onMade: (picture: PictureData) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const zoomId = useId();
  const [place, setPlace] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [area, setArea] = useState<Area>();
  const send = useMutation<PictureData, ApiError>({
    mutationFn: async () =>
      (
        await answer(
          api.POST('/api/pictures', {
            params: { query: cropOf(area) },
            ...fileBody(chosen.file),
          }),
        )
      ).data,
    onSuccess: onMade,
  });
  return (
    <Dialog title={t('edit.cropTitle')} onClose={onClose}>
      <div className="cropper">
        <Cropper
          image={chosen.address}
          aspect={aspect}
          crop={place}
          zoom={zoom}
          onCropChange={setPlace}
          onZoomChange={setZoom}
          onCropComplete={setArea}
          showGrid={false}
          disableAutomaticStylesInjection
        />
      </div>
      <div className="cropper__zoom">
        <label htmlFor={zoomId}>{t('edit.zoom')}</label>
        <input
          id={zoomId}
          type="range"
          min={1}
          max={3}
          step={0.05}
          value={zoom}
          onChange={(event) => setZoom(Number(event.target.value))}
        />
      </div>
      <Refusal error={send.error ?? undefined} />
      {send.error?.problem?.errors.map(({ message }) => (
        <p className="fault" key={message} role="alert">
          {message}
        </p>
      ))}
      <div className="actions">
        <button className="btn btn-primary" type="button" disabled={send.isPending} onClick={() => send.mutate()}>
          {send.isPending ? t('edit.uploading') : t('edit.usePicture')}
        </button>
        <button className="btn btn-outline-primary" type="button" onClick={onClose}>
          {t('form.cancel')}
        </button>
      </div>
    </Dialog>
  );
}

/** A film's poster or backdrop: shown, chosen from the disk, dropped upon, removed. */
export function PictureField({
  form,
  name,
  label,
  aspect,
}: {
  form: ApiForm<MovieValues>;
  name: 'poster' | 'backdrop';
  label: string;
  aspect: number;
}) {
  const { t } = useTranslation();
  const input = useRef<HTMLInputElement>(null);
  const [chosen, setChosen] = useState<Chosen>();
  const choose = (file?: File) => file && setChosen({ file, address: URL.createObjectURL(file) });
  const close = () => {
    if (chosen) URL.revokeObjectURL(chosen.address);
    setChosen(undefined);
  };
  const { field } = useController({ control: form.control, name });
  const shown = useQuery({ ...pictureQuery(field.value), enabled: field.value !== '' }).data;
  const id = useId();
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
        {field.value && shown ? <Picture picture={shown} sizes="16rem" /> : <p>{t('edit.noPicture')}</p>}
      </div>
      <input
        ref={input}
        id={id}
        className="visually-hidden"
        type="file"
        tabIndex={-1}
        aria-label={label}
        accept="image/jpeg,image/png,image/webp"
        onChange={(event) => {
          choose(event.target.files?.[0]);
          event.target.value = '';
        }}
      />
      <p className="picture-field__help">{t('edit.pictureHelp')}</p>
      <div className="actions">
        <button className="btn btn-outline-primary" type="button" onClick={() => input.current?.click()}>
          {t(field.value ? 'edit.otherPicture' : 'edit.choosePicture')}
        </button>
        {field.value && (
          <button className="btn btn-outline-danger" type="button" onClick={() => field.onChange('')}>
            {t('edit.removePicture')}
          </button>
        )}
      </div>
      {chosen && (
        <CropDialog
          chosen={chosen}
          aspect={aspect}
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

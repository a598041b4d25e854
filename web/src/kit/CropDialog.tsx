import 'react-easy-crop/react-easy-crop.css';
import { useMutation } from '@tanstack/react-query';
import { useId, useState } from 'react';
import Cropper, { type Area } from 'react-easy-crop';
import { useTranslation } from 'react-i18next';
import type { ApiError, Picture as PictureData } from '../api/client';
import { cropOf, type Crop } from '../lib/pictures';
import { Dialog, DialogActions } from './Confirm';
import { RefusedPicture } from './Refusal';

interface ChosenFile {
  file: File;
  /** Of the file in this browser, until the dialog is closed. */
  address: string;
}

/** Chooses the part of a picture that is to be shown, and has it sent. */
export function CropDialog({
  image,
  aspect,
  round = false,
  send,
  onMade,
  onClose,
}: {
  /** An address of our own, or of a file in this browser. */
  image: string;
  aspect: number;
  round?: boolean;
  send: (crop?: Crop) => Promise<PictureData>;
  onMade: (picture: PictureData) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const zoomId = useId();
  const [place, setPlace] = useState({ x: 0, y: 0 });
  const [zoom, setZoom] = useState(1);
  const [area, setArea] = useState<Area>();
  const [broken, setBroken] = useState(false);
  const sending = useMutation<PictureData, ApiError>({
    mutationFn: () => send(cropOf(area)),
    onSuccess: onMade,
  });
  return (
    <Dialog title={t('edit.cropTitle')} onClose={onClose}>
      {broken && (
        <p className="refusal" role="alert">
          {t('edit.notAPicture')}
        </p>
      )}
      <div className="cropper" hidden={broken}>
        <Cropper
          image={image}
          aspect={aspect}
          cropShape={round ? 'round' : 'rect'}
          crop={place}
          zoom={zoom}
          onCropChange={setPlace}
          onZoomChange={setZoom}
          onCropComplete={setArea}
          mediaProps={{ onError: () => setBroken(true) }}
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
      <RefusedPicture error={sending.error ?? undefined} />
      <DialogActions
        action={t(sending.isPending ? 'edit.uploading' : 'edit.usePicture')}
        disabled={sending.isPending || broken}
        onAct={() => sending.mutate()}
        onClose={onClose}
      />
    </Dialog>
  );
}

/** A file that somebody chose, to be cropped; given back when they are done. */
export function useChosenFile() {
  const [chosen, setChosen] = useState<ChosenFile>();
  return {
    chosen,
    choose: (file?: File) => file && setChosen({ file, address: URL.createObjectURL(file) }),
    close: () => {
      if (chosen) URL.revokeObjectURL(chosen.address);
      setChosen(undefined);
    },
  };
}

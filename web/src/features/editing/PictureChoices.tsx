import { useMutation, useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogActions } from '../../kit/Confirm';
import { CropDialog } from '../../kit/CropDialog';
import { Refusal, RefusedPicture } from '../../kit/Refusal';
import { Picture } from '../../kit/Picture';
import type { ApiError, Picture as PictureData } from '../../api/client';
import { isWhole, type Crop } from '../../lib/pictures';
import { galleryQuery, fetchPictures, bringPictureFrom } from '../../api/gallery';

/** What a film's gallery has of a kind; more of it is fetched on request. */
export function GalleryDialog({
  movie,
  kind,
  onChoose,
  onClose,
}: {
  movie: number;
  kind: 'poster' | 'backdrop';
  onChoose: (picture: PictureData) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const fetchMore = useMutation<unknown, ApiError>({
    mutationFn: () => fetchPictures(movie),
  });
  const { data } = useQuery(galleryQuery(movie));
  const fitting = data?.pictures.filter((item) => (item.kind === 'poster') === (kind === 'poster')) ?? [];
  const waiting = data?.waiting ?? 0;
  return (
    <Dialog title={t('gallery.fromGallery')} onClose={onClose}>
      {data && fitting.length === 0 && <p className="quiet">{t('gallery.empty')}</p>}
      <ul className={`gallery gallery--${kind}`}>
        {fitting.map(({ id, picture }, i) => (
          <li key={id}>
            <button
              type="button"
              aria-label={`${t('gallery.pick')}: ${t('gallery.picture', { number: i + 1 })}`}
              onClick={() => onChoose(picture)}
            >
              <Picture picture={picture} sizes="10rem" />
            </button>
          </li>
        ))}
      </ul>
      <Refusal error={fetchMore.error ?? undefined} />
      <div className="actions">
        {waiting > 0 && (
          <button
            className="btn btn-outline-primary"
            type="button"
            disabled={data?.fetching || fetchMore.isPending}
            onClick={() => fetchMore.mutate()}
          >
            {t(data?.fetching ? 'gallery.fetching' : 'gallery.more', { count: waiting })}
          </button>
        )}
        <button className="btn btn-outline-primary" type="button" onClick={onClose}>
          {t('form.cancel')}
        </button>
      </div>
    </Dialog>
  );
}

const fetchPicture = async (url: string, crop?: Crop): Promise<PictureData> => (await bringPictureFrom(url, crop)).data;

/** Brings a picture that lies elsewhere: the server fetches it, and once more for the part that was chosen. */
export function AddressDialog({
  aspect,
  onMade,
  onClose,
}: {
  aspect: number;
  onMade: (picture: PictureData) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [url, setUrl] = useState('');
  const fetchIt = useMutation<PictureData, ApiError>({ mutationFn: () => fetchPicture(url.trim()) });
  const whole = fetchIt.data;
  if (whole)
    return (
      <CropDialog
        image={`${whole.url}/780.webp`}
        aspect={aspect}
        send={async (crop) => (crop && !isWhole(crop) ? fetchPicture(url.trim(), crop) : whole)}
        onMade={onMade}
        onClose={onClose}
      />
    );
  return (
    <Dialog title={t('edit.byAddress')} onClose={onClose}>
      <div className="field">
        <label htmlFor={id}>{t('edit.address')}</label>
        <input
          id={id}
          className="form-control"
          type="url"
          value={url}
          autoFocus
          placeholder="https://"
          onChange={(event) => setUrl(event.target.value)}
        />
      </div>
      <RefusedPicture error={fetchIt.error ?? undefined} />
      <DialogActions
        action={t('edit.fetchIt')}
        disabled={url.trim() === '' || fetchIt.isPending}
        onAct={() => fetchIt.mutate()}
        onClose={onClose}
      />
    </Dialog>
  );
}

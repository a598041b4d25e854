import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ChooseFile } from '../../kit/ChooseFile';
import { CropDialog, useChosenFile } from '../../kit/CropDialog';
import { Refusal } from '../../kit/Refusal';
import { FaceOf } from '../../people/Person';
import type { ApiError, User } from '../../api/client';
import { removeAvatar, bringAvatar } from '../../api/accounts';

/** A picture of oneself: shown, chosen, removed. */
export function Avatar({ user }: { user: User }) {
  const { t } = useTranslation();
  const { chosen, choose, close } = useChosenFile();
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => removeAvatar(),
  });
  return (
    <section className="avatar-field">
      <h2>{t('account.avatar')}</h2>
      <FaceOf name={user.username ?? user.email} picture={user.avatar} className="face face--large" />
      <p className="quiet">{t('account.avatarHelp')}</p>
      <Refusal error={remove.error ?? undefined} />
      <p className="actions">
        <ChooseFile label={t('account.avatar')} action={t('account.chooseAvatar')} onChoose={choose} />
        {user.avatar && (
          <button className="btn btn-outline-danger" type="button" onClick={() => remove.mutate()}>
            {t('account.removeAvatar')}
          </button>
        )}
      </p>
      {chosen && (
        <CropDialog
          image={chosen.address}
          aspect={1}
          round
          send={async (crop) => (await bringAvatar(chosen.file, crop)).data}
          onMade={close}
          onClose={close}
        />
      )}
    </section>
  );
}

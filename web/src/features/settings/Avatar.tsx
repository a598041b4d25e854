import { useMutation } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { ChooseFile } from '../../kit/ChooseFile';
import { CropDialog, useChosenFile } from '../../kit/CropDialog';
import { Refusal } from '../../kit/Refusal';
import { FaceOf } from '../../people/Person';
import { answer, api, fileBody, type ApiError, type User } from '../../api/client';
import { useSessionChange } from '../../lib/session';

/** A picture of oneself: shown, chosen, removed. */
export function Avatar({ user }: { user: User }) {
  const { t } = useTranslation();
  const changeSession = useSessionChange();
  const { chosen, choose, close } = useChosenFile();
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.DELETE('/api/user/avatar')),
    onSuccess: () => changeSession(),
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
          send={async (crop) =>
            (await answer(api.PUT('/api/user/avatar', { params: { query: crop }, ...fileBody(chosen.file) }))).data
          }
          onMade={() => {
            close();
            void changeSession();
          }}
          onClose={close}
        />
      )}
    </section>
  );
}

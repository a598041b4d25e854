import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../kit/Confirm';
import { CopyLink } from '../../kit/CopyLink';
import { FormFoot, DraftBack, SelectField, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { useApiForm } from '../../lib/useApiForm';
import { addUser } from '../../api/admin';
import { RoleOptions } from './RoleOptions';

/** An account for somebody: the link, by which they choose a password, is passed on by hand. */
export function NewUser({ onClose }: { onClose: () => void }) {
  const { t, i18n } = useTranslation();
  const [link, setLink] = useState<string>();
  const form = useApiForm({
    schema: 'NewUser',
    draft: 'user',
    values: { email: '', username: '', role: 'user', may_play: false, language: i18n.language },
    send: async (body) => {
      const { data } = await addUser(body);
      setLink(data.link);
    },
  });
  return (
    <Dialog title={t('admin.new')} onClose={onClose}>
      {link ? (
        <>
          <p>{t('admin.newDone')}</p>
          <CopyLink label={t('admin.link')} text={link} />
          <div className="actions">
            <button className="btn btn-outline-primary" type="button" onClick={onClose}>
              {t('form.done')}
            </button>
          </div>
        </>
      ) : (
        <form onSubmit={form.submit} noValidate>
          <Refusal error={form.refused} />
          <DraftBack form={form} />
          <TextField form={form} name="email" type="email" label={t('account.email')} autoFocus />
          <TextField form={form} name="username" label={t('account.username')} optional />
          <SelectField form={form} name="role" label={t('admin.roleLabel')}>
            <RoleOptions />
          </SelectField>
          <label className="check">
            <input type="checkbox" {...form.register('may_play')} />
            {t('admin.mayPlay')}
          </label>
          <FormFoot sending={form.sending} action={t('admin.newAction')} onClose={onClose} />
        </form>
      )}
    </Dialog>
  );
}

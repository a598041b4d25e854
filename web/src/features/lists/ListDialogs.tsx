import { useMutation, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../kit/Confirm';
import { FormFoot, DraftBack, TextArea, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Person } from '../../people/Person';
import { SharingDialog } from '../../people/SharingDialog';
import { useToast } from '../../kit/Toasts';
import { ApiError, type FilmList } from '../../api/client';
import { listEditorsQuery, changeList, addListEditor, removeListEditor, shareList } from '../../api/lists';
import { listSharingQuery } from '../../api/sharing';
import { refusalText } from '../../lib/refusals';
import { useApiForm } from '../../lib/useApiForm';

export function EditDialog({ list, onClose }: { list: FilmList; onClose: () => void }) {
  const { t } = useTranslation();
  const form = useApiForm({
    schema: 'ListDraftPatch',
    draft: `list ${list.id}`,
    values: { name: list.name, description: list.description, ranked: list.ranked },
    send: async (_body, { name, description, ranked }) => {
      await changeList(list.id, { name, description, ranked });
      onClose();
    },
  });
  return (
    <Dialog title={t('lists.edit')} onClose={onClose}>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <DraftBack form={form} />
        <TextField form={form} name="name" label={t('lists.name')} />
        <TextArea form={form} name="description" rows={4} label={t('lists.description')} optional />
        <label className="check">
          <input type="checkbox" {...form.register('ranked')} />
          {t('lists.ranked')}
        </label>
        <FormFoot sending={form.sending} action={t('form.save')} onClose={onClose} />
      </form>
    </Dialog>
  );
}

export function EditorsDialog({ list, onClose }: { list: FilmList; onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(listEditorsQuery(list.id));
  const form = useApiForm({
    schema: 'GroupName', // a name of the same kind
    draft: `editor of ${list.id}`,
    values: { name: '' },
    send: async (_body, { name }) => {
      await addListEditor(list.id, name.trim());
      form.reset();
    },
  });
  const remove = useMutation<unknown, ApiError, string>({
    mutationFn: (username) => removeListEditor(list.id, username),
  });
  return (
    <Dialog title={t('lists.editors')} onClose={onClose}>
      <p>{t('lists.editorsText')}</p>
      <Refusal error={remove.error ?? undefined} />
      <ul className="rows">
        {data?.map((face) => (
          <li key={face.id}>
            <div>
              <Person face={face} />
              {face.waiting && <span className="quiet">{t('offers.waiting')}</span>}
            </div>
            {face.username && (
              <button className="btn btn-outline-primary" type="button" onClick={() => remove.mutate(face.username!)}>
                {t(face.waiting ? 'offers.takeBack' : 'groups.remove')}
              </button>
            )}
          </li>
        ))}
      </ul>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} texts={{ 404: t('groups.unknown') }} />
        <TextField form={form} name="name" label={t('groups.addMember')} help={t('offers.help')} />
        <FormFoot sending={form.sending} action={t('offers.ask')} leave={t('form.done')} onClose={onClose} />
      </form>
    </Dialog>
  );
}

/** Copies the list's address; a private one is opened first to whoever has it, which can be taken back. */
export function CopyListLink({ list }: { list: FilmList }) {
  const { t } = useTranslation();
  const toast = useToast();
  const open = (visibility: 'private' | 'unlisted') => shareList(list.id, { visibility, users: [], groups: [] });
  const copy = useMutation<unknown, ApiError>({
    mutationFn: async () => {
      const secret = list.visibility === 'private' || list.visibility === 'unlisted';
      const address = `${location.origin}/lists/${list.id}${secret ? `#link=${list.link ?? ''}` : ''}`;
      // First: a browser that refuses leaves the list as it is.
      await navigator.clipboard.writeText(address);
      if (list.visibility === 'private') {
        await open('unlisted');
        const undo = { name: t('toast.undo'), run: () => void open('private') };
        toast({ text: t('lists.linkOpened'), actions: [undo] });
      } else toast({ text: t('lists.linkCopied') });
    },
    onError: (error) => toast({ text: error instanceof ApiError ? refusalText(error, t) : t('error.unknown') }),
  });
  if (!('clipboard' in navigator)) return null;
  return (
    <button
      className="btn btn-outline-primary"
      type="button"
      disabled={copy.isPending}
      onClick={() => copy.mutate()}
      title={list.visibility === 'private' ? t('lists.copyLinkHelp') : undefined}
    >
      {t('lists.copyLink')}
    </button>
  );
}

export function ShareList({ list, onClose }: { list: FilmList; onClose: () => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(listSharingQuery(list.id));
  if (!data) return null;
  return (
    <SharingDialog
      title={t('sharing.of.list', { name: list.name })}
      audience={data}
      link={`${location.origin}/lists/${list.id}#link=${list.link ?? ''}`}
      save={(body) => shareList(list.id, body)}
      onClose={onClose}
    />
  );
}

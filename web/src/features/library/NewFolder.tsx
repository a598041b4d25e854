import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { DraftBack, Submit, TextField } from '../../kit/Form';
import { Refusal } from '../../kit/Refusal';
import { Empty, Line } from '../../kit/Status';
import { rootsQuery, addFolder } from '../../api/library';
import { useApiForm } from '../../lib/useApiForm';
import { FolderPicker } from './FolderPicker';

export function NewFolder() {
  const { t } = useTranslation();
  const { data: roots } = useQuery(rootsQuery);
  const [picking, setPicking] = useState(false);
  const only = roots?.folders.length === 1 ? roots.folders[0]! : '';
  const form = useApiForm({
    schema: 'NewFolder',
    draft: 'folder',
    values: { name: '', path: '' },
    send: async (body) => {
      await addFolder(body);
      form.reset();
    },
  });
  // Where there is one place alone, it is the one that is meant.
  useEffect(() => {
    if (only && !form.getValues('path')) {
      form.setValue('path', only);
      form.setValue('name', only.split('/').pop() ?? '');
    }
  }, [only, form]);
  if (!roots) return <Line width="40%" />;
  if (roots.folders.length === 0)
    return <Empty title={t('library.noRoots')} text={t('library.noRootsText', { flag: '--media /srv/films' })} />;
  return (
    <section>
      <h2>{t('library.add')}</h2>
      <p className="quiet">{t('library.addText', { roots: roots.folders.join(', ') })}</p>
      <form onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} />
        <DraftBack form={form} />
        <div className="field-row">
          <TextField form={form} name="name" label={t('library.name')} />
          <TextField form={form} name="path" label={t('library.path')} />
        </div>
        <div className="actions">
          <Submit sending={form.sending}>{t('library.addAction')}</Submit>
          <button className="btn btn-outline-primary" type="button" onClick={() => setPicking(true)}>
            {t('library.pick')}
          </button>
        </div>
      </form>
      {picking && (
        <FolderPicker
          begin={form.getValues('path') || only}
          onChoose={(path) => {
            form.setValue('path', path, { shouldDirty: true, shouldValidate: true });
            if (!form.getValues('name')) form.setValue('name', path.split('/').pop() ?? '', { shouldDirty: true });
            setPicking(false);
          }}
          onClose={() => setPicking(false)}
        />
      )}
    </section>
  );
}

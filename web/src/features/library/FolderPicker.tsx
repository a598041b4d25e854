import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog, DialogActions } from '../../kit/Confirm';
import { Failure, Line } from '../../kit/Status';
import { treeQuery } from '../../api/library';

/** Walks through the server's folders below its media roots, and takes one. */
export function FolderPicker({
  begin,
  onChoose,
  onClose,
}: {
  begin: string;
  onChoose: (path: string) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  const [path, setPath] = useState(begin);
  const { data, error } = useQuery({ ...treeQuery(path), placeholderData: keepPreviousData });
  return (
    <Dialog title={t('library.pick')} onClose={onClose}>
      <p className="folder-place">
        <code>{data?.path || t('library.roots')}</code>
      </p>
      {error && <Failure error={error} onRetry={() => setPath('')} />}
      {!data && !error && <Line width="60%" />}
      <ul className="choices">
        {data && data.path !== '' && (
          <li>
            <button type="button" onClick={() => setPath(data.above ?? '')}>
              ↑ {t('library.above')}
            </button>
          </li>
        )}
        {data?.folders.map((folder) => (
          <li key={folder.path}>
            <button type="button" onClick={() => setPath(folder.path)}>
              {folder.name}
            </button>
          </li>
        ))}
      </ul>
      {data?.folders.length === 0 && <p className="quiet">{t('library.noFolders')}</p>}
      {data?.more && <p className="quiet">{t('library.moreFolders')}</p>}
      <DialogActions
        action={t('library.take')}
        disabled={!data?.path}
        onAct={() => data && onChoose(data.path)}
        onClose={onClose}
      />
    </Dialog>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Confirm } from '../../kit/Confirm';
import { Refusal } from '../../kit/Refusal';
import { Empty, Failure, Line } from '../../kit/Status';
import type { ApiError, LibraryFolder } from '../../api/client';
import { bytesText } from '../../lib/clock';
import { dateTimeText } from '../../lib/format';
import { foldersQuery, changeFolder, removeFolder, scanFolder } from '../../api/library';
import { Progress } from './Progress';
import { NewFolder } from './NewFolder';
import { Overview } from './Overview';

function useFolderActions(id: number) {
  const scan = useMutation<unknown, ApiError, boolean>({
    mutationFn: (full) => scanFolder(id, full),
  });
  const watch = useMutation<unknown, ApiError, boolean>({
    mutationFn: (on) => changeFolder(id, { watch: on }),
  });
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => removeFolder(id),
  });
  return { scan, watch, remove, error: scan.error ?? watch.error ?? remove.error ?? undefined };
}

function Folder({ folder }: { folder: LibraryFolder }) {
  const { t, i18n } = useTranslation();
  const [sure, setSure] = useState(false);
  const { scan, watch, remove, error } = useFolderActions(folder.id);
  const busy = folder.scan?.state === 'queued' || folder.scan?.state === 'running';
  return (
    <li className="folder">
      <header>
        <h3>{folder.name}</h3>
        <code>{folder.path}</code>
        <p className="quiet">
          {[
            t('library.filesCount', { count: folder.files }),
            bytesText(folder.bytes, i18n.language),
            folder.missing > 0 && t('scan.missing', { count: folder.missing }),
            folder.scanned_at && t('library.scannedAt', { at: dateTimeText(folder.scanned_at, i18n.language) }),
          ]
            .filter(Boolean)
            .join(' · ')}
        </p>
        {folder.state === 'away' && <p role="alert">{t('library.away')}</p>}
      </header>
      {folder.scan && <Progress job={folder.scan} />}
      <Refusal error={error} />
      <div className="actions">
        <button className="btn btn-primary" type="button" disabled={busy} onClick={() => scan.mutate(false)}>
          {t('library.scan')}
        </button>
        <button className="btn btn-outline-primary" type="button" disabled={busy} onClick={() => scan.mutate(true)}>
          {t('library.scanFull')}
        </button>
        <label className="form-check">
          <input
            className="form-check-input"
            type="checkbox"
            checked={folder.watch}
            onChange={(event) => watch.mutate(event.target.checked)}
          />{' '}
          {t('library.watch')}
        </label>
        <button className="btn btn-outline-danger" type="button" onClick={() => setSure(true)}>
          {t('library.remove')}
        </button>
      </div>
      {sure && (
        <Confirm
          title={t('library.sureRemove', { name: folder.name })}
          text={t('library.sureRemoveText')}
          action={t('library.remove')}
          onClose={() => setSure(false)}
          onConfirm={() => {
            remove.mutate();
            setSure(false);
          }}
        />
      )}
    </li>
  );
}

/** Which folders make up the library, what is in them, and how the looking goes. */
export function Folders() {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(foldersQuery);
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="60%" />;
  return (
    <>
      <Overview />
      <section>
        <h2>{t('library.folders')}</h2>
        {data.length === 0 && <Empty title={t('library.empty')} text={t('library.emptyText')} />}
        <ul className="folders">
          {data.map((folder) => (
            <Folder key={folder.id} folder={folder} />
          ))}
        </ul>
      </section>
      <NewFolder />
    </>
  );
}

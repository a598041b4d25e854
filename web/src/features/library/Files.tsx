import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { Pager } from '../../kit/Pager';
import { Empty, Failure, Line } from '../../kit/Status';
import type { FileState } from '../../api/client';
import { filesPerPage, filesQuery } from '../../api/files';
import { File } from './FileRow';

const states = ['unmatched', 'matched', 'broken', 'missing', 'duplicate', 'extra'] as const;

/** Files by what is the matter with them. */
export function Files() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const given = params.get('state') ?? 'unmatched';
  const state = (states as readonly string[]).includes(given) ? (given as FileState) : undefined;
  const page = Number(params.get('page')) || 1;
  const q = params.get('q') ?? '';
  const movie = Number(params.get('movie')) || undefined;
  const { data, error, refetch } = useQuery(filesQuery(movie ? undefined : state, q, page, movie));
  const choose = (next: Record<string, string>) => setParams({ state: given, q, ...next });
  return (
    <section>
      <h2>{t('library.files')}</h2>
      <div className="switch" role="group" aria-label={t('files.states')}>
        {[...states, 'all'].map((one) => (
          <button
            key={one}
            className="chip"
            type="button"
            aria-pressed={given === one}
            onClick={() => choose({ state: one, page: '1' })}
          >
            {t(`files.state.${one}`)}
          </button>
        ))}
      </div>
      <div className="field">
        <label htmlFor="files-q">{t('files.find')}</label>
        <input
          className="form-control"
          id="files-q"
          type="search"
          value={q}
          onChange={(event) => choose({ q: event.target.value, page: '1' })}
        />
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {!data && !error && <Line width="60%" />}
      {data?.total === 0 && <Empty title={t('files.none')} text={t('files.noneText')} />}
      <ul className="files">
        {data?.items.map((file) => (
          <File key={file.id} file={file} />
        ))}
      </ul>
      {data && (
        <Pager
          page={page}
          pages={Math.ceil(data.total / filesPerPage)}
          onPage={(next) => choose({ page: String(next) })}
        />
      )}
    </section>
  );
}

import { useInfiniteQuery, useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Confirm } from '../../kit/Confirm';
import { NotFound } from '../../kit/Fallbacks';
import { Refusal } from '../../kit/Refusal';
import { Done, Failure, Line } from '../../kit/Status';
import { ApiError, type Import } from '../../api/client';
import { entriesQuery } from '../../api/diary';
import { importQuery, type RowState, applyImport, forgetImport } from '../../api/takeout';
import { usePageTitle } from '../../lib/usePageTitle';
import { Rows } from './ImportRows';

const states: RowState[] = ['ready', 'unmatched', 'added', 'known', 'skipped', 'failed'];

type Counts = Import['counts'];

function Figures({ counts }: { counts: Counts }) {
  const { t } = useTranslation();
  return (
    <dl className="figures">
      {states.map((state) => (
        <div className="figure" key={state}>
          <dt>{t(`import.state.${state}`)}</dt>
          <dd>{counts[state]}</dd>
        </div>
      ))}
    </dl>
  );
}

function LeftOut({ items }: { items: Import['left_out'] }) {
  const { t } = useTranslation();
  if (items.length === 0) return null;
  return (
    <details>
      <summary>{t('import.leftOut', { count: items.reduce((all, { rows }) => all + rows, 0) })}</summary>
      <ul>
        {items.map((item) => (
          <li key={`${item.what} ${item.why}`}>
            {item.what || t('import.others')}: {t(`import.why.${item.why}`)} ({item.rows})
          </li>
        ))}
      </ul>
    </details>
  );
}

function States({ counts, shown, onShow }: { counts: Counts; shown: RowState; onShow: (state: RowState) => void }) {
  const { t } = useTranslation();
  return (
    <div className="switch" role="group" aria-label={t('import.show')}>
      {states
        .filter((state) => counts[state] > 0 || state === shown)
        .map((state) => (
          <button
            key={state}
            className="chip"
            type="button"
            aria-pressed={shown === state}
            onClick={() => onShow(state)}
          >
            {t(`import.state.${state}`)} {counts[state]}
          </button>
        ))}
    </div>
  );
}

function Finished({ counts }: { counts: Counts }) {
  const { t } = useTranslation();
  const films = useInfiniteQuery(entriesQuery({ status: 'watched' }, undefined)).data?.pages[0]?.total ?? 0;
  return (
    <>
      <Done>{t('import.finished', { count: counts.added, known: counts.known })}</Done>
      <Link className="btn btn-primary" to="/films">
        {t('import.see', { count: films })}
      </Link>
      <Link className="btn btn-outline-primary" to="/diary">
        {t('yours.diary')}
      </Link>
    </>
  );
}

function Wizard({ data }: { data: Import }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [shown, setShown] = useState<RowState>(data.counts.unmatched > 0 ? 'unmatched' : data.done ? 'added' : 'ready');
  const [create, setCreate] = useState(true);
  const [asking, setAsking] = useState(false);
  const { counts } = data;
  const creates = create && counts.unmatched > 0 && data.may_create > 0;
  const apply = useMutation<Import, ApiError>({ mutationFn: () => applyImport(data, creates) });
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => forgetImport(data.id),
    onSuccess: () => navigate('/settings/data'),
  });
  const finished = data.rows - counts.ready - counts.unmatched - counts.skipped;
  return (
    <>
      <header className="page-head">
        <h1>{data.file_name}</h1>
        <p>
          {t(`source.${data.source}`)} · {t('import.rows', { count: data.rows })}
        </p>
      </header>
      <Figures counts={counts} />
      {(apply.isPending || (finished > 0 && !data.done)) && (
        <progress className="progress-bar-own" max={data.rows} value={finished} aria-label={t('import.progress')} />
      )}
      <Refusal error={apply.error ?? remove.error ?? undefined} />
      {counts.unmatched > 0 && data.may_create > 0 && (
        <label className="check">
          <input type="checkbox" checked={create} onChange={(event) => setCreate(event.target.checked)} />
          {t('import.create', { count: counts.unmatched })}
        </label>
      )}
      {counts.unmatched > 0 && data.may_create === 0 && <p className="hint">{t('import.createdEnough')}</p>}
      <div className="actions actions--foot">
        {(!data.done || creates) && (
          <button className="btn btn-primary" type="button" disabled={apply.isPending} onClick={() => apply.mutate()}>
            {t(apply.isPending ? 'import.applying' : 'import.apply', {
              count: counts.ready + (creates ? counts.unmatched : 0),
            })}
          </button>
        )}
        {data.done && !creates && counts.added + counts.known > 0 && <Finished counts={counts} />}
        <button className="btn btn-link" type="button" onClick={() => setAsking(true)}>
          {t('import.forget')}
        </button>
      </div>
      <LeftOut items={data.left_out} />
      <States counts={counts} shown={shown} onShow={setShown} />
      <Rows key={shown} id={data.id} state={shown} />
      {asking && (
        <Confirm
          title={t('import.forgetTitle')}
          text={t('import.forgetText')}
          action={t('import.forget')}
          onClose={() => setAsking(false)}
          onConfirm={() => {
            setAsking(false);
            remove.mutate();
          }}
        />
      )}
    </>
  );
}

/** What a file would add, and adding it. */
export function ImportPage() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const { data, error, refetch } = useQuery(importQuery(id));
  usePageTitle(t('takeout.title'));
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return data ? <Wizard key={data.id} data={data} /> : <Line width="50%" />;
}

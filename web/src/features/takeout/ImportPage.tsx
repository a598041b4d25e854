import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Confirm } from '../../kit/Confirm';
import { NotFound } from '../../kit/Fallbacks';
import { Refusal } from '../../kit/Refusal';
import { MovieChooser } from '../../films/MovieChooser';
import { Pager } from '../../kit/Pager';
import { Done, Failure, Line } from '../../kit/Status';
import { answer, api, ApiError, type Import } from '../../lib/api';
import { titleOf } from '../../lib/format';
import { entriesQuery, importQuery, importRowsQuery, type RowState } from '../../lib/mine';
import { faultText } from '../../lib/refusals';
import { usePageTitle } from '../../lib/usePageTitle';

const states: RowState[] = ['ready', 'unmatched', 'added', 'known', 'skipped', 'failed'];

type ImportRow = Awaited<ReturnType<NonNullable<ReturnType<typeof importRowsQuery>['queryFn']>>>['items'][number];

/** Rows of one film together: one choice serves them all. */
function byFilm(rows: ImportRow[]): [ImportRow, ImportRow[]][] {
  const films = new Map<string, [ImportRow, ImportRow[]]>();
  for (const row of rows) {
    const key = row.title ? `${row.title} ${row.year}` : `row ${row.position}`;
    const known = films.get(key);
    if (known) known[1].push(row);
    else films.set(key, [row, []]);
  }
  return [...films.values()];
}

function Rows({ id, state }: { id: number; state: RowState }) {
  const { t, i18n } = useTranslation();
  const queries = useQueryClient();
  const [page, setPage] = useState(1);
  const [choosing, setChoosing] = useState<{ position: number; title: string }>();
  const { data, error, refetch } = useQuery(importRowsQuery(id, state, page));
  const choose = useMutation<unknown, ApiError, { position: number; movie?: number }>({
    mutationFn: ({ position, movie }) =>
      answer(
        api.PATCH('/api/user/imports/{id}/rows/{row_id}', {
          params: { path: { id, row_id: position } },
          body: movie ? { movie_id: movie } : { skip: true },
        }),
      ),
    onSuccess: () => queries.invalidateQueries({ queryKey: ['imports'] }),
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="60%" />;
  const open = state === 'unmatched' || state === 'ready' || state === 'skipped';
  return (
    <>
      <Refusal error={choose.error ?? undefined} />
      {data.total === 0 && <p className="quiet">{t('import.noRows')}</p>}
      <ul className="rows">
        {byFilm(data.items).map(([row, others]) => (
          <li key={row.position}>
            <div>
              <strong>
                {row.title || t('import.noTitle')} {row.year && `(${row.year})`}
              </strong>
              <span>
                {[...new Set([row, ...others].map(({ kind }) => t(`import.kind.${kind}`)))].join(', ')} · {row.place}
                {row.movie && ` → ${titleOf(row.movie, i18n.language)} (${row.movie.year ?? '?'})`}
                {row.matched === 'close' && ` · ${t('import.close')}`}
              </span>
              {row.fault && (
                <span>
                  {faultText({ field: '', message: row.fault, code: row.code }, t)}
                  {row.code === 'row_refused' && ` (${row.fault})`}
                </span>
              )}
            </div>
            {open && row.title && (
              <div className="actions">
                <button
                  className="btn btn-outline-primary"
                  type="button"
                  onClick={() => setChoosing({ position: row.position, title: row.title })}
                >
                  {t(row.movie ? 'import.another' : 'import.choose')}
                </button>
                {state !== 'skipped' && (
                  <button
                    className="btn btn-outline-primary"
                    type="button"
                    onClick={() => choose.mutate({ position: row.position })}
                  >
                    {t('import.skip')}
                  </button>
                )}
              </div>
            )}
          </li>
        ))}
      </ul>
      <Pager page={page} pages={Math.ceil(data.total / 20)} onPage={setPage} />
      {choosing && (
        <MovieChooser
          title={t('import.whichFilm', { title: choosing.title })}
          begin={choosing.title}
          once
          onChoose={(movie) => choose.mutateAsync({ position: choosing.position, movie: movie.id })}
          onClose={() => setChoosing(undefined)}
        />
      )}
    </>
  );
}

function Wizard({ data }: { data: Import }) {
  const { t } = useTranslation();
  const films =
    useInfiniteQuery({ ...entriesQuery({ status: 'watched' }, undefined), enabled: data.done }).data?.pages[0]?.total ??
    0;
  const queries = useQueryClient();
  const navigate = useNavigate();
  const [shown, setShown] = useState<RowState>(data.counts.unmatched > 0 ? 'unmatched' : data.done ? 'added' : 'ready');
  const [create, setCreate] = useState(true);
  const [asking, setAsking] = useState(false);
  // Row after row, some hundred a call, so that one sees it go and can leave and come back.
  const apply = useMutation<Import, ApiError>({
    mutationFn: async () => {
      let state = data;
      do {
        state = (
          await answer(
            api.POST('/api/user/imports/{id}/apply', {
              params: { path: { id: data.id } },
              body: { create_missing: creates && state === data },
            }),
          )
        ).data;
        queries.setQueryData(importQuery(data.id).queryKey, state);
      } while (!state.done);
      return state;
    },
    onSettled: async () => {
      await Promise.all(
        ['imports', 'mine', 'mark', 'lists', 'collection', 'movie', 'reviews'].map((first) =>
          queries.invalidateQueries({ queryKey: [first] }),
        ),
      );
    },
  });
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.DELETE('/api/user/imports/{id}', { params: { path: { id: data.id } } })),
    onSuccess: async () => {
      await navigate('/settings/data');
      await queries.invalidateQueries({ queryKey: ['imports'] });
    },
  });
  const { counts } = data;
  const creates = create && counts.unmatched > 0 && data.may_create > 0;
  const finished = data.rows - counts.ready - counts.unmatched - counts.skipped;
  return (
    <>
      <header className="page-head">
        <h1>{data.file_name}</h1>
        <p>
          {t(`source.${data.source}`)} · {t('import.rows', { count: data.rows })}
        </p>
      </header>
      <dl className="figures">
        {states.map((state) => (
          <div className="figure" key={state}>
            <dt>{t(`import.state.${state}`)}</dt>
            <dd>{counts[state]}</dd>
          </div>
        ))}
      </dl>
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
        {data.done && !creates && counts.added + counts.known > 0 && (
          <>
            <Done>{t('import.finished', { count: counts.added, known: counts.known })}</Done>
            <Link className="btn btn-primary" to="/films">
              {t('import.see', { count: films })}
            </Link>
            <Link className="btn btn-outline-primary" to="/diary">
              {t('yours.diary')}
            </Link>
          </>
        )}
        <button className="btn btn-link" type="button" onClick={() => setAsking(true)}>
          {t('import.forget')}
        </button>
      </div>
      {data.left_out.length > 0 && (
        <details>
          <summary>{t('import.leftOut', { count: data.left_out.reduce((all, { rows }) => all + rows, 0) })}</summary>
          <ul>
            {data.left_out.map((item) => (
              <li key={`${item.what} ${item.why}`}>
                {item.what || t('import.others')}: {t(`import.why.${item.why}`)} ({item.rows})
              </li>
            ))}
          </ul>
        </details>
      )}
      <div className="switch" role="group" aria-label={t('import.show')}>
        {states
          .filter((state) => counts[state] > 0 || state === shown)
          .map((state) => (
            <button
              key={state}
              className="chip"
              type="button"
              aria-pressed={shown === state}
              onClick={() => setShown(state)}
            >
              {t(`import.state.${state}`)} {counts[state]}
            </button>
          ))}
      </div>
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

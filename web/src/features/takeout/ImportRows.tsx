import { useMutation, useQuery } from '@tanstack/react-query';
import type { TFunction } from 'i18next';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Refusal } from '../../kit/Refusal';
import { MovieChooser } from '../../films/MovieChooser';
import { Pager } from '../../kit/Pager';
import { Failure, Line } from '../../kit/Status';
import { ApiError, type ImportRow } from '../../api/client';
import { titleOf } from '../../lib/format';
import { importRowsQuery, type RowState, decideRow } from '../../api/takeout';
import { faultText } from '../../lib/refusals';

/** Where a row stands in its file, as the API says it, in the page's language. */
function placeText(place: string, t: TFunction) {
  const found = /^(.*), line (\d+)$/.exec(place);
  return found ? t('import.at', { file: found[1], line: found[2] }) : place;
}

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

function FilmRow({
  row,
  others,
  state,
  onChoose,
  onSkip,
}: {
  row: ImportRow;
  others: ImportRow[];
  state: RowState;
  onChoose: () => void;
  onSkip: () => void;
}) {
  const { t, i18n } = useTranslation();
  const open = state === 'unmatched' || state === 'ready' || state === 'skipped';
  return (
    <li>
      <div>
        <strong>
          {row.title || t('import.noTitle')} {row.year && `(${row.year})`}
        </strong>
        <span>
          {[...new Set([row, ...others].map(({ kind }) => t(`import.kind.${kind}`)))].join(', ')} ·{' '}
          {placeText(row.place, t)}
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
          <button className="btn btn-outline-primary" type="button" onClick={onChoose}>
            {t(row.movie ? 'import.another' : 'import.choose')}
          </button>
          {state !== 'skipped' && (
            <button className="btn btn-outline-primary" type="button" onClick={onSkip}>
              {t('import.skip')}
            </button>
          )}
        </div>
      )}
    </li>
  );
}

export function Rows({ id, state }: { id: number; state: RowState }) {
  const { t } = useTranslation();
  const [page, setPage] = useState(1);
  const [choosing, setChoosing] = useState<{ position: number; title: string }>();
  const { data, error, refetch } = useQuery(importRowsQuery(id, state, page));
  const choose = useMutation<unknown, ApiError, { position: number; movie?: number }>({
    mutationFn: ({ position, movie }) => decideRow(id, position, movie ? { movie_id: movie } : { skip: true }),
  });
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (!data) return <Line width="60%" />;
  return (
    <>
      <Refusal error={choose.error ?? undefined} />
      {data.total === 0 && <p className="quiet">{t('import.noRows')}</p>}
      <ul className="rows">
        {byFilm(data.items).map(([row, others]) => (
          <FilmRow
            key={row.position}
            row={row}
            others={others}
            state={state}
            onChoose={() => setChoosing({ position: row.position, title: row.title })}
            onSkip={() => choose.mutate({ position: row.position })}
          />
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

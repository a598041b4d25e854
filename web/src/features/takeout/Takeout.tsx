import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { Refusal } from '../../kit/Refusal';
import { Failure } from '../../kit/Status';
import type { ApiError, Import } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { importsQuery, bringImport } from '../../api/takeout';
import { faultText } from '../../lib/refusals';
import { usePageTitle } from '../../lib/usePageTitle';

const files = [
  'kinoteka.zip',
  'kinoteka.json',
  'letterboxd.csv',
  'films.csv',
  'diary.csv',
  'reviews.csv',
  'lists.csv',
  'collection.csv',
] as const;

function Upload() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const [over, setOver] = useState(false);
  const send = useMutation<Import, ApiError, File>({
    mutationFn: async (file) => (await bringImport(file)).data,
    onSuccess: (made) => navigate(`/takeout/${made.id}`),
  });
  const fault = send.error?.problem?.errors.map((found) => faultText(found, t)).join(' ');
  return (
    <div
      className={over ? 'drop drop--over' : 'drop'}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        const file = event.dataTransfer.files[0];
        if (file) send.mutate(file);
      }}
    >
      <label htmlFor="takeout-file">{t('takeout.choose')}</label>
      <input
        id="takeout-file"
        className="form-control"
        type="file"
        accept=".zip,.csv,.json"
        disabled={send.isPending}
        onChange={(event) => event.target.files?.[0] && send.mutate(event.target.files[0])}
      />
      {send.isPending && <p aria-live="polite">{t('takeout.reading')}</p>}
      <Refusal error={send.error ?? undefined} texts={fault ? { 422: fault } : undefined} />
    </div>
  );
}

/** One's own films, out and in. */
export function Takeout() {
  const { t, i18n } = useTranslation();
  const { data, error, refetch } = useQuery(importsQuery);
  usePageTitle(t('takeout.title'));
  return (
    <>
      <section>
        <h2>{t('takeout.in')}</h2>
        <p>{t('takeout.inText')}</p>
        <Upload />
        {error && <Failure error={error} onRetry={() => void refetch()} />}
        <ul className="rows">
          {data?.map((one) => (
            <li key={one.id}>
              <div>
                <Link to={`/takeout/${one.id}`}>{one.file_name}</Link>
                <span>
                  {t(`source.${one.source}`)} · {dateTimeText(one.created_at, i18n.language)} ·{' '}
                  {one.done
                    ? t('takeout.done', { count: one.counts.added })
                    : t('takeout.waiting', { count: one.counts.ready })}
                  {one.counts.unmatched > 0 && ` · ${t('takeout.unmatched', { count: one.counts.unmatched })}`}
                </span>
              </div>
            </li>
          ))}
        </ul>
      </section>
      <section>
        <h2>{t('takeout.out')}</h2>
        <p>{t('takeout.outText')}</p>
        <ul className="rows">
          {files.map((file) => (
            <li key={file}>
              <div>
                <a href={`/api/user/takeout/${file}`} download={file}>
                  {file}
                </a>
                <span>{t(`takeout.files.${file.replace('.', '_')}`)}</span>
              </div>
            </li>
          ))}
        </ul>
      </section>
    </>
  );
}

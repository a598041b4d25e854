import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Failure } from '../../kit/Status';
import type { Change } from '../../api/client';
import { dateTimeText } from '../../lib/format';
import { historyQuery } from '../../api/editing';
import { useFieldText } from './useFieldText';

const pages: Record<string, string> = { movie: '/movies', person: '/people', genre: '/genres' };

export function ChangeLine({ change, named = false }: { change: Change; named?: boolean }) {
  const { t, i18n } = useTranslation();
  const fieldText = useFieldText();
  const page = pages[change.kind];
  return (
    <li>
      <div>
        <strong>
          {t(`change.${change.action}`)}
          {named && ': '}
          {named && (page ? <Link to={`${page}/${change.object_id}`}>{change.title}</Link> : change.title)}
        </strong>
        <span>
          {dateTimeText(change.at, i18n.language)} · {change.author?.name ?? t('change.nobody')}
        </span>
        {change.action === 'edit' && (
          <ul className="differences">
            {change.fields.map(({ field, before, after }) => (
              <li key={field}>
                <span className="differences__field">{t(`field.${field}`)}</span>
                <del>{fieldText(field, before) || t('conflict.nothing')}</del>
                <ins>{fieldText(field, after) || t('conflict.nothing')}</ins>
              </li>
            ))}
          </ul>
        )}
      </div>
    </li>
  );
}

/** Who changed it, when, and what. */
export function History({ kind, id }: { kind: 'movies' | 'people'; id: number }) {
  const { t } = useTranslation();
  const { data, error, refetch } = useQuery(historyQuery(kind, id));
  return (
    <section aria-labelledby="history">
      <h2 id="history">{t('change.title')}</h2>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      {data?.items.length === 0 && <p>{t('change.none')}</p>}
      <ul className="rows">
        {data?.items.map((change) => (
          <ChangeLine key={change.id} change={change} />
        ))}
      </ul>
    </section>
  );
}

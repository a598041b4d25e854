import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { EntryWall } from '../../films/EntryWall';
import type { EntryQuery } from '../../api/client';
import { usePageTitle } from '../../lib/usePageTitle';

const sorts = ['-updated_at', '-rating', '-watched_on', 'title', '-year', '-popularity'] as const;
const kinds = ['watched', 'rated', 'favorite', 'watching', 'dropped'] as const;

const filterOf = (kind: string): EntryQuery =>
  kind === 'rated'
    ? { rated: true }
    : kind === 'favorite'
      ? { favorite: true }
      : { status: (['watching', 'dropped'] as const).find((status) => status === kind) ?? 'watched' };

/** All films that one has marked, by what one did with them. */
export function Films() {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  usePageTitle(t('yours.films'));
  const kind = params.get('show') ?? 'watched',
    sort = params.get('sort') ?? '-updated_at';
  const set = (name: string, value: string) =>
    setParams((before) => ({ ...Object.fromEntries(before), [name]: value }), { replace: true });
  return (
    <>
      <header className="page-head page-head--actions">
        <h1>{t('yours.films')}</h1>
        <select
          className="form-select"
          aria-label={t('browse.sort')}
          value={sort}
          onChange={(event) => set('sort', event.target.value)}
        >
          {sorts.map((name) => (
            <option key={name} value={name}>
              {t(`entrySort.${name}`)}
            </option>
          ))}
        </select>
      </header>
      <div className="switch" role="group" aria-label={t('films.show')}>
        {kinds.map((name) => (
          <button
            key={name}
            className="chip"
            type="button"
            aria-pressed={kind === name}
            onClick={() => set('show', name)}
          >
            {t(`films.${name}`)}
          </button>
        ))}
      </div>
      <EntryWall query={{ ...filterOf(kind), sort }} empty={t('films.empty')} emptyText={t('films.emptyText')} />
    </>
  );
}

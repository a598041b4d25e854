import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Dialog } from '../../kit/Confirm';
import { EntryWall } from '../../films/EntryWall';
import { Refusal } from '../../kit/Refusal';
import { Icon } from '../../kit/Icon';
import { Poster } from '../../films/Poster';
import type { ApiError, EntryLine } from '../../api/client';
import { genresQuery } from '../../api/catalogue';
import { planned } from '../../api/diary';
import { useGenreName } from '../../lib/useGenreName';
import { usePageTitle } from '../../lib/usePageTitle';

/** What shall we watch? One of them, whichever. */
function Pick({ genre, onClose }: { genre?: number; onClose: () => void }) {
  const { t } = useTranslation();
  const pick = useMutation<EntryLine, ApiError>({
    mutationFn: () => planned(genre),
  });
  const { mutate, data, error, isPending } = pick;
  return (
    <Dialog title={t('watchlist.pick')} onClose={onClose}>
      <div className="pick" aria-live="polite">
        {data && <Poster movie={data.movie} />}
        {!data && !error && <p>{t('watchlist.pickText')}</p>}
        <Refusal error={error ?? undefined} texts={{ 404: t('watchlist.pickNone') }} />
      </div>
      <div className="actions">
        <button className="btn btn-primary" type="button" disabled={isPending} onClick={() => mutate()} autoFocus>
          <Icon name="dice" /> {t(data ? 'watchlist.pickAnother' : 'watchlist.pickOne')}
        </button>
        <button className="btn btn-outline-primary" type="button" onClick={onClose}>
          {t('form.done')}
        </button>
      </div>
    </Dialog>
  );
}

export function Watchlist() {
  const { t } = useTranslation();
  const genreName = useGenreName();
  const { data: genres } = useQuery(genresQuery);
  const [genre, setGenre] = useState<number>();
  const [picking, setPicking] = useState(false);
  usePageTitle(t('yours.watchlist'));
  return (
    <>
      <header className="page-head page-head--actions">
        <h1>{t('yours.watchlist')}</h1>
        <div className="actions">
          <select
            className="form-select"
            aria-label={t('browse.genre')}
            value={genre ?? ''}
            onChange={(event) => setGenre(Number(event.target.value) || undefined)}
          >
            <option value="">{t('browse.anyGenre')}</option>
            {genres?.map((one) => (
              <option key={one.id} value={one.id}>
                {genreName(one)}
              </option>
            ))}
          </select>
          <button className="btn btn-primary" type="button" onClick={() => setPicking(true)}>
            <Icon name="dice" /> {t('watchlist.pick')}
          </button>
        </div>
      </header>
      <EntryWall
        query={{ status: 'planned', genre }}
        empty={t('watchlist.empty')}
        emptyText={t('watchlist.emptyText')}
      />
      {picking && <Pick genre={genre} onClose={() => setPicking(false)} />}
    </>
  );
}

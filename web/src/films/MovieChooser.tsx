import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { MovieCard } from '../api/client';
import { directorOf, titleOf } from '../lib/format';
import { suggestQuery } from '../api/search';
import { Dialog } from '../kit/Confirm';
import { Outside } from './Outside';
import { Done, Failure } from '../kit/Status';

/** Finds a film as one types and takes it; stays open for the next one. */
export function MovieChooser({
  title,
  begin = '',
  once = false,
  onChoose,
  onClose,
  other,
}: {
  title: string;
  begin?: string;
  once?: boolean;
  onChoose: (movie: MovieCard) => unknown;
  onClose: () => void;
  /** What one may do instead. */
  other?: { name: string; run: () => void };
}) {
  const { t, i18n } = useTranslation();
  const [text, setText] = useState(begin);
  const [taken, setTaken] = useState<string>();
  const { data, error, refetch } = useQuery(suggestQuery(text.trim()));
  const choose = async (movie: MovieCard) => {
    await onChoose(movie);
    if (once) return onClose();
    setTaken(titleOf(movie, i18n.language));
    setText('');
  };
  return (
    <Dialog title={title} onClose={onClose}>
      <div className="field">
        <label htmlFor="choose-movie">{t('chooser.label')}</label>
        <input
          id="choose-movie"
          className="form-control"
          type="search"
          value={text}
          autoFocus
          autoComplete="off"
          onChange={(event) => setText(event.target.value)}
        />
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <ul className="choices">
        {text.trim() !== '' &&
          data?.movies.map((movie) => (
            <li key={movie.id}>
              <button type="button" onClick={() => void choose(movie)}>
                {titleOf(movie, i18n.language)}{' '}
                <span className="quiet">
                  {[movie.year, directorOf(movie, i18n.language)].filter(Boolean).join(' · ')}
                </span>
              </button>
            </li>
          ))}
      </ul>
      {text.trim() !== '' && data?.movies.length === 0 && <p className="quiet">{t('chooser.nothing')}</p>}
      <Outside q={text.trim()} onKept={choose} onOurs={choose} />
      {taken && <Done>{t('chooser.taken', { title: taken })}</Done>}
      <div className="actions">
        <button className="btn btn-outline-primary" type="button" onClick={onClose}>
          {t(once ? 'form.cancel' : 'form.done')}
        </button>
        {other && (
          <button className="btn btn-outline-danger" type="button" onClick={other.run}>
            {other.name}
          </button>
        )}
      </div>
    </Dialog>
  );
}

import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MovieChooser } from '../../films/MovieChooser';
import { ViewingDialog } from '../../films/ViewingDialog';
import type { MovieCard } from '../../api/client';
import { titleOf } from '../../lib/format';
import { useMark } from '../../lib/useMark';

function Log({ movie, onClose }: { movie: MovieCard; onClose: () => void }) {
  const { i18n } = useTranslation();
  const mark = useMark(movie.id);
  if (!mark) return null;
  const title = titleOf(movie, i18n.language);
  return <ViewingDialog movie={movie.id} title={title} rating={mark.rating} onClose={onClose} />;
}

/** Which film one has watched, then its line in the diary: from every page. */
export function LogAny({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const [film, setFilm] = useState<MovieCard>();
  if (film) return <Log movie={film} onClose={onClose} />;
  return <MovieChooser title={t('viewing.which')} onChoose={setFilm} onClose={onClose} />;
}

import { lazy, Suspense, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Mark } from '../api/marks';
import { useMark, usePlayable } from '../lib/useMark';
import { Dialog } from '../kit/Confirm';
import { Icon, type IconName } from '../kit/Icon';
import { useMarking } from './useMarking';

const AddToList = lazy(() => import('./AddToList').then((file) => ({ default: file.AddToList })));

function Toggle({ icon, on, name, onClick }: { icon: IconName; on: boolean; name: string; onClick: () => void }) {
  return (
    <button
      className={on ? 'mark mark--on' : 'mark'}
      type="button"
      aria-pressed={on}
      aria-label={name}
      title={name}
      onClick={onClick}
    >
      <Icon name={icon} />
    </button>
  );
}

interface Props {
  movie: number;
  title: string;
  /** Whether those that are not on are wanted too: on a poster not before somebody comes near. */
  all: boolean;
}

function Toggles({ movie, title, all, mark, onAdd }: Props & { mark: Mark; onAdd: () => void }) {
  const { t } = useTranslation();
  const playable = usePlayable(movie, all);
  const { change } = useMarking(movie);
  const watched = mark.status === 'watched',
    planned = mark.status === 'planned';
  const marks = [
    { name: 'watched', icon: 'eye', on: watched, patch: { status: watched ? null : 'watched' } },
    { name: 'favorite', icon: 'heart', on: mark.favorite, patch: { favorite: !mark.favorite } },
    { name: 'planned', icon: 'clock', on: planned, patch: { status: planned ? null : 'planned' } },
  ] as const;
  return (
    <>
      {playable && (
        <Link
          className="mark"
          to={`/movies/${movie}?play`}
          aria-label={t('mark.play', { title })}
          title={t('mark.play', { title })}
        >
          <Icon name="play" />
        </Link>
      )}
      {marks.map(
        ({ name, icon, on, patch }) =>
          (all || on) && (
            <Toggle key={name} icon={icon} on={on} name={t(`mark.${name}`)} onClick={() => change(patch)} />
          ),
      )}
      {all && (
        <button className="mark" type="button" aria-label={t('mark.toList')} title={t('mark.toList')} onClick={onAdd}>
          <Icon name="list" />
        </button>
      )}
    </>
  );
}

/** The marks of `MarkBar`, where somebody is signed in. */
export function Marks({ movie, title, all }: Props) {
  const { t } = useTranslation();
  const label = t('mark.of', { title });
  const mark = useMark(movie);
  // They come to a whole page at once.
  const known = useDeferredValue(mark !== undefined);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState(false);
  if (!known || !mark) return null;
  const { status, favorite } = mark;
  const icon = status === 'watched' ? 'eye' : status === 'planned' ? 'clock' : favorite ? 'heart' : 'more';
  const toggles = (every: boolean) => (
    <Toggles
      movie={movie}
      title={title}
      all={every}
      mark={mark}
      onAdd={() => {
        setOpen(false);
        setAdding(true);
      }}
    />
  );
  return (
    <>
      {(all || icon !== 'more') && (
        <div className="marks" role="group" aria-label={label}>
          {toggles(all)}
        </div>
      )}
      {/* On a small poster without a pointer five marks are too small to hit: one, that opens them. */}
      <button
        className="mark marks-more"
        type="button"
        aria-haspopup="dialog"
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        <Icon name={icon} />
      </button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          {/* One press is enough: then what was done is said below, where it can be undone. */}
          <div className="marks marks--sheet" role="group" aria-label={label} onClick={() => setOpen(false)}>
            {toggles(true)}
          </div>
          <div className="actions">
            <button className="btn btn-outline-primary" type="button" onClick={() => setOpen(false)}>
              {t('form.done')}
            </button>
          </div>
        </Dialog>
      )}
      {adding && (
        <Suspense>
          <AddToList movie={movie} title={title} onClose={() => setAdding(false)} />
        </Suspense>
      )}
    </>
  );
}

import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { useMark, usePlayable } from '../lib/marks';
import { Dialog } from './Confirm';
import { Icon, type IconName } from './Icon';
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

/** The marks of `MarkBar`, where somebody is signed in. */
export function Marks({ movie, title }: { movie: number; title: string }) {
  const { t } = useTranslation();
  const label = t('mark.of', { title });
  const mark = useMark(movie);
  const playable = usePlayable(movie);
  const { change } = useMarking(movie);
  const [adding, setAdding] = useState(false);
  const [open, setOpen] = useState(false);
  if (!mark) return null;
  const watched = mark.status === 'watched',
    planned = mark.status === 'planned';
  const toggles = (
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
      <Toggle
        icon="eye"
        on={watched}
        name={t('mark.watched')}
        onClick={() => change({ status: watched ? null : 'watched' })}
      />
      <Toggle
        icon="heart"
        on={mark.favorite}
        name={t('mark.favorite')}
        onClick={() => change({ favorite: !mark.favorite })}
      />
      <Toggle
        icon="clock"
        on={planned}
        name={t('mark.planned')}
        onClick={() => change({ status: planned ? null : 'planned' })}
      />
      <button
        className="mark"
        type="button"
        aria-label={t('mark.toList')}
        title={t('mark.toList')}
        onClick={() => {
          setOpen(false);
          setAdding(true);
        }}
      >
        <Icon name="list" />
      </button>
    </>
  );
  return (
    <>
      <div className="marks" role="group" aria-label={label}>
        {toggles}
      </div>
      {/* On a small poster without a pointer five marks are too small to hit: one, that opens them. */}
      <button
        className="mark marks-more"
        type="button"
        aria-haspopup="dialog"
        aria-label={label}
        onClick={() => setOpen(true)}
      >
        <Icon name={watched ? 'eye' : planned ? 'clock' : mark.favorite ? 'heart' : 'more'} />
      </button>
      {open && (
        <Dialog title={title} onClose={() => setOpen(false)}>
          {/* One press is enough: then what was done is said below, where it can be undone. */}
          <div className="marks marks--sheet" role="group" aria-label={label} onClick={() => setOpen(false)}>
            {toggles}
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

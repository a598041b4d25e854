import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useLocation } from 'react-router';
import { Confirm } from '../../kit/Confirm';
import { Histogram } from '../../kit/Histogram';
import { Icon } from '../../kit/Icon';
import { MarkBar } from '../../films/MarkBar';
import { StarRating } from '../../films/StarRating';
import { Line } from '../../kit/Status';
import { useMarking } from '../../films/useMarking';
import type { Entry, Movie } from '../../api/client';
import { useMark } from '../../lib/useMark';
import { entryQuery, forgetEntry } from '../../api/diary';
import { useSession } from '../../lib/session';
import { OwnIt } from './OwnIt';
import { Note, Viewings } from './OwnViewings';

const ViewingDialog = lazy(() => import('../../films/ViewingDialog').then((file) => ({ default: file.ViewingDialog })));

function Status({ value, onChange }: { value: Entry['status']; onChange: (status: Entry['status']) => void }) {
  const { t } = useTranslation();
  return (
    <label className="entry__status">
      <span className="visually-hidden">{t('entry.status')}</span>
      <select
        className="form-select"
        value={value ?? ''}
        onChange={(event) => onChange((event.target.value || null) as Entry['status'])}
      >
        <option value="">{t('entry.noStatus')}</option>
        {(['planned', 'watching', 'watched', 'dropped'] as const).map((status) => (
          <option key={status} value={status}>
            {t(`status.${status}`)}
          </option>
        ))}
      </select>
    </label>
  );
}

function Own({ movie, title }: { movie: number; title: string }) {
  const { t } = useTranslation();
  const { data: entry } = useQuery(entryQuery(movie));
  const mark = useMark(movie);
  const { change } = useMarking(movie);
  const [logging, setLogging] = useState(false);
  const [forgetting, setForgetting] = useState(false);
  const forget = useMutation({ mutationFn: () => forgetEntry(movie) });
  if (!entry || !mark) return <Line width="60%" />;
  return (
    <>
      <div className="entry__actions">
        <StarRating value={mark.rating} onChange={(rating) => change({ rating })} label={t('entry.rate', { title })} />
        <MarkBar movie={movie} title={title} />
        <button className="btn btn-primary entry__log" type="button" onClick={() => setLogging(true)}>
          <Icon name="plus" /> <span>{t('entry.log')}</span>
        </button>
      </div>
      <Status value={mark.status} onChange={(status) => change({ status })} />
      <p className="actions">
        {entry.updated_at && (entry.viewings > 0 || mark.status || mark.rating || entry.note) && (
          <button className="btn btn-link" type="button" onClick={() => setForgetting(true)}>
            {t('entry.forget')}
          </button>
        )}
      </p>
      <Viewings movie={movie} title={title} />
      <Note key={entry.updated_at ?? ''} movie={movie} entry={entry} />
      {logging && (
        <Suspense>
          <ViewingDialog movie={movie} title={title} rating={mark.rating} onClose={() => setLogging(false)} />
        </Suspense>
      )}
      {forgetting && (
        <Confirm
          title={t('entry.forgetTitle', { title })}
          text={t('entry.forgetText', { count: entry.viewings })}
          action={t('entry.forget')}
          onClose={() => setForgetting(false)}
          onConfirm={() => {
            forget.mutate();
            setForgetting(false);
          }}
        />
      )}
    </>
  );
}

/** What everybody here thinks of the film, and what oneself does. */
export function EntryPanel({ movie, title }: { movie: Movie; title: string }) {
  const { t, i18n } = useTranslation();
  const session = useSession();
  const { pathname } = useLocation();
  const mine = useMark(movie.id)?.rating;
  const { average, ratings, histogram, views, favorites } = movie.community;
  return (
    <section className="entry" aria-labelledby="entry">
      <h2 id="entry" className="visually-hidden">
        {t('entry.title')}
      </h2>
      <div className="entry__site">
        <p className="entry__average">
          <strong>{average === null ? '–' : average.toLocaleString(i18n.language)}</strong>
          <span>{t('community.ratings', { count: ratings })}</span>
        </p>
        <Histogram counts={histogram} mine={mine} label={t('community.histogram')} />
        <p className="entry__counts">
          <span>
            <Icon name="eye" /> {t('community.views', { count: views })}
          </span>
          <span>
            <Icon name="heart" /> {t('community.favorites', { count: favorites })}
          </span>
        </p>
      </div>
      {session?.user ? (
        <>
          <Own movie={movie.id} title={title} />
          <OwnIt movie={movie} />
        </>
      ) : (
        <p>
          <Link to={`/signin?next=${encodeURIComponent(pathname)}`}>{t('entry.signIn')}</Link>
        </p>
      )}
    </section>
  );
}

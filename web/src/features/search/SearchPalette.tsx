import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useId, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate } from 'react-router';
import { Icon } from '../../kit/Icon';
import { Failure } from '../../kit/Status';
import { membersQuery } from '../../api/members';
import { listsNamedQuery, suggestQuery } from '../../api/search';
import { useSession } from '../../lib/session';
import { addressOf, type Hit } from './hit';

const Hits = lazy(() => import('./Hits').then((file) => ({ default: file.Hits })));

/** Waits until typing pauses for a moment. */
function useSettled(value: string, ms: number) {
  const [settled, setSettled] = useState(value);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), ms);
    return () => clearTimeout(timer);
  }, [value, ms]);
  return settled;
}

/** What there is for these words, best first. */
function useHits(q: string) {
  const member = useSession()?.user;
  const { data, error, isFetching, refetch } = useQuery(suggestQuery(q));
  const people = useQuery({ ...membersQuery(q, 1, 3), enabled: q.length > 1 });
  const lists = useQuery({ ...listsNamedQuery(q, 3), enabled: q.length > 1 });
  const hits: Hit[] =
    data && q
      ? [
          ...data.movies.map((movie): Hit => ({ kind: 'movie', movie })),
          ...data.people.map((person): Hit => ({ kind: 'person', person })),
          ...(people.data?.items ?? []).map(({ user }): Hit => ({ kind: 'member', member: user })),
          ...(lists.data?.items ?? []).map((list): Hit => ({ kind: 'list', list })),
          ...(data.movies.length > 0 ? [{ kind: 'all' } as const] : []),
          ...(member ? [{ kind: 'outside' } as const] : []),
        ]
      : [];
  return { hits, leftOut: data?.left_out ?? [], found: !!data, error, isFetching, refetch };
}

/** What is said where there is nothing to choose, or not all that was asked for. */
function Notes({ q, search }: { q: string; search: ReturnType<typeof useHits> }) {
  const { t } = useTranslation();
  const { hits, leftOut, found, error, isFetching, refetch } = search;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  if (q === '') return <p className="palette__note">{t('search.tip')}</p>;
  if (hits.length > 0 && leftOut.length > 0)
    return (
      <p className="palette__note" role="status">
        {t('search.leftOut', { words: leftOut.join(', ') })}
      </p>
    );
  if (found && hits.length === 0 && !isFetching) return <p className="palette__note">{t('search.nothing', { q })}</p>;
  return null;
}

/** The field above the list, and the way out. */
function Words({
  id,
  hits,
  current,
  text,
  onText,
  onKey,
  onClose,
}: {
  id: string;
  hits: number;
  current: number;
  text: string;
  onText: (text: string) => void;
  onKey: (event: React.KeyboardEvent) => void;
  onClose: () => void;
}) {
  const { t } = useTranslation();
  return (
    <div className="palette__field">
      <Icon name="search" />
      <input
        type="text"
        role="combobox"
        aria-expanded={hits > 0}
        aria-controls={`${id}-hits`}
        aria-activedescendant={hits > 0 ? `${id}-${current}` : undefined}
        aria-label={t('search.title')}
        aria-autocomplete="list"
        autoComplete="off"
        spellCheck={false}
        maxLength={200}
        autoFocus
        value={text}
        placeholder={t('search.hint')}
        onChange={(event) => onText(event.target.value)}
        onKeyDown={onKey}
      />
      <button className="tool" type="button" onClick={onClose} aria-label={t('search.close')}>
        <Icon name="close" />
      </button>
    </div>
  );
}

/** Search over everything, from everywhere: type, arrows, Enter. */
export function SearchPalette({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLUListElement>(null);
  const id = useId();
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState(0);
  const q = useSettled(text.trim(), 80);
  const search = useHits(q);
  const { hits } = search;

  useEffect(() => dialog.current?.showModal(), []);

  const current = Math.min(chosen, Math.max(0, hits.length - 1));

  const open = (hit: Hit) => {
    onClose();
    void navigate(addressOf(hit, q));
  };
  const move = (to: number) => {
    setChosen(to);
    list.current?.children[to]?.scrollIntoView({ block: 'nearest' });
  };
  const onKey = (event: React.KeyboardEvent) => {
    if (event.key === 'ArrowDown') move((current + 1) % Math.max(1, hits.length));
    else if (event.key === 'ArrowUp') move((current - 1 + hits.length) % Math.max(1, hits.length));
    else if (event.key === 'Enter' && hits[current]) open(hits[current]);
    else return;
    event.preventDefault();
  };

  return (
    <dialog
      className="palette"
      ref={dialog}
      aria-label={t('search.title')}
      onClose={onClose}
      onClick={(event) => event.target === dialog.current && onClose()}
    >
      <div className="palette__box">
        <Words
          id={id}
          hits={hits.length}
          current={current}
          text={text}
          onText={(words) => {
            setText(words);
            setChosen(0);
          }}
          onKey={onKey}
          onClose={onClose}
        />
        <Suspense>
          <Hits
            id={id}
            hits={hits}
            q={q}
            current={current}
            busy={search.isFetching}
            list={list}
            onChoose={setChosen}
            onOpen={open}
          />
        </Suspense>
        <Notes q={q} search={search} />
      </div>
    </dialog>
  );
}

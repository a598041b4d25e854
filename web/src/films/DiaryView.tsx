import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useDeferredValue, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { ViewingLine } from '../api/client';
import { dateOf, dayText, loadCalendar, monthText, weekdayText, weeksOf } from '../lib/day';
import { titleOf } from '../lib/format';
import { diaryQuery, monthQuery, statisticsQuery, type Whose } from '../api/diary';
import { Beginnings } from './Beginnings';
import { EndOfList } from '../kit/EndOfList';
import { Icon } from '../kit/Icon';
import { PosterArt } from './Poster';
import { Stars } from './StarRating';
import { Empty, Failure, Line } from '../kit/Status';
import { Windowed } from '../kit/Windowed';

const ViewingDialog = lazy(() => import('./ViewingDialog').then((file) => ({ default: file.ViewingDialog })));

loadCalendar(); // while the first lines are on their way

function useOpenViewing(whose: Whose) {
  const { i18n } = useTranslation();
  const [open, setOpen] = useState<ViewingLine>();
  const dialog = open && !whose && (
    <Suspense>
      <ViewingDialog
        movie={open.movie.id}
        title={titleOf(open.movie, i18n.language)}
        viewing={open.viewing}
        onClose={() => setOpen(undefined)}
      />
    </Suspense>
  );
  return { dialog, edit: setOpen };
}

/** Years as chips: to what one watched long ago without scrolling there. */
function Years({ whose, year, onYear }: { whose: Whose; year?: number; onYear: (year?: number) => void }) {
  const { t } = useTranslation();
  const { data } = useQuery(statisticsQuery(undefined, whose));
  const years = [...(data?.years ?? [])].reverse();
  if (years.length < 2) return null;
  return (
    <div className="switch switch--years" role="group" aria-label={t('statistics.period')}>
      <button className="chip" type="button" aria-pressed={!year} onClick={() => onYear(undefined)}>
        {t('statistics.allTime')}
      </button>
      {years.map((line) => (
        <button
          key={line.year}
          className="chip"
          type="button"
          aria-pressed={year === line.year}
          onClick={() => onYear(line.year)}
        >
          {line.year}
        </button>
      ))}
    </div>
  );
}

function DiaryList({ whose, year }: { whose: Whose; year?: number }) {
  const { t, i18n } = useTranslation();
  const { data, error, hasNextPage, isFetchingNextPage, fetchNextPage, refetch } = useInfiniteQuery(
    diaryQuery(whose, year),
  );
  const { dialog, edit } = useOpenViewing(whose);
  // The first lines come as a transition. Later ones may not: meanwhile one has scrolled on, and would be thrown back.
  const begun = useDeferredValue(data !== undefined);
  const lines = (begun && data?.pages.flatMap((page) => page.items)) || [];
  if (data?.pages[0]?.total === 0)
    return (
      <Empty title={t('diary.empty')} text={t(whose ? 'diary.emptyTheirs' : 'diary.emptyText')}>
        {!whose && <Beginnings />}
      </Empty>
    );
  return (
    <>
      {!begun && !error && <Line width="70%" />}
      <Windowed className="diary" items={lines} keyOf={({ viewing }) => viewing.id} height={92}>
        {({ movie, viewing }, i, row) => {
          const month = viewing.watched_on.slice(0, 7);
          const first = lines[i - 1]?.viewing.watched_on.slice(0, 7) !== month;
          const day = dateOf(viewing.watched_on);
          return (
            <li key={viewing.id} {...row}>
              {first && <h2 className="diary__month">{monthText(day.getFullYear(), day.getMonth(), i18n.language)}</h2>}
              <div className="diary__line">
                <time dateTime={viewing.watched_on}>
                  <strong>{day.getDate()}</strong>
                  {weekdayText(day, i18n.language)}
                </time>
                <Link className="diary__poster" to={`/movies/${movie.id}`} tabIndex={-1} aria-hidden="true">
                  <PosterArt movie={movie} />
                </Link>
                <div className="diary__words">
                  <Link to={`/movies/${movie.id}`}>
                    {titleOf(movie, i18n.language)} <span className="quiet">{movie.year}</span>
                  </Link>
                  <span className="quiet">
                    {[viewing.rewatch && t('viewing.again'), viewing.place, viewing.tags.join(', ')]
                      .filter(Boolean)
                      .join(' · ')}
                  </span>
                  {viewing.note && <span>{viewing.note}</span>}
                </div>
                {viewing.rating !== null && <Stars value={viewing.rating} />}
                {!whose && (
                  <button
                    className="tool"
                    type="button"
                    aria-label={t('viewing.changeOf', {
                      title: titleOf(movie, i18n.language),
                      day: dayText(viewing.watched_on, i18n.language),
                    })}
                    onClick={() => edit({ movie, viewing })}
                  >
                    <Icon name="edit" />
                  </button>
                )}
              </div>
            </li>
          );
        }}
      </Windowed>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <EndOfList active={begun && hasNextPage && !isFetchingNextPage && !error} reach={() => void fetchNextPage()} />
      {dialog}
    </>
  );
}

/** A film on its day: one's own can be changed. */
function InCalendar({ line, onEdit }: { line: ViewingLine; onEdit?: (line: ViewingLine) => void }) {
  const { i18n } = useTranslation();
  const title = titleOf(line.movie, i18n.language);
  const inside = (
    <>
      <span className="visually-hidden">{title}</span>
      <PosterArt movie={line.movie} />
    </>
  );
  return onEdit ? (
    <button type="button" title={title} onClick={() => onEdit(line)}>
      {inside}
    </button>
  ) : (
    <Link to={`/movies/${line.movie.id}`} title={title}>
      {inside}
    </Link>
  );
}

function DiaryCalendar({ whose }: { whose: Whose }) {
  const { t, i18n } = useTranslation();
  const [params, setParams] = useSearchParams();
  const chosen = params.get('month') ?? '';
  const now = new Date();
  const at = /^\d{4}-\d{2}$/.test(chosen) ? dateOf(`${chosen}-01`) : now;
  const year = at.getFullYear(),
    month = at.getMonth();
  const weeks = weeksOf(year, month);
  const days = weeks.flat().filter((day) => day !== undefined);
  const { data, error, refetch } = useQuery(monthQuery(days[0]!, days.at(-1)!, whose));
  const { dialog, edit } = useOpenViewing(whose);
  const go = (by: number) => {
    const next = new Date(year, month + by, 15);
    const text = `${next.getFullYear()}-${String(next.getMonth() + 1).padStart(2, '0')}`;
    setParams((before) => ({ ...Object.fromEntries(before), month: text }), { replace: true });
  };
  const weekdays = weeksOf(2024, 0)[1]!.map((day) => weekdayText(dateOf(day!), i18n.language));
  return (
    <>
      <div className="calendar__head">
        <button className="tool" type="button" onClick={() => go(-1)} aria-label={t('calendar.before')}>
          <Icon name="previous" />
        </button>
        <h2 aria-live="polite">{monthText(year, month, i18n.language)}</h2>
        <button className="tool" type="button" onClick={() => go(1)} aria-label={t('calendar.after')}>
          <Icon name="next" />
        </button>
      </div>
      {error && <Failure error={error} onRetry={() => void refetch()} />}
      <table className="calendar" aria-busy={!data}>
        <thead>
          <tr>
            {weekdays.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week, i) => (
            <tr key={i}>
              {week.map((day, j) => {
                const lines = data?.filter(({ viewing }) => viewing.watched_on === day) ?? [];
                return (
                  <td key={j}>
                    {day && <span className="calendar__day">{Number(day.slice(8))}</span>}
                    {lines.map((line) => (
                      <InCalendar key={line.viewing.id} line={line} onEdit={whose ? undefined : edit} />
                    ))}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
      {dialog}
    </>
  );
}

/** Somebody's diary, as a list or as a calendar; which, stands in the address. */
export function DiaryView({ whose }: { whose?: Whose }) {
  const { t } = useTranslation();
  const [params, setParams] = useSearchParams();
  const calendar = params.get('view') === 'calendar';
  const year = Number(params.get('year')) || undefined;
  const show = (view: string) => setParams(view === 'list' ? {} : { view }, { replace: true });
  return (
    <>
      <div className="switch" role="group" aria-label={t('diary.view')}>
        <button className="chip" type="button" aria-pressed={!calendar} onClick={() => show('list')}>
          {t('diary.list')}
        </button>
        <button className="chip" type="button" aria-pressed={calendar} onClick={() => show('calendar')}>
          {t('diary.calendar')}
        </button>
      </div>
      {!calendar && (
        <Years whose={whose} year={year} onYear={(next) => setParams(next ? { year: String(next) } : {})} />
      )}
      {calendar ? <DiaryCalendar whose={whose} /> : <DiaryList key={year} whose={whose} year={year} />}
    </>
  );
}

import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useDeferredValue } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import { dateOf, dayText, loadCalendar, monthText, weekdayText } from '../lib/day';
import { titleOf } from '../lib/format';
import { diaryQuery, statisticsQuery, type Whose } from '../api/diary';
import { Beginnings } from './Beginnings';
import { EndOfList } from '../kit/EndOfList';
import { Icon } from '../kit/Icon';
import { PosterArt } from './Poster';
import { Stars } from './StarRating';
import { Empty, Failure, Line } from '../kit/Status';
import { Windowed } from '../kit/Windowed';
import { DiaryCalendar } from './DiaryCalendar';
import { useOpenViewing } from './useOpenViewing';

loadCalendar(); // while the first lines are on their way

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

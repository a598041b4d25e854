import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { Link, useSearchParams } from 'react-router';
import type { ViewingLine } from '../api/client';
import { dateOf, monthText, weekdayText, weeksOf } from '../lib/day';
import { titleOf } from '../lib/format';
import { monthQuery, type Whose } from '../api/diary';
import { Icon } from '../kit/Icon';
import { PosterArt } from './Poster';
import { Failure } from '../kit/Status';
import { useOpenViewing } from './useOpenViewing';

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

export function DiaryCalendar({ whose }: { whose: Whose }) {
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

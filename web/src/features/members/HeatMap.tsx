import { useTranslation } from 'react-i18next';
import { dateOf, dayOf, dayText } from '../../lib/day';

/** A year of days, darker where more was watched. `until` is its last day. */
export function HeatMap({ counts, until, title }: { counts: Map<string, number>; until: string; title: string }) {
  const { t, i18n } = useTranslation();
  const last = dateOf(until);
  const first = new Date(last);
  first.setDate(first.getDate() - 370);
  first.setDate(first.getDate() - ((first.getDay() + 6) % 7)); // a Monday
  const days: string[] = [];
  for (const day = new Date(first); day <= last; day.setDate(day.getDate() + 1)) days.push(dayOf(day));
  const busy = [...counts].sort(([a], [b]) => a.localeCompare(b));
  return (
    <section className="plot">
      <h2>{title}</h2>
      <div className="scroll" tabIndex={0} role="region" aria-label={title}>
        <div className="heat" aria-hidden="true">
          {days.map((day) => {
            const count = counts.get(day) ?? 0;
            return (
              <span
                key={day}
                className={`heat__day heat__day--${Math.min(count, 4)}`}
                title={`${dayText(day, i18n.language)}: ${t('plot.viewings', { count })}`}
              />
            );
          })}
        </div>
      </div>
      <details>
        <summary>{t('plot.table')}</summary>
        <ul className="plain-list">
          {busy.map(([day, count]) => (
            <li key={day}>
              {dayText(day, i18n.language)}: {t('plot.viewings', { count })}
            </li>
          ))}
        </ul>
      </details>
    </section>
  );
}

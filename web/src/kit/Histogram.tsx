import { useTranslation } from 'react-i18next';

/** How many gave which rating, as bars; read out as a table. `mine` is marked. */
export function Histogram({ counts, mine, label }: { counts: number[]; mine?: number | null; label: string }) {
  const { t, i18n } = useTranslation();
  const most = Math.max(1, ...counts);
  return (
    <figure className="histogram">
      <figcaption className="visually-hidden">{label}</figcaption>
      <ol className="histogram__bars">
        {counts.map((count, i) => {
          const stars = (i + 1) / 2;
          return (
            <li key={stars} className={mine === stars ? 'histogram__bar histogram__bar--mine' : 'histogram__bar'}>
              <span className="visually-hidden">
                {t('histogram.line', { count, stars: stars.toLocaleString(i18n.language) })}
              </span>
              <span
                className="histogram__fill"
                style={{ height: `${Math.max(2, (count / most) * 100)}%` }}
                aria-hidden="true"
              />
            </li>
          );
        })}
      </ol>
      <p className="histogram__ends" aria-hidden="true">
        <span>½</span>
        <span>★★★★★</span>
      </p>
    </figure>
  );
}

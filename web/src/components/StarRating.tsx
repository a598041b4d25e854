import { useId } from 'react';
import { useTranslation } from 'react-i18next';

const star = 'M12 2.5l2.9 6 6.6.9-4.8 4.6 1.2 6.6L12 17.4l-5.9 3.2 1.2-6.6L2.5 9.4l6.6-.9z';

/** Five stars of two halves. A press on the rating that there is takes it away. */
export function StarRating({
  value,
  onChange,
  label,
}: {
  value: number | null;
  onChange: (value: number | null) => void;
  label: string;
}) {
  const { t, i18n } = useTranslation();
  const name = useId();
  return (
    <fieldset className="stars">
      <legend className="visually-hidden">{label}</legend>
      {Array.from({ length: 10 }, (_, i) => {
        const half = (i + 1) / 2;
        const on = value !== null && value >= half;
        return (
          <label
            key={half}
            className={`stars__half ${i % 2 ? 'stars__half--right' : ''} ${on ? 'stars__half--on' : ''}`}
          >
            <input
              className="visually-hidden"
              type="radio"
              name={name}
              checked={value === half}
              onChange={() => onChange(half)}
              onClick={() => value === half && onChange(null)}
              aria-label={t('stars.count', { count: half, stars: half.toLocaleString(i18n.language) })}
            />
            <svg viewBox={i % 2 ? '12 0 12 24' : '0 0 12 24'} aria-hidden="true">
              <path d={star} />
            </svg>
          </label>
        );
      })}
      {value !== null && (
        <button className="stars__clear" type="button" onClick={() => onChange(null)}>
          {t('stars.clear')}
        </button>
      )}
    </fieldset>
  );
}

/** A rating to read: "★★★★½". */
export function Stars({ value }: { value: number }) {
  const { t, i18n } = useTranslation();
  const text = '★'.repeat(Math.floor(value)) + (value % 1 ? '½' : '');
  return (
    <span
      className="stars-text"
      role="img"
      aria-label={t('stars.count', { count: value, stars: value.toLocaleString(i18n.language) })}
    >
      {text}
    </span>
  );
}

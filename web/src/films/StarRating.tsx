import { useId, useRef, useState, type KeyboardEvent } from 'react';
import { useTranslation } from 'react-i18next';

const star = 'M12 2.5l2.9 6 6.6.9-4.8 4.6 1.2 6.6L12 17.4l-5.9 3.2 1.2-6.6L2.5 9.4l6.6-.9z';

const steps: Record<string, number> = { ArrowRight: 1, ArrowUp: 1, ArrowLeft: -1, ArrowDown: -1 };

/**
 * Five stars of two halves. A press on the rating that there is takes it away. By keyboard the arrows choose, and what
 * is chosen counts on Enter or when one leaves: once, not at each step.
 */
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
  const group = useRef<HTMLFieldSetElement>(null);
  const [chosen, setChosen] = useState<number>();
  const shown = chosen ?? value;
  const settle = () => {
    setChosen(undefined);
    if (chosen !== undefined && chosen !== value) onChange(chosen);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const step = steps[event.key];
    if (step) {
      event.preventDefault(); // the browser's own would skip the first half and save each step
      const next = Math.min(5, Math.max(0.5, (shown ?? 0) + step / 2));
      setChosen(next);
      group.current?.querySelectorAll('input')[next * 2 - 1]?.focus();
    } else if (event.key === 'Enter') {
      event.preventDefault();
      settle();
    } else if (event.key === 'Escape' && chosen !== undefined) {
      event.stopPropagation();
      setChosen(undefined);
    }
  };
  return (
    <fieldset
      className="stars"
      ref={group}
      onBlur={(event) => !event.currentTarget.contains(event.relatedTarget) && settle()}
    >
      <legend className="visually-hidden">{label}</legend>
      {Array.from({ length: 10 }, (_, i) => {
        const half = (i + 1) / 2;
        const on = shown !== null && shown >= half;
        return (
          <label
            key={half}
            className={`stars__half ${i % 2 ? 'stars__half--right' : ''} ${on ? 'stars__half--on' : ''}`}
          >
            <input
              className="visually-hidden"
              type="radio"
              name={name}
              checked={shown === half}
              onChange={() => onChange(half)}
              onClick={() => value === half && onChange(null)}
              onKeyDown={onKeyDown}
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

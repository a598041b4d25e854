import { useTranslation } from 'react-i18next';
import { Icon } from './Icon';

/** Words that were put in, each to be taken out again. */
export function Chips<T extends string>({
  values,
  toText = (value) => value,
  onChange,
}: {
  values: T[];
  toText?: (value: T) => string;
  onChange: (values: T[]) => void;
}) {
  const { t } = useTranslation();
  if (values.length === 0) return null;
  return (
    <ul className="chips chips--edit">
      {values.map((value) => (
        <li className="chip" key={value}>
          {toText(value)}
          <button
            type="button"
            aria-label={t('list.remove', { what: toText(value) })}
            onClick={() => onChange(values.filter((other) => other !== value))}
          >
            <Icon name="close" />
          </button>
        </li>
      ))}
    </ul>
  );
}

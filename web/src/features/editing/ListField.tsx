import { useId, useState } from 'react';
import { useController, type FieldValues, type Path } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ApiForm } from '../../lib/useApiForm';
import { Framed } from '../../kit/Form';
import { Chips } from '../../kit/Chips';

interface Option {
  value: string;
  label: string;
}

/** Several values in an order: written or chosen one after the other, each to be taken away again. */
export function ListField<V extends FieldValues>({
  form,
  name,
  label,
  help,
  options = [],
  only = false,
  toText = (value) => value,
}: {
  form: ApiForm<V>;
  name: Path<V>;
  label: string;
  help?: string;
  options?: Option[];
  /** Whether nothing but the options will do. */
  only?: boolean;
  toText?: (value: string) => string;
}) {
  const { t } = useTranslation();
  const id = useId();
  const [typed, setTyped] = useState('');
  const [unknown, setUnknown] = useState('');
  const {
    field: { value: held, onChange, onBlur, ref },
    fieldState,
  } = useController({ control: form.control, name });
  const values = (held as string[] | undefined) ?? [];
  const faults = [fieldState.error].flat().map((fault) => (fault as { message?: string } | undefined)?.message);
  const fault = unknown || faults.find(Boolean);

  const add = () => {
    const text = typed.trim();
    if (!text) return;
    const same = (other: string) => other.toLocaleLowerCase() === text.toLocaleLowerCase();
    const option = options.find(({ value, label: shown }) => same(shown) || same(value));
    if (only && !option) return setUnknown(t('list.unknown', { text }));
    const value = option?.value ?? text;
    if (!values.includes(value)) onChange([...values, value]);
    setUnknown('');
    setTyped('');
  };

  return (
    <Framed id={id} label={label} help={help} fault={fault}>
      <Chips values={values} toText={toText} onChange={onChange} />
      <div className="field__add">
        <input
          className="form-control"
          id={id}
          ref={ref}
          value={typed}
          list={options.length ? `${id}-list` : undefined}
          autoComplete="off"
          aria-invalid={fault ? true : undefined}
          aria-describedby={[help && `${id}-help`, fault && `${id}-fault`].filter(Boolean).join(' ') || undefined}
          onChange={(event) => setTyped(event.target.value)}
          onBlur={() => {
            if (!only) add();
            onBlur();
          }}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return;
            event.preventDefault(); // Enter adds; the form is sent by its button
            add();
          }}
        />
        <button className="btn btn-outline-primary" type="button" onClick={add} aria-label={t('list.addTo', { label })}>
          {t('list.add')}
        </button>
      </div>
      {options.length > 0 && (
        <datalist id={`${id}-list`}>
          {options.map((option) => (
            <option key={option.value} value={option.label} />
          ))}
        </datalist>
      )}
    </Framed>
  );
}

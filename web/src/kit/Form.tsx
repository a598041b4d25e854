import { useId, type ReactNode } from 'react';
import { get, type FieldValues, type Path } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import type { ApiForm } from '../lib/useApiForm';

interface FieldProps<V extends FieldValues> {
  form: ApiForm<V>;
  name: Path<V>;
  label: string;
  help?: ReactNode;
  /** Said beside the label where most of a form is needed and this is not. */
  optional?: boolean;
}

function useField<V extends FieldValues>({ form, name, help }: FieldProps<V>) {
  const id = useId();
  const fault = get(form.formState.errors, name) as { message?: string } | undefined;
  const described = [help ? `${id}-help` : '', fault?.message ? `${id}-fault` : ''].filter(Boolean).join(' ');
  return {
    id,
    fault: fault?.message,
    control: {
      id,
      ...form.register(name),
      'aria-invalid': fault?.message ? true : undefined,
      'aria-describedby': described || undefined,
    },
  };
}

/** A label, its control, help and what is wrong, tied together for screen readers. */
export function Framed({
  id,
  label,
  optional,
  help,
  fault,
  children,
}: {
  id: string;
  label: string;
  optional?: boolean;
  help?: ReactNode;
  fault?: string;
  children: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className="field">
      <label htmlFor={id}>
        {label}
        {optional && <span className="field__optional"> {t('form.optional')}</span>}
      </label>
      {children}
      {help && (
        <p className="field__help" id={`${id}-help`}>
          {help}
        </p>
      )}
      {fault && (
        <p className="field__fault" id={`${id}-fault`} role="alert">
          {fault}
        </p>
      )}
    </div>
  );
}

const framed = ({ label, help, optional }: { label: string; help?: ReactNode; optional?: boolean }) => ({
  label,
  help,
  optional,
});

/** One line of text. What it may be is the server's rule. */
export function TextField<V extends FieldValues>({
  type = 'text',
  autoComplete,
  inputMode,
  list,
  autoFocus,
  ...props
}: FieldProps<V> & {
  type?: 'text' | 'email' | 'password' | 'date' | 'url';
  autoComplete?: string;
  inputMode?: 'numeric';
  list?: string;
  autoFocus?: boolean;
}) {
  const { id, fault, control } = useField(props);
  return (
    <Framed id={id} {...framed(props)} fault={fault}>
      <input
        className="form-control"
        type={type}
        autoComplete={autoComplete ?? 'off'}
        inputMode={inputMode}
        list={list}
        autoFocus={autoFocus}
        {...control}
      />
    </Framed>
  );
}

export function TextArea<V extends FieldValues>({ rows = 4, ...props }: FieldProps<V> & { rows?: number }) {
  const { id, fault, control } = useField(props);
  return (
    <Framed id={id} {...framed(props)} fault={fault}>
      <textarea className="form-control" rows={rows} {...control} />
    </Framed>
  );
}

export function SelectField<V extends FieldValues>({ children, ...props }: FieldProps<V> & { children: ReactNode }) {
  const { id, fault, control } = useField(props);
  return (
    <Framed id={id} {...framed(props)} fault={fault}>
      <select className="form-select" {...control}>
        {children}
      </select>
    </Framed>
  );
}

/** The button that sends a form: it waits while the form is on its way. */
export function Submit({ sending, children, danger }: { sending: boolean; children: ReactNode; danger?: boolean }) {
  return (
    <button className={danger ? 'btn btn-danger' : 'btn btn-primary'} type="submit" aria-disabled={sending}>
      {children}
    </button>
  );
}

/** The foot of a form: what sends it, what else one may do, and the way out, where there is one. */
export function FormFoot({
  sending,
  action,
  leave,
  danger,
  onClose,
  children,
}: {
  sending: boolean;
  action: string;
  /** Cancel, unless it says otherwise. */
  leave?: string;
  danger?: boolean;
  onClose?: () => void;
  children?: ReactNode;
}) {
  const { t } = useTranslation();
  return (
    <div className="actions">
      <Submit sending={sending} danger={danger}>
        {action}
      </Submit>
      {children}
      {onClose && (
        <button className="btn btn-outline-primary" type="button" onClick={onClose}>
          {leave ?? t('form.cancel')}
        </button>
      )}
    </div>
  );
}

/** Says that what had been typed before is back, and lets go of it. */
export function DraftBack<V extends FieldValues>({ form }: { form: ApiForm<V> }) {
  const { t } = useTranslation();
  if (!form.restored) return null;
  return (
    <p className="hint" role="status">
      {t('form.draftBack')}{' '}
      <button className="quiet-button" type="button" onClick={form.discard}>
        {t('form.draftDiscard')}
      </button>
    </p>
  );
}

/** How many fields stand against saving, beside the button: they may be out of sight. */
export function FaultCount<V extends FieldValues>({ form }: { form: ApiForm<V> }) {
  const { t } = useTranslation();
  const count = Object.keys(form.formState.errors).length;
  if (!form.formState.isSubmitted || count === 0) return null;
  return (
    <p className="fault" role="status">
      {t('form.faults', { count })}
    </p>
  );
}

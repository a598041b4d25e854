import { useEffect, useState } from 'react';
import {
  useForm,
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  type Path,
  type UseFormReturn,
} from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ApiError } from '../api/client';
import { useDraft } from './draft';
import { faultText } from './refusals';
import { faultsOf, rule, toBody, type SchemaName } from './rules';

interface Options<V extends FieldValues> {
  /** The schema of the body; its rules are checked while one types. */
  schema: SchemaName;
  values: DefaultValues<V>;
  /** Puts the values right before they are looked at: rows that were left empty go. */
  prepare?: (values: V) => Partial<V>;
  /** Rules beyond the schema: faults by path, as texts. */
  check?: (values: V) => Record<string, string>;
  /** Sends the body; what it throws is shown at the fields it names, or above the form. */
  send: (body: never, values: V) => Promise<void>;
  /** What is typed, but for a password, is kept in this browser under this name until it is sent or thrown away. */
  draft?: string;
  /** When a field is looked at first: when one leaves it, unless only sending asks for it. */
  mode?: 'onTouched' | 'onSubmit';
  /** Deals with an answer itself and says so, or leaves it to the form. */
  onRefused?: (error: ApiError) => boolean;
}

export interface ApiForm<V extends FieldValues> extends UseFormReturn<V> {
  /** For <form onSubmit>. While it is on its way another press does nothing. */
  submit: (event?: React.BaseSyntheticEvent) => void;
  sending: boolean;
  refused?: ApiError;
  /** Whether it began with what had been typed before. */
  restored: boolean;
  /** Throws the draft away: the form is as it was at first. */
  discard: () => void;
}

/** "credits[2].role", as the server names a field, to the form's "credits.2.role". */
const toPath = (field: string) => field.replace(/\[(\d+)\]/g, '.$1');

function place(errors: Record<string, unknown>, path: string, message: string) {
  const parts = path.split('.');
  let at: Record<string, unknown> = errors;
  for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
  at[parts.at(-1)!] ??= { type: 'rule', message };
}

/** What a browser may keep of what was typed. */
function withoutSecrets<V extends FieldValues>(values: V): Partial<V> {
  const kept: Partial<V> = { ...values };
  delete kept.password;
  return kept;
}

/** Brings what is wrong into sight: a long form may be scrolled away from it. */
function showFault(form: HTMLFormElement) {
  requestAnimationFrame(() => {
    const fault = form.querySelector<HTMLElement>('[aria-invalid="true"], .field__fault, .fault, .refusal');
    if (!fault) return;
    fault.scrollIntoView({ block: 'center', behavior: 'smooth' });
    if (fault.matches('[aria-invalid="true"]')) fault.focus({ preventScroll: true });
  });
}

/** A form that knows the server's rules, keeps what was typed when it is refused, and cannot be sent twice. */
export function useApiForm<V extends FieldValues>({
  schema,
  values,
  check,
  prepare,
  send,
  draft,
  mode = 'onTouched',
  onRefused,
}: Options<V>): ApiForm<V> {
  const { t } = useTranslation();
  const [refused, setRefused] = useState<ApiError>();
  const kept = useDraft<V>(draft);
  const [restored, setRestored] = useState(kept.first !== undefined);
  const form = useForm<V>({
    defaultValues: values,
    mode,
    shouldFocusError: true,
    resolver: (given) => {
      const errors: Record<string, unknown> = {};
      for (const { path, key, params } of faultsOf(rule(schema), toBody(rule(schema), given))) {
        place(errors, path, t(`rule.${key}`, params));
      }
      for (const [path, message] of Object.entries(check?.(given) ?? {})) place(errors, path, message);
      const faulty = Object.keys(errors).length > 0;
      return faulty ? { values: {}, errors: errors as FieldErrors<V> } : { values: given, errors: {} };
    },
  });
  const { isSubmitting, isDirty } = form.formState;
  const { setValue, subscribe } = form;
  const { first, put } = kept;
  useEffect(() => {
    for (const [name, value] of Object.entries(first ?? {}))
      setValue(name as Path<V>, value as V[Path<V>], { shouldDirty: true });
  }, [first, setValue]);
  useEffect(
    () =>
      subscribe({
        formState: { values: true, isDirty: true },
        callback: ({ isDirty: dirty, values: now }) => put(dirty ? withoutSecrets(now) : undefined),
      }),
    [subscribe, put],
  );
  const submit = form.handleSubmit(async (given) => {
    setRefused(undefined);
    try {
      await send(toBody(rule(schema), given) as never, given);
      put(undefined);
      setRestored(false);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (onRefused?.(error)) return;
      const fields = error.problem?.errors ?? [];
      fields.forEach((fault, i) =>
        form.setError(
          toPath(fault.field) as Path<V>,
          { type: 'server', message: faultText(fault, t) },
          { shouldFocus: i === 0 },
        ),
      );
      error.again = () => void submit();
      setRefused(error);
    }
  });
  return {
    ...form,
    sending: isSubmitting,
    refused,
    restored: restored && isDirty,
    discard: () => {
      form.reset();
      put(undefined);
      setRestored(false);
    },
    submit: (event) => {
      event?.preventDefault();
      if (isSubmitting) return;
      for (const [name, value] of Object.entries(prepare?.(form.getValues()) ?? {}))
        setValue(name as Path<V>, value as V[Path<V>]);
      const place = event?.target instanceof HTMLFormElement ? event.target : undefined;
      void submit(event).then(() => place && showFault(place));
    },
  };
}

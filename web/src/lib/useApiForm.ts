import { useState } from 'react';
import {
  useForm,
  type DefaultValues,
  type FieldErrors,
  type FieldValues,
  type Path,
  type UseFormReturn,
} from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { ApiError } from './api';
import { faultsOf, rule, toBody, type SchemaName } from './rules';

interface Options<V extends FieldValues> {
  /** The schema of the body; its rules are checked while one types. */
  schema: SchemaName;
  values: DefaultValues<V>;
  /** Rules beyond the schema: faults by path, as texts. */
  check?: (values: V) => Record<string, string>;
  /** Sends the body; what it throws is shown at the fields it names, or above the form. */
  send: (body: never, values: V) => Promise<void>;
  /** Deals with an answer itself and says so, or leaves it to the form. */
  onRefused?: (error: ApiError) => boolean;
}

export interface ApiForm<V extends FieldValues> extends UseFormReturn<V> {
  /** For <form onSubmit>. While it is on its way another press does nothing. */
  submit: (event?: React.BaseSyntheticEvent) => void;
  sending: boolean;
  refused?: ApiError;
}

/** "credits[2].role", as the server names a field, to the form's "credits.2.role". */
const toPath = (field: string) => field.replace(/\[(\d+)\]/g, '.$1');

function place(errors: Record<string, unknown>, path: string, message: string) {
  const parts = path.split('.');
  let at: Record<string, unknown> = errors;
  for (const part of parts.slice(0, -1)) at = (at[part] ??= {}) as Record<string, unknown>;
  at[parts.at(-1)!] ??= { type: 'rule', message };
}

/** A form that knows the server's rules, keeps what was typed when it is refused, and cannot be sent twice. */
export function useApiForm<V extends FieldValues>({ schema, values, check, send, onRefused }: Options<V>): ApiForm<V> {
  const { t } = useTranslation();
  const [refused, setRefused] = useState<ApiError>();
  const form = useForm<V>({
    defaultValues: values,
    mode: 'onTouched',
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
  const { isSubmitting } = form.formState;
  const submit = form.handleSubmit(async (given) => {
    setRefused(undefined);
    try {
      await send(toBody(rule(schema), given) as never, given);
    } catch (error) {
      if (!(error instanceof ApiError)) throw error;
      if (onRefused?.(error)) return;
      const fields = error.problem?.errors ?? [];
      for (const { field, message } of fields) form.setError(toPath(field) as Path<V>, { type: 'server', message });
      setRefused(error);
    }
  });
  return {
    ...form,
    sending: isSubmitting,
    refused,
    submit: (event) => {
      event?.preventDefault();
      if (!isSubmitting) void submit(event);
    },
  };
}

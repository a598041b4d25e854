import { useRef, useState, type ReactNode } from 'react';
import type { DefaultValues, FieldValues, Path } from 'react-hook-form';
import type { SchemaName } from '../../lib/rules';
import { useApiForm, type ApiForm } from '../../lib/useApiForm';
import { Conflict } from './Conflict';

/** A draft in a form, and the version that saving it replaces. */
export interface Loaded<V> {
  draft: V;
  version: string;
}

/** A form over a draft. When somebody else has saved meanwhile, `dialog` shows both versions and saves the choice. */
export function useDraftForm<V extends FieldValues>({
  schema,
  loaded,
  prepare,
  save,
  reload,
}: {
  schema: SchemaName;
  prepare?: (values: V) => Partial<V>;
  loaded: Loaded<V>;
  save: (body: never, version: string) => Promise<void>;
  reload: () => Promise<Loaded<V>>;
}): { form: ApiForm<V>; dialog: ReactNode; unsaved: boolean } {
  const [base, setBase] = useState(loaded.draft);
  const version = useRef(loaded.version);
  const [theirs, setTheirs] = useState<Loaded<V>>();
  const form = useApiForm<V>({
    schema,
    values: loaded.draft as DefaultValues<V>,
    prepare,
    send: async (body, values) => {
      await save(body, version.current);
      form.reset(values);
    },
    onRefused: (error) => {
      if (error.status !== 412) return false;
      void reload().then(setTheirs);
      return true;
    },
  });
  const choose = (merged: V) => {
    if (!theirs) return;
    version.current = theirs.version;
    setBase(theirs.draft);
    form.reset(theirs.draft);
    for (const [field, value] of Object.entries(merged)) {
      form.setValue(field as Path<V>, value as never, { shouldDirty: true });
    }
    setTheirs(undefined);
    form.submit();
  };
  const { isDirty, isSubmitSuccessful } = form.formState;
  return {
    form,
    unsaved: isDirty && !form.sending && !isSubmitSuccessful,
    dialog: theirs && (
      <Conflict
        base={base}
        mine={form.getValues()}
        theirs={theirs.draft}
        onClose={() => setTheirs(undefined)}
        onChoose={choose}
      />
    ),
  };
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useFieldArray } from 'react-hook-form';
import { useTranslation } from 'react-i18next';
import { Icon } from '../../kit/Icon';
import { suggestQuery } from '../../api/search';
import type { ApiForm } from '../../lib/useApiForm';
import type { MovieValues } from './draft';

function CreditRow({
  form,
  index,
  last,
  onMove,
  onRemove,
}: {
  form: ApiForm<MovieValues>;
  index: number;
  last: boolean;
  onMove: (to: number) => void;
  onRemove: () => void;
}) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState('');
  const people = useQuery(suggestQuery(typed.trim())).data?.people ?? [];
  const known = form.watch(`credits.${index}.person`) !== null;
  const role = form.watch(`credits.${index}.role`);
  const list = `people-${index}`;
  const shownAs = (person: { name: string; birth_year: number | null }) =>
    person.birth_year ? `${person.name} (${person.birth_year})` : person.name;
  const faults = form.formState.errors.credits?.[index];
  const fault = faults?.name?.message ?? faults?.person?.message ?? faults?.character?.message ?? faults?.message;
  const name = form.register(`credits.${index}.name`, {
    onChange: (event: React.ChangeEvent<HTMLInputElement>) => {
      // One of the suggestions is somebody we know; anything else is a name.
      const chosen = people.find((person) => shownAs(person) === event.target.value);
      form.setValue(`credits.${index}.person`, chosen?.id ?? null, { shouldDirty: true });
      if (chosen) form.setValue(`credits.${index}.name`, chosen.name, { shouldDirty: true, shouldValidate: true });
      setTyped(chosen ? '' : event.target.value);
    },
  });
  const number = index + 1;
  return (
    <li className="credit">
      <select
        className="form-select"
        aria-label={t('edit.roleOf', { number })}
        {...form.register(`credits.${index}.role`)}
      >
        {(['director', 'writer', 'actor'] as const).map((value) => (
          <option key={value} value={value}>
            {t(`edit.role.${value}`)}
          </option>
        ))}
      </select>
      <div className="credit__name">
        <input
          className="form-control"
          list={list}
          autoComplete="off"
          aria-label={t('edit.nameOf', { number })}
          aria-invalid={fault ? true : undefined}
          aria-describedby={`${list}-note`}
          placeholder={t('edit.name')}
          {...name}
        />
        <datalist id={list}>
          {people.map((person) => (
            <option key={person.id} value={shownAs(person)} />
          ))}
        </datalist>
        <span className={fault ? 'field__fault' : 'field__help'} id={`${list}-note`}>
          {fault ?? t(known ? 'edit.knownPerson' : 'edit.newPerson')}
        </span>
      </div>
      <input
        className="form-control"
        autoComplete="off"
        aria-label={t('edit.characterOf', { number })}
        placeholder={t('edit.character')}
        hidden={role !== 'actor'}
        {...form.register(`credits.${index}.character`)}
      />
      <div className="credit__tools">
        <button
          className="tool"
          type="button"
          disabled={index === 0}
          onClick={() => onMove(index - 1)}
          aria-label={t('edit.up', { number })}
        >
          <Icon name="up" />
        </button>
        <button
          className="tool"
          type="button"
          disabled={last}
          onClick={() => onMove(index + 1)}
          aria-label={t('edit.down', { number })}
        >
          <Icon name="down" />
        </button>
        <button className="tool" type="button" onClick={onRemove} aria-label={t('edit.removeCredit', { number })}>
          <Icon name="close" />
        </button>
      </div>
    </li>
  );
}

/** Who made the film and who plays in it: as many rows as it takes, in their order. */
export function Credits({ form }: { form: ApiForm<MovieValues> }) {
  const { t } = useTranslation();
  const { fields, append, remove, move } = useFieldArray({ control: form.control, name: 'credits' });
  const add = (role: string) => append({ role, person: null, name: '', character: '' });
  return (
    <fieldset>
      <legend>{t('edit.credits')}</legend>
      <ol className="credits">
        {fields.map((field, index) => (
          <CreditRow
            key={field.id}
            form={form}
            index={index}
            last={index === fields.length - 1}
            onMove={(to) => move(index, to)}
            onRemove={() => remove(index)}
          />
        ))}
      </ol>
      <div className="actions">
        {(['actor', 'director', 'writer'] as const).map((role) => (
          <button key={role} className="btn btn-outline-primary" type="button" onClick={() => add(role)}>
            {t(`edit.add.${role}`)}
          </button>
        ))}
      </div>
    </fieldset>
  );
}

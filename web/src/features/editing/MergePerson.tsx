import { useMutation, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Confirm } from '../../kit/Confirm';
import { Refusal } from '../../kit/Refusal';
import { ApiError } from '../../api/client';
import { mergePeople } from '../../api/editing';
import { suggestQuery } from '../../api/search';

/** Two entries that are one person. */
export function MergePerson({ id, name, onMerged }: { id: number; name: string; onMerged: (into: number) => unknown }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(name);
  const [into, setInto] = useState<{ id: number; name: string }>();
  const people = (useQuery(suggestQuery(typed.trim())).data?.people ?? []).filter((person) => person.id !== id);
  const merge = useMutation<unknown, ApiError, number>({
    mutationFn: (target) => mergePeople(id, { into: target }),
    onSuccess: (_, target) => onMerged(target),
  });
  return (
    <section>
      <h2>{t('merge.title')}</h2>
      <p>{t('merge.text')}</p>
      <Refusal error={merge.error ?? undefined} />
      <div className="field">
        <label htmlFor="merge-name">{t('merge.into')}</label>
        <input
          className="form-control"
          id="merge-name"
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      <ul className="rows">
        {people.map((person) => (
          <li key={person.id}>
            <div>
              <strong>
                <Link to={`/people/${person.id}`}>{person.name}</Link>
              </strong>
              <span>
                {[person.birth_year, t('merge.directed', { count: person.directed })].filter(Boolean).join(' · ')}
              </span>
            </div>
            <button className="btn btn-outline-primary" type="button" onClick={() => setInto(person)}>
              {t('merge.action')}
            </button>
          </li>
        ))}
      </ul>
      {into && (
        <Confirm
          title={t('merge.sure', { name, into: into.name })}
          text={t('merge.sureText')}
          action={t('merge.action')}
          onClose={() => setInto(undefined)}
          onConfirm={() => {
            merge.mutate(into.id);
            setInto(undefined);
          }}
        />
      )}
    </section>
  );
}

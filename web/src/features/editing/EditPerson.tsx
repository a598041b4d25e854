import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Confirm } from '../../components/Confirm';
import { NotFound } from '../../components/Fallbacks';
import { Refusal, Submit, TextArea, TextField } from '../../components/Form';
import { Failure, Line } from '../../components/Status';
import { Unsaved } from '../../components/Unsaved';
import { answer, api, ApiError, type PersonDraft } from '../../lib/api';
import { personDraftQuery, suggestQuery } from '../../lib/queries';
import { useApiForm } from '../../lib/useApiForm';
import { usePageTitle } from '../../lib/usePageTitle';
import { History } from './History';

/** Two entries that are one person. */
function Merge({ id, name, onMerged }: { id: number; name: string; onMerged: (into: number) => Promise<void> }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState(name);
  const [into, setInto] = useState<{ id: number; name: string }>();
  const people = (useQuery(suggestQuery(typed.trim())).data?.people ?? []).filter((person) => person.id !== id);
  const merge = useMutation<unknown, ApiError, number>({
    mutationFn: (target) =>
      answer(api.POST('/api/people/{id}/merge', { params: { path: { id } }, body: { into: target } })),
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

function PersonForm({ id, draft, version }: { id: number; draft: PersonDraft; version: string }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const forget = () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
  const [deleting, setDeleting] = useState(false);
  const text = (value: number | string | null) => (value === null ? '' : String(value));
  const form = useApiForm({
    schema: 'PersonDraft',
    values: {
      name: draft.name,
      birth_year: text(draft.birth_year),
      death_year: text(draft.death_year),
      biography: draft.biography,
      imdb_id: text(draft.imdb_id),
    },
    send: async (body, values) => {
      await answer(api.PUT('/api/people/{id}', { params: { path: { id }, header: { 'If-Match': version } }, body }));
      form.reset(values);
      await forget();
      await navigate(`/people/${id}`);
    },
  });
  const unsaved = form.formState.isDirty && !form.sending && !form.formState.isSubmitSuccessful;
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.DELETE('/api/people/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      form.reset(form.getValues());
      await navigate('/editing/deleted');
      await forget();
    },
  });
  return (
    <>
      <Unsaved when={unsaved} />
      <form className="edit" onSubmit={form.submit} noValidate>
        <Refusal error={form.refused} texts={{ 412: t('edit.personChanged') }} />
        <TextField form={form} name="name" label={t('field.name')} />
        <div className="field-row">
          <TextField form={form} name="birth_year" label={t('field.birth_year')} inputMode="numeric" />
          <TextField form={form} name="death_year" label={t('field.death_year')} inputMode="numeric" />
          <TextField form={form} name="imdb_id" label={t('provider.imdb')} />
        </div>
        <TextArea form={form} name="biography" label={t('field.biography')} rows={6} />
        <div className="actions actions--foot">
          <Submit sending={form.sending}>{t('form.save')}</Submit>
          <Link className="btn btn-outline-primary" to={`/people/${id}`}>
            {t('form.cancel')}
          </Link>
          <button className="btn btn-outline-danger" type="button" onClick={() => setDeleting(true)}>
            {t('edit.deletePerson')}
          </button>
        </div>
      </form>
      <Refusal error={remove.error ?? undefined} />
      <Merge
        id={id}
        name={draft.name}
        onMerged={async (into) => {
          await forget();
          await navigate(`/people/${into}`);
        }}
      />
      <History kind="people" id={id} />
      {deleting && (
        <Confirm
          title={t('edit.deletePerson')}
          text={t('edit.deletePersonText')}
          action={t('form.delete')}
          onClose={() => setDeleting(false)}
          onConfirm={() => {
            setDeleting(false);
            remove.mutate();
          }}
        />
      )}
    </>
  );
}

export function EditPerson() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const { data, error, refetch } = useQuery(personDraftQuery(id));
  usePageTitle(t('edit.person'));
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <header className="page-head">
        <h1>{t('edit.person')}</h1>
        {data && <p>{data.draft.name}</p>}
      </header>
      {data ? <PersonForm key={data.version} id={id} {...data} /> : <Line width="60%" />}
    </>
  );
}

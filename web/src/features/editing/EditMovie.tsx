import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate, useParams } from 'react-router';
import { Confirm } from '../../components/Confirm';
import { NotFound } from '../../components/Fallbacks';
import { Refusal } from '../../components/Form';
import { Failure, Line } from '../../components/Status';
import { Unsaved } from '../../components/Unsaved';
import { answer, api, ApiError } from '../../lib/api';
import { movieDraftQuery } from '../../lib/queries';
import { useApiForm } from '../../lib/useApiForm';
import { usePageTitle } from '../../lib/usePageTitle';
import { Conflict } from './Conflict';
import { emptyMovie, toValues, type MovieValues } from './draft';
import { History } from './History';
import { MovieForm } from './MovieForm';

/** Everything that shows films is asked for anew. */
function useForgetFilms() {
  const queries = useQueryClient();
  return () => queries.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
}

export function NewMovie() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const forget = useForgetFilms();
  const duplicates = useRef<'refuse' | 'allow'>('refuse');
  // The same key for every try of the same: a film that was made although its answer was lost is not made again.
  const sent = useRef({ text: '', key: '' });
  usePageTitle(t('edit.newMovie'));
  const form = useApiForm<MovieValues>({
    schema: 'MovieDraft',
    values: emptyMovie,
    send: async (body, values) => {
      const text = duplicates.current + JSON.stringify(body);
      if (text !== sent.current.text) sent.current = { text, key: crypto.randomUUID() };
      const { data } = await answer(
        api.POST('/api/movies', {
          params: { query: { duplicates: duplicates.current } },
          headers: { 'Idempotency-Key': sent.current.key },
          body,
        }),
      );
      form.reset(values);
      await forget();
      await navigate(`/movies/${data.id}`);
    },
  });
  const unsaved = form.formState.isDirty && !form.sending && !form.formState.isSubmitSuccessful;
  return (
    <>
      <header className="page-head">
        <h1>{t('edit.newMovie')}</h1>
      </header>
      <Unsaved when={unsaved} />
      <MovieForm
        form={form}
        onAllowDuplicate={() => {
          duplicates.current = 'allow';
          form.submit();
        }}
      />
    </>
  );
}

function EditForm({ id, loaded }: { id: number; loaded: { draft: MovieValues; version: string } }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const queries = useQueryClient();
  const forget = useForgetFilms();
  const [base, setBase] = useState(loaded);
  const version = useRef(loaded.version); // of what the next save replaces
  const duplicates = useRef<'refuse' | 'allow'>('refuse');
  const [conflict, setConflict] = useState<{ theirs: MovieValues; version: string }>();
  const [deleting, setDeleting] = useState(false);
  const form = useApiForm<MovieValues>({
    schema: 'MovieDraft',
    values: loaded.draft,
    send: async (body, values) => {
      await answer(
        api.PUT('/api/movies/{id}', {
          params: {
            path: { id },
            query: { duplicates: duplicates.current },
            header: { 'If-Match': version.current },
          },
          body,
        }),
      );
      form.reset(values);
      await forget();
      await navigate(`/movies/${id}`);
    },
    onRefused: (error) => {
      if (error.status !== 412) return false;
      void queries
        .fetchQuery({ ...movieDraftQuery(id), staleTime: 0 })
        .then(({ draft, version }) => setConflict({ theirs: toValues(draft), version }));
      return true;
    },
  });
  const unsaved = form.formState.isDirty && !form.sending && !form.formState.isSubmitSuccessful;
  const remove = useMutation<unknown, ApiError>({
    mutationFn: () => answer(api.DELETE('/api/movies/{id}', { params: { path: { id } } })),
    onSuccess: async () => {
      form.reset(form.getValues());
      await navigate('/editing/deleted');
      await forget();
    },
  });
  return (
    <>
      <Unsaved when={unsaved} />
      <MovieForm
        form={form}
        onAllowDuplicate={() => {
          duplicates.current = 'allow';
          form.submit();
        }}
      >
        <Link className="btn btn-outline-primary" to={`/movies/${id}`}>
          {t('form.cancel')}
        </Link>
        <button className="btn btn-outline-danger" type="button" onClick={() => setDeleting(true)}>
          {t('edit.deleteMovie')}
        </button>
      </MovieForm>
      <Refusal error={remove.error ?? undefined} />
      <History kind="movies" id={id} />
      {deleting && (
        <Confirm
          title={t('edit.deleteMovie')}
          text={t('edit.deleteMovieText')}
          action={t('form.delete')}
          onClose={() => setDeleting(false)}
          onConfirm={() => {
            setDeleting(false);
            remove.mutate();
          }}
        />
      )}
      {conflict && (
        <Conflict
          base={base.draft}
          mine={form.getValues()}
          theirs={conflict.theirs}
          onClose={() => setConflict(undefined)}
          onChoose={(merged) => {
            version.current = conflict.version;
            setBase({ draft: conflict.theirs, version: conflict.version });
            form.reset(conflict.theirs);
            for (const [field, value] of Object.entries(merged)) {
              form.setValue(field as keyof MovieValues, value as never, { shouldDirty: true });
            }
            setConflict(undefined);
            form.submit();
          }}
        />
      )}
    </>
  );
}

export function EditMovie() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const { data, error, refetch } = useQuery(movieDraftQuery(id));
  usePageTitle(t('edit.movie'));
  const [loaded, setLoaded] = useState<{ id: number; draft: MovieValues; version: string }>();
  if (data && loaded?.id !== id) setLoaded({ id, draft: toValues(data.draft), version: data.version });
  if (error instanceof ApiError && error.status === 404) return <NotFound />;
  if (error) return <Failure error={error} onRetry={() => void refetch()} />;
  return (
    <>
      <header className="page-head">
        <h1>{t('edit.movie')}</h1>
        {loaded && <p>{loaded.draft.title}</p>}
      </header>
      {loaded ? <EditForm key={loaded.id} id={id} loaded={loaded} /> : <Line width="60%" />}
    </>
  );
}

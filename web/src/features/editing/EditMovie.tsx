import { useQuery } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { NotFound } from '../../kit/Fallbacks';
import { FaultCount, Submit } from '../../kit/Form';
import { Failure, Line } from '../../kit/Status';
import { Unsaved } from '../../kit/Unsaved';
import { ApiError } from '../../api/client';
import { movieDraftNow, movieDraftQuery, addMovie, replaceMovie } from '../../api/editing';
import { useApiForm } from '../../lib/useApiForm';
import { usePageTitle } from '../../lib/usePageTitle';
import { emptyMovie, toValues, withoutEmptyRows, type MovieValues } from './draft';
import { EditFoot } from './EditFoot';
import { History } from './History';
import { MovieForm } from './MovieForm';
import { Refresh } from './Refresh';
import { Scenes } from './Scenes';
import { useDraftForm, type Loaded } from './useDraftForm';

export function NewMovie() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const duplicates = useRef<'refuse' | 'allow'>('refuse');
  // The same key for every try of the same: a film that was made although its answer was lost is not made again.
  const sent = useRef({ text: '', key: '' });
  usePageTitle(t('edit.newMovie'));
  const form = useApiForm<MovieValues>({
    schema: 'MovieDraft',
    values: emptyMovie,
    prepare: withoutEmptyRows,
    send: async (body, values) => {
      const text = duplicates.current + JSON.stringify(body);
      if (text !== sent.current.text) sent.current = { text, key: crypto.randomUUID() };
      const { data } = await addMovie(body, duplicates.current, sent.current.key);
      form.reset(values);
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
      >
        <div className="actions actions--foot">
          <Submit sending={form.sending}>{t('form.save')}</Submit>
          <FaultCount form={form} />
        </div>
      </MovieForm>
    </>
  );
}

function EditForm({ id, loaded }: { id: number; loaded: Loaded<MovieValues> }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const duplicates = useRef<'refuse' | 'allow'>('refuse');
  const { form, dialog, unsaved } = useDraftForm<MovieValues>({
    schema: 'MovieDraft',
    loaded,
    prepare: withoutEmptyRows,
    save: async (body, version) => {
      await replaceMovie(id, body, duplicates.current, version);
      await navigate(`/movies/${id}`);
    },
    reload: async () => {
      const { draft, version } = await movieDraftNow(id);
      return { draft: toValues(draft), version };
    },
  });
  return (
    <>
      <Unsaved when={unsaved} />
      <MovieForm
        form={form}
        movie={id}
        onAllowDuplicate={() => {
          duplicates.current = 'allow';
          form.submit();
        }}
      >
        <EditFoot
          kind="movies"
          id={id}
          sending={form.sending}
          faults={<FaultCount form={form} />}
          title={t('edit.deleteMovie')}
          text={t('edit.deleteMovieText')}
          onDeleted={() => form.reset(form.getValues())}
        />
      </MovieForm>
      <Scenes movie={id} />
      <Refresh
        movie={id}
        onRefreshed={async () => {
          await navigate(`/movies/${id}`);
        }}
      />
      <History kind="movies" id={id} />
      {dialog}
    </>
  );
}

export function EditMovie() {
  const { t } = useTranslation();
  const id = Number(useParams().id);
  const { data, error, refetch } = useQuery(movieDraftQuery(id));
  usePageTitle(t('edit.movie'));
  const [loaded, setLoaded] = useState<Loaded<MovieValues> & { id: number }>();
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

import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import type { TFunction } from 'i18next';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { MovieChooser } from '../../films/MovieChooser';
import { Refusal } from '../../kit/Refusal';
import type { ApiError, MediaFile } from '../../api/client';
import { bytesText, clockText } from '../../lib/clock';
import { matchFile, unmatchFile, forgetFile, probeFile, writeNfo } from '../../api/files';
import { Details, Candidates } from './FileDetails';

function factsOf(file: MediaFile, t: TFunction, language: string) {
  return [
    file.movie_id === null && [file.title, file.year].filter(Boolean).join(', '),
    bytesText(file.size, language),
    file.duration_ms > 0 && clockText(file.duration_ms),
    file.height > 0 && `${file.height}p`,
    file.video_codec,
    file.edition,
    file.part > 0 && t('player.part', { part: file.part }),
    file.kind === 'episode' && t('files.episode'),
    file.missing && t('files.missing'),
  ]
    .filter(Boolean)
    .join(' · ');
}

function useFileActions(id: number) {
  const match = useMutation<unknown, ApiError, number>({
    mutationFn: (movie_id) => matchFile(id, { movie_id }),
  });
  const unmatch = useMutation<unknown, ApiError>({
    mutationFn: () => unmatchFile(id),
  });
  const forget = useMutation<unknown, ApiError>({
    mutationFn: () => forgetFile(id),
  });
  const probe = useMutation<unknown, ApiError>({
    mutationFn: () => probeFile(id),
  });
  const nfo = useMutation<unknown, ApiError>({
    mutationFn: () => writeNfo(id),
  });
  const error = match.error ?? unmatch.error ?? forget.error ?? probe.error ?? nfo.error ?? undefined;
  return { match, unmatch, forget, probe, nfo, error };
}

/** The film that it is, and saying that it is another. */
function Matched({ file, onMovie, onNone }: { file: MediaFile; onMovie: (movie: number) => void; onNone: () => void }) {
  const { t } = useTranslation();
  const [mending, setMending] = useState(false);
  return (
    <p className="actions">
      <Link to={`/movies/${file.movie_id}`}>{file.movie_title}</Link>
      <span className="quiet">{t(`files.by.${file.matched_by}`)}</span>
      <button className="btn btn-outline-primary btn-sm" type="button" onClick={() => setMending(true)}>
        {t('files.wrong')}
      </button>
      {mending && (
        <MovieChooser
          title={t('files.which', { name: file.path })}
          begin={file.title}
          once
          onChoose={(movie) => onMovie(movie.id)}
          onClose={() => setMending(false)}
          other={{
            name: t('files.noFilm'),
            run: () => {
              onNone();
              setMending(false);
            },
          }}
        />
      )}
    </p>
  );
}

export function File({ file }: { file: MediaFile }) {
  const { t, i18n } = useTranslation();
  const [open, setOpen] = useState(false);
  const { match, unmatch, forget, probe, nfo, error } = useFileActions(file.id);
  return (
    <li className="file">
      <p className="file__path">{file.path}</p>
      <p className="quiet">{factsOf(file, t, i18n.language)}</p>
      {file.fault && <p role="alert">{t(`fileFault.${file.fault}`)}</p>}
      <Refusal error={error} />
      {file.movie_id ? (
        <Matched file={file} onMovie={match.mutate} onNone={() => unmatch.mutate()} />
      ) : (
        <Candidates file={file} onChoose={(movie) => match.mutate(movie)} />
      )}
      <p className="actions">
        <button
          className="btn btn-outline-primary btn-sm"
          type="button"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {t('files.details')}
        </button>
        {file.missing ? (
          <button className="btn btn-outline-danger btn-sm" type="button" onClick={() => forget.mutate()}>
            {t('files.forget')}
          </button>
        ) : (
          <button className="btn btn-outline-primary btn-sm" type="button" onClick={() => probe.mutate()}>
            {t('files.probe')}
          </button>
        )}
      </p>
      {open && file.movie_id && (
        <p className="actions">
          <button
            className="btn btn-outline-primary btn-sm"
            type="button"
            disabled={nfo.isSuccess}
            onClick={() => nfo.mutate()}
          >
            {t(nfo.isSuccess ? 'files.nfoWritten' : 'files.nfo')}
          </button>
        </p>
      )}
      {open && <Details file={file.id} />}
    </li>
  );
}

import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { MovieChooser } from '../../films/MovieChooser';
import { Line } from '../../kit/Status';
import type { MediaFile } from '../../api/client';
import { languageName, titleOf } from '../../lib/format';
import { candidatesQuery, fileQuery } from '../../api/files';

export function Details({ file }: { file: number }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(fileQuery(file));
  if (!data) return <Line width="50%" />;
  const language = i18n.language;
  const tracks = data.info
    ? [
        ...data.info.video.map((track) => [
          track.codec,
          track.profile,
          `${track.width}×${track.height}`,
          track.hdr,
          `${track.frame_rate} fps`,
        ]),
        ...data.info.audio.map((track) => [
          t('player.audio'),
          track.codec,
          track.language && languageName(track.language, language),
          track.title,
          t('files.channels', { count: track.channels }),
        ]),
        ...data.info.subtitles.map((track) => [
          t('player.subtitles'),
          track.codec,
          track.language && languageName(track.language, language),
          track.title,
        ]),
      ]
    : [];
  return (
    <ul className="file__tracks">
      {tracks.map((words, i) => (
        <li key={i}>{words.filter(Boolean).join(' · ')}</li>
      ))}
    </ul>
  );
}

export function Candidates({ file, onChoose }: { file: MediaFile; onChoose: (movie: number) => void }) {
  const { t, i18n } = useTranslation();
  const { data } = useQuery(candidatesQuery(file.id));
  const [searching, setSearching] = useState(false);
  return (
    <div className="actions">
      {data?.map((movie) => (
        <button
          className="btn btn-outline-primary btn-sm"
          type="button"
          key={movie.id}
          onClick={() => onChoose(movie.id)}
        >
          {titleOf(movie, i18n.language)} {movie.year && `(${movie.year})`}
        </button>
      ))}
      <button className="btn btn-outline-primary btn-sm" type="button" onClick={() => setSearching(true)}>
        {t('files.search')}
      </button>
      {searching && (
        <MovieChooser
          title={t('files.which', { name: file.path })}
          begin={file.title}
          once
          onChoose={(movie) => onChoose(movie.id)}
          onClose={() => setSearching(false)}
        />
      )}
    </div>
  );
}

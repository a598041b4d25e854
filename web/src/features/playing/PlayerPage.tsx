import { useQuery } from '@tanstack/react-query';
import { memo, type RefObject, useCallback, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams } from 'react-router';
import { useToast } from '../../kit/Toasts';
import { ApiError, type PlayItem } from '../../api/client';
import { clockText } from '../../lib/clock';
import { playItemQuery } from '../../api/player';
import { usePageTitle } from '../../lib/usePageTitle';
import { Controls } from './Controls';
import { usePosition } from './usePosition';
import { useSource, type Wish } from './useSource';

const aBeginning = 15_000;

/** The cinema: one film over the whole window. */
export function PlayerPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const { id } = useParams();
  const { data, error, refetch } = useQuery(playItemQuery(Number(id)));
  if (error) {
    return (
      <main className="cinema cinema--notice">
        <div className="notice" role="alert">
          <p className="notice__title">{t('player.refused')}</p>
          <p>{error instanceof ApiError && error.status === 403 ? t('player.mayNot') : error.message}</p>
          <div className="actions actions--center">
            {!(error instanceof ApiError && error.status === 403) && (
              <button className="btn btn-primary" type="button" onClick={() => void refetch()}>
                {t('error.retry')}
              </button>
            )}
            <button className="btn btn-outline-primary" type="button" onClick={() => void navigate(-1)}>
              {t('player.back')}
            </button>
          </div>
        </div>
      </main>
    );
  }
  return data ? <Player key={data.id} item={data} /> : <main className="cinema" aria-busy="true" />;
}

function showTrack(video: HTMLVideoElement | null, id: string) {
  for (const track of video?.textTracks ?? []) track.mode = track.id === id ? 'showing' : 'disabled';
}

/** Where one was is said once, when the film opens. */
function useWelcomeBack(videoRef: RefObject<HTMLVideoElement | null>, item: PlayItem, resumed: boolean) {
  const { t } = useTranslation();
  const toast = useToast();
  useEffect(() => {
    if (!resumed) return;
    toast({
      text: t('player.resumed', { at: clockText(item.position_ms) }),
      actions: [
        {
          name: t('player.startOver'),
          run: () => {
            if (videoRef.current) videoRef.current.currentTime = 0;
          },
        },
      ],
    });
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, []);
}

/** The tracks are the page's; which one shows is the player's to say. */
const Tracks = memo(function Tracks({ choices }: { choices: PlayItem['subtitles'] }) {
  return choices.map((choice) => (
    <track
      key={choice.id}
      id={choice.id}
      kind="subtitles"
      src={choice.url}
      srcLang={choice.language || undefined}
      label={choice.label || choice.language || choice.id}
    />
  ));
});

function Failed({ text, onRetry, onSmaller }: { text: string; onRetry: () => void; onSmaller?: () => void }) {
  const { t } = useTranslation();
  return (
    <div className="cinema__notice" role="alert">
      <p className="notice__title">{t('player.failed')}</p>
      <p>{text}</p>
      <div className="actions">
        <button className="btn btn-primary" type="button" onClick={onRetry}>
          {t('error.retry')}
        </button>
        {onSmaller && (
          <button className="btn btn-outline-primary" type="button" onClick={onSmaller}>
            {t('player.trySmaller')}
          </button>
        )}
      </div>
    </div>
  );
}

function Player({ item }: { item: PlayItem }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const toast = useToast();
  const roomRef = useRef<HTMLElement>(null);
  const videoRef = useRef<HTMLVideoElement>(null);
  const resumed = item.position_ms > aBeginning && item.position_ms < item.duration_ms * 0.95;
  const [wish, setWish] = useState<Wish>({ file: item.id, from: resumed ? item.position_ms : 0 });
  const [subtitle, setSubtitle] = useState<string>(() => item.subtitles.find(({ chosen }) => chosen)?.id ?? '');
  const { playback, error, retry } = useSource(videoRef, wish);
  const logged = useCallback(() => toast({ text: t('player.logged') }), [toast, t]);
  usePosition(videoRef, item.id, logged);
  usePageTitle(item.title);

  useWelcomeBack(videoRef, item, resumed);

  // Another track or picture: the same film from where it is.
  const change = (next: Partial<Wish>) =>
    setWish((now) => ({ ...now, ...next, from: Math.round((videoRef.current?.currentTime ?? 0) * 1000) }));

  useEffect(() => {
    showTrack(videoRef.current, subtitle);
  }, [subtitle, playback]);

  return (
    <main className="cinema" ref={roomRef}>
      <video
        ref={videoRef}
        className="cinema__picture"
        playsInline
        onEnded={() => item.next_id && void navigate(`/play/${item.next_id}`, { replace: true })}
      >
        <Tracks choices={item.subtitles} />
      </video>
      {error && (
        <Failed
          text={error.message}
          onRetry={retry}
          onSmaller={item.heights.includes(480) ? () => change({ height: 480 }) : undefined}
        />
      )}
      <Controls
        roomRef={roomRef}
        videoRef={videoRef}
        item={item}
        playback={playback}
        wish={wish}
        subtitle={subtitle}
        onSubtitle={setSubtitle}
        onChange={change}
        onNext={item.next_id ? () => void navigate(`/play/${item.next_id}`, { replace: true }) : undefined}
      />
    </main>
  );
}

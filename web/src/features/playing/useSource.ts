import type Hls from 'hls.js';
import { useEffect, useState, type RefObject } from 'react';
import { abilitiesOf, simplest } from '../../lib/abilities';
import { answer, api, ApiError, type Playback } from '../../lib/api';

/** What the viewer asked for, of one file. */
export interface Wish {
  file: number;
  audio?: number;
  height?: number;
  from: number; // ms
}

export interface Source {
  playback?: Playback;
  error?: Error;
  retry: () => void;
}

/** Gives the video what this browser can play; where it cannot keep its promise, asks once for the simplest form. */
export function useSource(videoRef: RefObject<HTMLVideoElement | null>, wish: Wish | undefined): Source {
  const [playback, setPlayback] = useState<Playback>();
  const [error, setError] = useState<Error>();
  const [turn, setTurn] = useState(0);

  useEffect(() => {
    const element = videoRef.current;
    if (!element || !wish) return;
    let over = false;
    let hls: Hls | undefined;
    let tries = 0;
    const begin = async (from: number) => {
      try {
        const abilities = tries === 0 ? abilitiesOf(element) : simplest;
        const { data } = await answer(
          api.POST('/api/media/{id}/playback', {
            params: { path: { id: wish.file } },
            body: { ...abilities, audio: wish.audio, height: wish.height, position_ms: from },
          }),
        );
        if (over) return;
        setPlayback(data);
        setError(undefined);
        const start = () => {
          if (from > 0) element.currentTime = from / 1000;
          void element.play().catch(() => undefined); // a browser may want a press first
        };
        if (data.mode === 'direct') {
          element.src = data.url;
          element.addEventListener('loadedmetadata', start, { once: true });
          return;
        }
        const { default: HlsPlayer } = await import('hls.js/light');
        if (over) return;
        if (!HlsPlayer.isSupported()) {
          element.src = data.url; // Safari reads playlists itself
          element.addEventListener('loadedmetadata', start, { once: true });
          return;
        }
        const player = new HlsPlayer({
          enableWorker: false, // the Content-Security-Policy allows no workers made of text
          startPosition: from / 1000,
          maxBufferLength: 30,
          fragLoadPolicy: {
            default: {
              maxTimeToFirstByteMs: 30_000,
              maxLoadTimeMs: 60_000,
              timeoutRetry: { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 2000 },
              errorRetry: { maxNumRetry: 4, retryDelayMs: 1000, maxRetryDelayMs: 4000 },
            },
          },
        });
        hls = player;
        player.on(HlsPlayer.Events.ERROR, (_, problem) => {
          if (!problem.fatal || over) return;
          fail(problem.response?.code ? new ApiError(problem.response.code) : new Error(problem.details));
        });
        player.loadSource(data.url);
        player.attachMedia(element);
        element.addEventListener('loadedmetadata', () => void element.play().catch(() => undefined), { once: true });
      } catch (problem) {
        if (!over) setError(problem as Error);
      }
    };
    const fail = (problem: Error) => {
      hls?.destroy();
      hls = undefined;
      if (tries++ === 0) void begin(Math.max(wish.from, element.currentTime * 1000));
      else setError(problem);
    };
    const refused = () => {
      if (element.error && !over && !hls) fail(new Error(element.error.message));
    };
    element.addEventListener('error', refused);
    void begin(wish.from);
    return () => {
      over = true;
      element.removeEventListener('error', refused);
      hls?.destroy();
      element.removeAttribute('src');
      element.load();
    };
  }, [videoRef, wish, turn]);

  return {
    playback,
    error,
    retry: () => {
      setError(undefined);
      setTurn((n) => n + 1);
    },
  };
}

import type Hls from 'hls.js';
import { useEffect, useState, type RefObject } from 'react';
import { abilitiesOf, simplest } from '../../lib/abilities';
import { ApiError, type Abilities, type Playback } from '../../api/client';
import { beginPlayback } from '../../api/player';

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

const ask = async (wish: Wish, abilities: Abilities, from: number) =>
  (await beginPlayback(wish.file, { ...abilities, audio: wish.audio, height: wish.height, position_ms: from })).data;

/** Plays when the film is known; the video finds its place itself where it is not told one (ms). */
function begins(element: HTMLVideoElement, from = 0) {
  const start = () => {
    if (from > 0) element.currentTime = from / 1000;
    void element.play().catch(() => undefined); // a browser may want a press first
  };
  element.addEventListener('loadedmetadata', start, { once: true });
}

/** How hls.js asks: patiently, for a film that is being converted. */
const manners = {
  enableWorker: false, // the Content-Security-Policy allows no workers made of text
  maxBufferLength: 30,
  fragLoadPolicy: {
    default: {
      maxTimeToFirstByteMs: 30_000,
      maxLoadTimeMs: 60_000,
      timeoutRetry: { maxNumRetry: 2, retryDelayMs: 500, maxRetryDelayMs: 2000 },
      errorRetry: { maxNumRetry: 4, retryDelayMs: 1000, maxRetryDelayMs: 4000 },
    },
  },
};

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
        const data = await ask(wish, tries === 0 ? abilitiesOf(element) : simplest, from);
        if (over) return;
        setPlayback(data);
        setError(undefined);
        const HlsPlayer = data.mode === 'direct' ? undefined : (await import('hls.js/light')).default;
        if (over) return;
        if (!HlsPlayer?.isSupported()) {
          element.src = data.url; // Safari reads playlists itself
          begins(element, from);
          return;
        }
        const player = new HlsPlayer({ ...manners, startPosition: from / 1000 });
        hls = player;
        player.on(HlsPlayer.Events.ERROR, (_, problem) => {
          if (!problem.fatal || over) return;
          fail(problem.response?.code ? new ApiError(problem.response.code) : new Error(problem.details));
        });
        player.loadSource(data.url);
        player.attachMedia(element);
        begins(element);
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

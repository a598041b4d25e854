import { useEffect, type RefObject } from 'react';
import { keepPosition } from '../../api/player';

const every = 5_000;

/** Tells the server now and then, and on leaving, how far one is; `onLogged` when that became a viewing. */
export function usePosition(videoRef: RefObject<HTMLVideoElement | null>, file: number, onLogged: () => void) {
  useEffect(() => {
    const element = videoRef.current;
    if (!element) return;
    let told = -1;
    const tell = async (leaving: boolean) => {
      const position_ms = Math.round(element.currentTime * 1000);
      if (element.readyState === 0 || position_ms === told || (position_ms === 0 && told < 0)) return;
      told = position_ms;
      try {
        if (await keepPosition(file, position_ms, leaving)) onLogged();
      } catch {
        told = -1; // the next time says it
      }
    };
    const timer = setInterval(() => !element.paused && void tell(false), every);
    const pause = () => void tell(false);
    const leave = () => void tell(true);
    element.addEventListener('pause', pause);
    element.addEventListener('seeked', pause);
    element.addEventListener('ended', pause);
    window.addEventListener('pagehide', leave);
    return () => {
      clearInterval(timer);
      element.removeEventListener('pause', pause);
      element.removeEventListener('seeked', pause);
      element.removeEventListener('ended', pause);
      window.removeEventListener('pagehide', leave);
      void tell(true);
    };
  }, [videoRef, file, onLogged]);
}

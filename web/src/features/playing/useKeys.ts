import { useEffect, type RefObject } from 'react';

/** The keys that every player has: space, arrows, f, m, c, 0 to 9, < and >. */
export function useKeys(
  videoRef: RefObject<HTMLVideoElement | null>,
  does: {
    wake: () => void;
    seek: (ms: number) => void;
    toggle: () => void;
    full: () => void;
    nextSubtitle: () => void;
    duration: number;
  },
) {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      const element = videoRef.current;
      const target = event.target as HTMLElement;
      const typing = target.matches('select, textarea, input:not([type=range]), dialog *');
      if (!element || typing || event.ctrlKey || event.metaKey || event.altKey) return;
      const onButton = target.matches('button, a') && (event.key === ' ' || event.key === 'Enter');
      if (onButton && !target.matches('.cinema__curtain')) return;
      const at = element.currentTime * 1000;
      const volume = (by: number) => (element.volume = Math.min(1, Math.max(0, element.volume + by)));
      const speed = (by: number) => (element.playbackRate = Math.min(2, Math.max(0.5, element.playbackRate + by)));
      const keys: Record<string, () => void> = {
        ' ': does.toggle,
        k: does.toggle,
        ArrowLeft: () => does.seek(at - 10_000),
        ArrowRight: () => does.seek(at + 10_000),
        ArrowUp: () => volume(0.1),
        ArrowDown: () => volume(-0.1),
        f: does.full,
        m: () => (element.muted = !element.muted),
        c: does.nextSubtitle,
        '<': () => speed(-0.25),
        '>': () => speed(0.25),
        Home: () => does.seek(0),
        End: () => does.seek(does.duration),
      };
      const digit = /^[0-9]$/.test(event.key) ? () => does.seek((does.duration * Number(event.key)) / 10) : undefined;
      const run = keys[event.key] ?? keys[event.key.toLowerCase()] ?? digit;
      if (!run) return;
      event.preventDefault();
      run();
      does.wake();
    };
    document.addEventListener('keydown', press);
    return () => document.removeEventListener('keydown', press);
  }, [videoRef, does]);
}

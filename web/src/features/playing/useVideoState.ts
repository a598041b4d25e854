import { useEffect, useState, type RefObject } from 'react';

/** What the video is at, told as it changes. */
export function useVideoState(videoRef: RefObject<HTMLVideoElement | null>) {
  const [state, setState] = useState({
    at: 0,
    loaded: 0,
    paused: true,
    waiting: true,
    muted: false,
    volume: 1,
    speed: 1,
  });
  useEffect(() => {
    const element = videoRef.current;
    if (!element) return;
    const look = () => {
      const { buffered, currentTime } = element;
      let loaded = currentTime;
      for (let i = 0; i < buffered.length; ++i)
        if (buffered.start(i) <= currentTime + 0.5) loaded = Math.max(loaded, buffered.end(i));
      setState({
        at: currentTime * 1000,
        loaded: loaded * 1000,
        paused: element.paused,
        waiting: element.readyState < 3,
        muted: element.muted,
        volume: element.volume,
        speed: element.playbackRate,
      });
    };
    const events = [
      'timeupdate',
      'progress',
      'play',
      'pause',
      'waiting',
      'playing',
      'canplay',
      'seeking',
      'seeked',
      'volumechange',
      'ratechange',
    ];
    events.forEach((event) => element.addEventListener(event, look));
    return () => events.forEach((event) => element.removeEventListener(event, look));
  }, [videoRef]);
  return state;
}

import type { Abilities } from '../api/client';

// What this browser can play, as it says itself.
const containers = { mp4: 'video/mp4; codecs="avc1.42E01E"', webm: 'video/webm; codecs="vp8"' } as const;
const codecs = {
  h264: 'video/mp4; codecs="avc1.640028"',
  hevc: 'video/mp4; codecs="hvc1.1.6.L120.90"',
  av1: 'video/mp4; codecs="av01.0.05M.08"',
  vp8: 'video/webm; codecs="vp8"',
  vp9: 'video/mp4; codecs="vp09.00.10.08"',
  aac: 'audio/mp4; codecs="mp4a.40.2"',
  mp3: 'audio/mpeg',
  opus: 'audio/mp4; codecs="opus"',
  vorbis: 'audio/webm; codecs="vorbis"',
  flac: 'audio/mp4; codecs="flac"',
  ac3: 'audio/mp4; codecs="ac-3"',
  eac3: 'audio/mp4; codecs="ec-3"',
} as const;

function supported<Name extends string>(video: HTMLVideoElement, types: Record<Name, string>): Name[] {
  return (Object.keys(types) as Name[]).filter((name) => video.canPlayType(types[name]) !== '');
}

export function abilitiesOf(video: HTMLVideoElement): Pick<Abilities, 'containers' | 'codecs'> {
  return { containers: supported(video, containers), codecs: supported(video, codecs) };
}

/** For another try where a browser could not keep what it promised: what all of them can, in other packets. */
export const simplest: Pick<Abilities, 'containers' | 'codecs'> = { containers: [], codecs: ['h264', 'aac'] };

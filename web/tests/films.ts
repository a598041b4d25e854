import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

// A folder of films, made by FFmpeg: a minute or less of moving colours, named like films of the starter catalogue.

const picture = (seconds: number, size = '640x360') => [
  '-f',
  'lavfi',
  '-i',
  `testsrc2=size=${size}:rate=24:duration=${seconds}`,
];
const sound = (seconds: number, tone = 440) => ['-f', 'lavfi', '-i', `sine=frequency=${tone}:duration=${seconds}`];

function ffmpeg(out: string, arguments_: string[]) {
  mkdirSync(path.dirname(out), { recursive: true });
  execFileSync('ffmpeg', ['-nostdin', '-loglevel', 'error', '-y', ...arguments_, out]);
}

const cues = (text: string) => `1\n00:00:00,500 --> 00:00:39,000\n${text}\n`;

export function folderOfFilms(): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'films-'));
  const at = (name: string) => path.join(folder, name);
  const mp4 = at('The Godfather (1972)/The Godfather (1972).mp4');
  const h264 = ['-c:v', 'libx264', '-preset', 'ultrafast', '-pix_fmt', 'yuv420p', '-g', '48', '-c:a', 'aac'];
  ffmpeg(mp4, [...picture(40), ...sound(40), ...h264, '-movflags', '+faststart']);
  writeFileSync(at('The Godfather (1972)/The Godfather (1972).en.srt'), cues('An offer beside the film'));
  writeFileSync(at('one.srt'), cues('Here is looking at you'));
  writeFileSync(at('two.srt'), cues('За тебя, малыш'));
  ffmpeg(at('Casablanca.1942.1080p.BluRay.x265-GRP/Casablanca.1942.1080p.mkv'), [
    ...[...picture(40), ...sound(40), ...sound(40, 880), '-i', at('one.srt'), '-i', at('two.srt')],
    ...['-map', '0:v', '-map', '1:a', '-map', '2:a', '-map', '3', '-map', '4'],
    ...['-c:v', 'libx265', '-preset', 'ultrafast', '-x265-params', 'log-level=error:keyint=48', '-pix_fmt', 'yuv420p'],
    ...['-c:a', 'ac3', '-c:s', 'srt', '-metadata:s:a:0', 'language=eng', '-metadata:s:a:1', 'language=rus'],
    ...['-metadata:s:s:0', 'language=eng', '-metadata:s:s:1', 'language=rus'],
  ]);
  ffmpeg(at('Stalker/Stalker (1979) cd1.avi'), [...picture(6, '320x240'), ...sound(6), '-c:v', 'mpeg4', '-c:a', 'mp3']);
  ffmpeg(at('Metropolis (1927).webm'), [
    ...[...picture(6, '320x240'), ...sound(6)],
    ...['-c:v', 'libvpx', '-b:v', '300k', '-c:a', 'libvorbis'],
  ]);
  writeFileSync(at('Alien (1979).mp4'), readFileSync(mp4).subarray(0, 30_000));
  writeFileSync(at('Jaws (1975).mkv'), 'This is a text, whatever it is called.\n');
  return folder;
}

/** A JPEG of moving colours, standing still. */
export function pictureFile(folder: string, size: string): string {
  const file = path.join(mkdtempSync(path.join(folder, '.pictures-')), 'picture.jpg');
  ffmpeg(file, ['-f', 'lavfi', '-i', `testsrc2=size=${size}`, '-frames:v', '1']);
  return file;
}

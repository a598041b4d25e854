import type { Picture } from '../api/client';

/** The widths that the server makes, in pixels. */
const widths = [92, 185, 342, 500, 780, 1280, 1920];

/** Those that differ: from the first that is as wide as the picture on, all are the picture itself. */
export function widthsOf(picture: Picture): number[] {
  const whole = widths.findIndex((width) => width >= picture.width);
  return whole < 0 ? widths : widths.slice(0, whole + 1);
}

/** A srcset; each width as the browser will find it. */
export function sourceSet(picture: Picture, format: 'avif' | 'webp' | 'jpg'): string {
  return widthsOf(picture)
    .map((width) => `${picture.url}/${width}.${format} ${Math.min(width, picture.width)}w`)
    .join(', ');
}

/** A part of a picture, in ten thousandths of it, as the server takes it. */
export interface Crop {
  left: number;
  top: number;
  width: number;
  height: number;
}

/**
 * From per cent, as the cropper says it; never more than is there. Nothing for a file that the browser cannot show: the
 * server says what is wrong with it.
 */
export function cropOf(area?: { x: number; y: number; width: number; height: number }): Crop | undefined {
  if (!area || !Object.values(area).every(Number.isFinite)) return undefined;
  const share = (percent: number, most: number) => Math.min(Math.max(Math.round(percent * 100), 0), most);
  const left = share(area.x, 9_999);
  const top = share(area.y, 9_999);
  return {
    left,
    top,
    width: Math.max(share(area.width, 10_000 - left), 1),
    height: Math.max(share(area.height, 10_000 - top), 1),
  };
}

/** Whether nothing of the picture is left out. */
export function isWhole({ width, height }: Crop): boolean {
  return width === 10_000 && height === 10_000;
}

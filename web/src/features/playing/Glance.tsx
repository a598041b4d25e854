import { useQuery } from '@tanstack/react-query';
import { useState, type PointerEvent } from 'react';
import type { PlayItem } from '../../api/client';
import { clockText } from '../../lib/clock';
import { previewsQuery } from '../../api/player';

/** Where in the film the pointer is above the bar, in ms; nothing when it is elsewhere. A finger seeks at once. */
export function useGlance(duration: number) {
  const [at, setAt] = useState<number>();
  const look = (event: PointerEvent<HTMLElement>) => {
    if (event.pointerType === 'touch') return;
    const { left, width } = event.currentTarget.getBoundingClientRect();
    setAt(Math.min(Math.max((event.clientX - left) / width, 0), 1) * duration);
  };
  return { at, watch: { onPointerMove: look, onPointerLeave: () => setAt(undefined) } };
}

/** What is to be seen there: a small frame, as soon as the server has made them; the chapter; the time. */
export function Glance({ at, item }: { at: number; item: PlayItem }) {
  const { data } = useQuery(previewsQuery(item.id));
  const chapter = item.chapters.findLast(({ start_ms }) => start_ms <= at)?.title;
  const i = data ? Math.min(Math.floor(at / Math.max(1, data.step_ms)), data.count - 1) : 0;
  return (
    <div
      className="cinema__glance"
      style={{ left: `clamp(6.5rem, ${(at / Math.max(1, item.duration_ms)) * 100}%, 100% - 6.5rem)` }}
      aria-hidden="true"
    >
      {data?.ready && data.count > 0 && (
        <div
          className="cinema__frame"
          style={{
            width: data.width,
            height: data.height,
            backgroundImage: `url("${data.url}")`,
            backgroundPosition: `-${(i % data.columns) * data.width}px -${Math.floor(i / data.columns) * data.height}px`,
          }}
        />
      )}
      {chapter && <span className="cinema__scene">{chapter}</span>}
      <span>{clockText(at)}</span>
    </div>
  );
}

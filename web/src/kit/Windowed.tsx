import { useWindowVirtualizer } from '@tanstack/react-virtual';
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react';

/** Up to so many rows stand in the page all at once: then the browser's own search finds each. */
const few = 200;

export interface Row {
  /** For the row's <li>: it is measured, and says where in the list it stands. */
  ref: (row: HTMLLIElement | null) => void;
  'data-index': number;
  'aria-setsize': number;
  'aria-posinset': number;
}

interface Props<T> {
  className: string;
  items: T[];
  keyOf: (item: T) => string | number;
  /** About how high a row is, in pixels. */
  height: number;
  children: (item: T, index: number, row?: Row) => ReactNode;
}

function Window<T>({ className, items, keyOf, height, children }: Props<T>) {
  const list = useRef<HTMLOListElement>(null);
  const [top, setTop] = useState(0);
  useLayoutEffect(() => setTop((list.current?.getBoundingClientRect().top ?? 0) + window.scrollY), []);
  const window_ = useWindowVirtualizer({
    count: items.length,
    estimateSize: () => height,
    getItemKey: (index) => keyOf(items[index]!),
    overscan: 12,
    scrollMargin: top,
    // Rows from the first moment: a page that was empty for one would lose its place.
    initialRect: { width: window.innerWidth, height: window.innerHeight },
  });
  const rows = window_.getVirtualItems();
  const before = rows.length > 0 ? rows[0]!.start - top : 0;
  const after = window_.getTotalSize() + top - (rows.at(-1)?.end ?? top);
  return (
    <ol
      className={`${className} windowed`}
      ref={list}
      style={{ paddingBlockStart: `${before}px`, paddingBlockEnd: `${Math.max(0, after)}px` }}
    >
      {rows.map(({ index }) =>
        children(items[index]!, index, {
          ref: window_.measureElement,
          'data-index': index,
          'aria-setsize': items.length,
          'aria-posinset': index + 1,
        }),
      )}
    </ol>
  );
}

/** A list of rows; of a long one only what is seen and a little around it stands in the page. */
export function Windowed<T>(props: Props<T>) {
  if (props.items.length > few) return <Window {...props} />;
  return <ol className={props.className}>{props.items.map((item, i) => props.children(item, i))}</ol>;
}

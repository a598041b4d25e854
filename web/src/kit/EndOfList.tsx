import { useEffect, useRef } from 'react';

/** Calls `reach` when its end comes near, as long as `active`. */
export function EndOfList({ active, reach }: { active: boolean; reach: () => void }) {
  const end = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (!active || !end.current) return;
    const observer = new IntersectionObserver(([entry]) => entry?.isIntersecting && reach(), { rootMargin: '800px' });
    observer.observe(end.current);
    return () => observer.disconnect();
  }, [active, reach]);
  return <div ref={end} />;
}

import { startTransition, useEffect, useRef, useState } from 'react';

/** Whether an element has come near the part of the page that is seen; once true it stays so. */
export function useNear<T extends Element>(margin = '300px') {
  const element = useRef<T>(null);
  const [near, setNear] = useState(false);
  useEffect(() => {
    if (near || !element.current) return;
    const observer = new IntersectionObserver(
      ([entry]) => entry?.isIntersecting && startTransition(() => setNear(true)),
      { rootMargin: margin },
    );
    observer.observe(element.current);
    return () => observer.disconnect();
  }, [near, margin]);
  return [element, near] as const;
}

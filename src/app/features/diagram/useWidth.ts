/** Width of an element in whole pixels, known at the first paint and followed from then on. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** 0 until the element is there. Does not wait for an animation frame: a page in a background tab has none. */
export function useWidth<T extends HTMLElement>(): { ref: RefObject<T | null>; width: number } {
  const ref = useRef<T>(null);
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element) return;
    // A page that is not shown may have no width; what was known then stays.
    const measure = () => setWidth((known) => element.clientWidth || known);
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(element);
    return () => observer.disconnect();
  }, []);
  return { ref, width };
}

/** Which of the three forms of the stage fits the window: all beside one another, two columns, or a phone's screens. */
import { useSyncExternalStore } from 'react';

export type Layout = 'phone' | 'medium' | 'wide';

/** From so many pixels of width on; below the first it is a phone. */
const from = { medium: 700, wide: 1200 };

const [medium, wide] = [from.medium, from.wide].map((width) => matchMedia(`(min-width: ${width}px)`)) as [
  MediaQueryList,
  MediaQueryList,
];

const layoutNow = (): Layout => (wide.matches ? 'wide' : medium.matches ? 'medium' : 'phone');

function subscribe(listener: () => void): () => void {
  for (const query of [medium, wide]) query.addEventListener('change', listener);
  return () => {
    for (const query of [medium, wide]) query.removeEventListener('change', listener);
  };
}

/** Known at the first paint, and followed from then on. */
export const useLayout = (): Layout => useSyncExternalStore(subscribe, layoutNow);

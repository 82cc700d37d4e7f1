/** Which of several tabs have been open so far: those stay, out of sight, so that what was typed or chosen in them is not lost. */
import { useRef } from 'react';

export function useSeen<T>(open: T): (tab: T) => boolean {
  const seen = useRef(new Set<T>());
  seen.current.add(open);
  return (tab) => seen.current.has(tab);
}

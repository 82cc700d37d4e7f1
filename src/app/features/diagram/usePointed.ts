/** Which card the pointer or the focus is on, with a short delay, so that a pointer on its way to the hover card keeps the card open. */
import { useCallback, useEffect, useRef, useState } from 'react';

/** Milliseconds. */
const delay = { show: 60, hide: 240 };

export function usePointed() {
  const [pointed, setPointed] = useState<string>();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const point = useCallback((id: string | undefined, when: 'now' | 'soon' = 'soon') => {
    clearTimeout(timer.current);
    if (when === 'now') setPointed(id);
    else timer.current = setTimeout(() => setPointed(id), id === undefined ? delay.hide : delay.show);
  }, []);
  const clear = useCallback(() => point(undefined, 'now'), [point]);
  useEffect(() => () => clearTimeout(timer.current), []);
  // Escape hides the card wherever the focus is: it may cover what a person wants to see.
  useEffect(() => {
    if (pointed === undefined) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape') clear();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, [pointed, clear]);
  return { pointed, point, clear };
}

/** Whether something is under way for so long that a person sees it: what is over sooner is not worth a flicker. */
import { useEffect, useState } from 'react';

/** Milliseconds. */
const unseen = 150;

export function useSlow(waits: boolean): boolean {
  const [slow, setSlow] = useState(false);
  useEffect(() => {
    if (!waits) return;
    const timer = setTimeout(setSlow, unseen, true);
    return () => {
      clearTimeout(timer);
      setSlow(false);
    };
  }, [waits]);
  return waits && slow;
}

/** What a part of the page says of itself that shows something of before: that it waits and, once that is seen, for its styles too. */
export const useBefore = (waits: boolean) => ({
  'aria-busy': waits,
  'data-before': useSlow(waits) || undefined,
});

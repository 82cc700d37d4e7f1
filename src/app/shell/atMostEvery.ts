/** Throttles a function with a trailing call, so that the last state is always shown. */

/** @param interval milliseconds between two calls. */
export function atMostEvery(interval: number, call: () => void, now: () => number = Date.now): () => void {
  let last = Number.NEGATIVE_INFINITY;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const go = () => {
    clearTimeout(timer);
    timer = undefined;
    last = now();
    call();
  };
  return () => {
    const wait = last + interval - now();
    if (wait <= 0) go();
    else timer ??= setTimeout(go, wait);
  };
}

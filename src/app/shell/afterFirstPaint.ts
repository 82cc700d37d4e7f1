/**
 * Delays heavy work until the page has painted: a worker that starts beside the first paint takes the processor from
 * it.
 */

/** Milliseconds after which the call is made anyway: a hidden page paints nothing. */
const longestWait = 1000;

/** Calls back once, when the page has painted something for the first time. */
export function afterFirstPaint(call: () => void): void {
  let called = false;
  const once = () => {
    if (called) return;
    called = true;
    observer?.disconnect();
    call();
  };
  const observer = globalThis.PerformanceObserver?.supportedEntryTypes?.includes('paint')
    ? new PerformanceObserver((list) => {
        if (list.getEntriesByName('first-contentful-paint').length > 0) once();
      })
    : undefined;
  observer?.observe({ type: 'paint', buffered: true });
  setTimeout(once, document.hidden || !observer ? 0 : longestWait);
}

/**
 * Lets the event loop handle messages and finished GPU work between two steps, without the 4 ms (or, in hidden tabs,
 * 1 s) that timers cost.
 */

function fromChannel(): () => Promise<void> {
  const { port1, port2 } = new MessageChannel();
  const waiting: (() => void)[] = [];
  port1.onmessage = () => waiting.shift()?.();
  return () =>
    new Promise((resolve) => {
      waiting.push(resolve);
      port2.postMessage(0);
    });
}

/** Resolves in a later task of the event loop. */
export const yieldToEventLoop: () => Promise<void> =
  typeof setImmediate === 'function' ? () => new Promise((resolve) => setImmediate(resolve)) : fromChannel();

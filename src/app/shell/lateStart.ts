/**
 * A late start for the worker: commands wait, in order, until the page has painted. A worker that starts beside the first
 * paint takes the processor from it.
 */
import type { TrainerClient } from '../../worker/client.ts';
import type { WorkerCommand } from '../../worker/protocol.ts';

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

/** @param when calls back once, when commands may go from then on. */
export function sendLater(client: TrainerClient, when: (go: () => void) => void): TrainerClient {
  let waiting: WorkerCommand[] | undefined = [];
  when(() => {
    const first = waiting ?? [];
    waiting = undefined;
    for (const command of first) client.send(command);
  });
  return {
    ...client,
    send: (command) => {
      if (waiting) waiting.push(command);
      else client.send(command);
    },
  };
}

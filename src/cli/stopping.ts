/**
 * What makes a run stop before its end: Ctrl-C, a request to terminate, a terminal that was closed, an output that nobody
 * reads. All of them let it finish its step and keep what it has learned; the exit code says which it was.
 */
import type { Terminal } from './command.ts';
import { type Ending, exitCodes } from './exitCodes.ts';

const signals = { SIGINT: 'interrupted', SIGTERM: 'terminated', SIGHUP: 'hungUp' } as const;

/** Some shells and tools send a signal twice: what comes later than this many milliseconds is meant. */
const sameRequest = 1000;

export interface Stopping {
  /** What made the run stop, if anything has. */
  readonly reason: () => Ending | undefined;
  /** The run is over and kept: a signal that comes now changes nothing about how it ended. */
  readonly release: () => void;
}

/** Stops the run at the first request, the process at the second Ctrl-C or SIGTERM. */
export function stopOnRequest({ tell, onUnread }: Terminal, stop: () => void): Stopping {
  let reason: Ending | undefined;
  let asked = 0;
  let over = false;
  const request = (ending: Ending, words: string) => {
    if (reason !== undefined) return false;
    reason = ending;
    asked = performance.now();
    if (over) return true;
    tell(`Stopping after this step${words}`);
    stop();
    return true;
  };
  const onSignal = (name: NodeJS.Signals) => {
    const ending = signals[name as keyof typeof signals];
    const words = name === 'SIGHUP' ? ': the terminal was closed.' : '; Ctrl-C again ends at once.';
    if (request(ending, words) || name === 'SIGHUP') return;
    if (performance.now() - asked > sameRequest) process.exit(exitCodes[ending]);
  };
  const names = Object.keys(signals) as NodeJS.Signals[];
  for (const name of names) process.on(name, onSignal);
  onUnread((ending) => void request(ending, ': nobody reads the output any more.'));
  return {
    reason: () => reason,
    release: () => {
      // The listeners stay: without them a signal would kill the process while it gives its device back.
      over = true;
    },
  };
}

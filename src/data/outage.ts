/**
 * Files that cannot be had for want of a connection: whoever can wait is told of it, and they are tried again, after longer and
 * longer waits and at once when the browser says that it is back. What a server does answer, and what is wrong with it, is no outage.
 */
import { childController, type RetryPolicy } from '../base/retry.ts';
import type { LoadFault } from '../problems/data.ts';
import { DataError, loadFaultOf } from './dataError.ts';
import type { ShardSource } from './shardSource.ts';

export interface Waiting {
  readonly source: ShardSource;
  readonly retry: RetryPolicy;
  readonly signal: AbortSignal;
  /** True once the connection is gone, false once it is back. Without it nobody waits. */
  readonly onOutage?: (gone: boolean) => void;
}

/** What servers and what stands before them answer when they cannot serve just now. */
const passing = [408, 429, 502, 503, 504];

const isOutage = (fault: LoadFault): boolean => {
  switch (fault.kind) {
    case 'unreachable':
    case 'broken-off':
    case 'stalled':
    case 'nothing-sent':
      return true;
    case 'refused':
      return passing.includes(fault.status);
    default:
      return false;
  }
};

/** The first wait and the longest, in units of the policy's: its own tries have waited less. */
const waits = { first: 2 ** 3, longest: 2 ** 6 };

/** @throws what `work` throws, unless that is an outage that can be waited for; the signal's reason when aborted. */
export async function throughOutages<T>(work: () => Promise<T>, waiting: Waiting): Promise<T> {
  const { source, retry, signal, onOutage } = waiting;
  for (let n = 0; ; n++) {
    try {
      const got = await work();
      onOutage?.(false);
      return got;
    } catch (error) {
      signal.throwIfAborted();
      const mayWait = onOutage && source.reconnected && !(error instanceof DataError);
      if (!mayWait || !isOutage(loadFaultOf(error))) throw error;
    }
    onOutage(true);
    const { controller, release } = childController(signal);
    const ms = retry.firstWaitMs * Math.min(waits.longest, waits.first * 2 ** n) * (0.5 + retry.random());
    try {
      await Promise.race([retry.sleep(ms, controller.signal), source.reconnected?.(controller.signal)]);
    } finally {
      release();
      controller.abort();
    }
  }
}

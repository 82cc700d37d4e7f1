/**
 * Retries with exponential back-off and jitter, and a time-out for connections that stall. This file knows nothing of
 * what is tried: the caller says which errors are final.
 */

export interface RetryPolicy {
  /** Wait before the second try; doubles with each further one, ±50 % so that many pages do not knock in step. */
  readonly firstWaitMs: number;
  /** A try fails when no byte arrives for so long. */
  readonly stallMs: number;
  readonly sleep: (ms: number, signal: AbortSignal) => Promise<void>;
  /** 0…1. Not the run's seed: when a network fails is not reproducible anyway. */
  readonly random: () => number;
}

/** Resolves after `ms`, or rejects with the signal's reason. */
function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const end = () => {
      clearTimeout(timer);
      reject(signal.reason);
    };
    const timer = setTimeout(() => {
      signal.removeEventListener('abort', end);
      resolve();
    }, ms);
    if (signal.aborted) end();
    else signal.addEventListener('abort', end, { once: true });
  });
}

export const defaultRetryPolicy: RetryPolicy = {
  firstWaitMs: 500,
  stallMs: 30_000,
  sleep,
  random: Math.random,
};

/**
 * Calls `attempt` until it succeeds, at most `tries` times.
 * An abort and an error that `isFinal` says is final end it at once.
 * @throws the last error.
 */
export async function withRetries<T>(
  attempt: (tryNumber: number) => Promise<T>,
  tries: number,
  policy: RetryPolicy,
  signal: AbortSignal,
  isFinal: (error: unknown) => boolean,
): Promise<T> {
  for (let tryNumber = 1; ; tryNumber++) {
    signal.throwIfAborted();
    try {
      return await attempt(tryNumber);
    } catch (error) {
      signal.throwIfAborted();
      if (tryNumber >= tries || isFinal(error)) throw error;
    }
    const wait = policy.firstWaitMs * 2 ** (tryNumber - 1) * (0.5 + policy.random());
    await policy.sleep(wait, signal);
  }
}

/** An abort controller that also aborts with `parent`; `release` cuts the tie. */
export function childController(parent: AbortSignal | undefined): {
  controller: AbortController;
  release: () => void;
} {
  const controller = new AbortController();
  const pass = () => controller.abort(parent?.reason);
  if (parent?.aborted) pass();
  parent?.addEventListener('abort', pass, { once: true });
  return { controller, release: () => parent?.removeEventListener('abort', pass) };
}

/** Waits for work that cannot be ended itself, but not longer than until the signal. @throws the signal's reason. */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  signal.throwIfAborted();
  let stop = () => {};
  const aborted = new Promise<never>((_, reject) => {
    stop = () => reject(signal.reason);
    signal.addEventListener('abort', stop, { once: true });
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

/** Nothing came for so long that waiting was given up. */
export class StallError extends Error {
  override name = 'StallError';
  readonly seconds: number;

  constructor(seconds: number) {
    super(`nothing arrived for ${seconds} seconds`);
    this.seconds = seconds;
  }
}

/** Runs `work`, whose signal aborts when `alive` is not called for `policy.stallMs`. @throws StallError then. */
export async function withStallGuard<T>(
  work: (signal: AbortSignal, alive: () => void) => Promise<T>,
  policy: RetryPolicy,
  signal: AbortSignal,
): Promise<T> {
  const { controller, release } = childController(signal);
  const stalled = () => controller.abort(new StallError(Math.round(policy.stallMs / 1000)));
  let timer = setTimeout(stalled, policy.stallMs);
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(stalled, policy.stallMs);
  };
  try {
    return await work(controller.signal, alive);
  } catch (error) {
    // Whatever an aborted read throws, the reason says more.
    throw controller.signal.aborted ? controller.signal.reason : error;
  } finally {
    clearTimeout(timer);
    release();
  }
}

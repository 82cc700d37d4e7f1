/**
 * Rest between Dawn's polls. While a promise of the GPU is open, Dawn for Node asks the device again on every turn of
 * the event loop, without pause: a whole core, which a software adapter would rather compute with (measured: a fifth
 * of a step on two cores). A short sleep a turn costs at most its own length of delay.
 */

/** Milliseconds of sleep a turn: far below a step, far above a poll. */
const nap = 0.5;

type Waiting = (...args: never[]) => Promise<unknown>;

let open = 0;
let resting = false;
const cell = new Int32Array(new SharedArrayBuffer(4));

function rest(): void {
  resting = open > 0;
  if (!resting) return;
  Atomics.wait(cell, 0, 0, nap);
  setImmediate(rest);
}

function restful(method: Waiting): Waiting {
  return async function (this: unknown, ...args) {
    open++;
    // One loop at a time: else the naps of several would add up.
    if (!resting) {
      resting = true;
      setImmediate(rest);
    }
    try {
      return await method.apply(this, args);
    } finally {
      open--;
    }
  };
}

/** Makes the methods that wait for the device's work do so restfully. Once for a process: Dawn's globals are shared. */
export function restBetweenPolls(globals: {
  GPUQueue: { prototype: unknown };
  GPUBuffer: { prototype: unknown };
}): void {
  const wrap = (prototype: unknown, name: string) => {
    const methods = prototype as Record<string, Waiting & { restful?: true }>;
    const method = methods[name];
    if (!method || method.restful) return;
    methods[name] = Object.assign(restful(method), { restful: true as const });
  };
  wrap(globals.GPUQueue.prototype, 'onSubmittedWorkDone');
  wrap(globals.GPUBuffer.prototype, 'mapAsync');
}

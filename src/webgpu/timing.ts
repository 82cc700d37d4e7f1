/**
 * Time of work on the device. Timestamp queries are coarse in browsers (100 µs in Chrome, on purpose) and lacking in
 * some, and the wall clock counts the way to the device and back; so work is repeated within one pass until a reading is
 * long against both faults. All readings of a device are of one clock: readings of two cannot be compared.
 */
import { InternalError } from '../base/errors.ts';
import type { TrainingBackend } from './backend.ts';
import type { Kernel } from './kernel.ts';
import { fillNaN } from './kernels/testValues.ts';
import { newRegion } from './region.ts';
import { softwareAdapter } from './traits.ts';

/** Lists one run of the work in a pass. */
export type Work = (pass: GPUComputePassEncoder) => void;

/** Dispatches one after another, each with what its bindings are given. Compiles what is missing. */
export function workOf(
  { pipelines }: Pick<TrainingBackend, 'pipelines'>,
  dispatches: readonly { readonly kernel: Kernel; readonly regions: readonly GPUBufferBinding[] }[],
): Work {
  const ready = dispatches.map(({ kernel, regions }) => ({
    pipeline: pipelines.get(kernel),
    bindGroup: pipelines.bindGroup(kernel, regions),
    workgroups: kernel.workgroups,
  }));
  return (pass) => {
    for (const { pipeline, bindGroup, workgroups } of ready) {
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup);
      pass.dispatchWorkgroups(...workgroups);
    }
  };
}

/** What belongs to the same submit, but is not timed. */
export interface Around {
  readonly before?: (encoder: GPUCommandEncoder) => void;
  readonly after?: (encoder: GPUCommandEncoder) => void;
}

export interface Clock {
  /** Milliseconds from which on a reading is precise to a few percent. */
  readonly preciseMs: number;
  /**
   * Milliseconds that so many runs take, one after another in one pass; Infinity where the device's clock ran backwards.
   * Resolves when the work and what is around it are done. One call at a time.
   * @throws InternalError with the device's words when it refuses any of the work.
   */
  run(work: Work, repeats: number, around?: Around): Promise<number>;
  close(): void;
}

/** Far above every tick. A slow device needs more than that for one run of most kernels. */
const preciseMs = 5;
/** Ways to an idle device and back that a reading of the wall clock must outlast. */
const waysThere = 10;
/** Runs in one pass at most: a kernel that takes less than a microsecond will not be chosen for its speed. */
const mostRepeats = 8192;

/**
 * Hands work to the device. Work that the device refuses is not run, and so it would seem to take no time at all.
 * @param enqueue What it awaits, if anything, is outside of the scopes.
 * @throws InternalError with the device's words when it refuses the work or lacks the memory.
 */
export async function accepted<T>(device: GPUDevice, enqueue: () => T): Promise<Awaited<T>> {
  const scopes = ['validation', 'out-of-memory'] as const;
  for (const scope of scopes) device.pushErrorScope(scope);
  let result: T;
  let errors: Promise<(GPUError | null)[]>;
  try {
    result = enqueue();
  } finally {
    errors = Promise.all(scopes.map(() => device.popErrorScope()));
    // Nobody asks for them where `enqueue` threw: that says more.
    errors.catch(() => undefined);
  }
  const [value, found] = await Promise.all([result, errors]);
  const error = found.find((e) => e !== null);
  if (error) throw new InternalError(error.message);
  return value;
}

function repeat(work: Work, repeats: number, pass: GPUComputePassEncoder): void {
  for (let i = 0; i < repeats; i++) work(pass);
  pass.end();
}

class TimestampClock implements Clock {
  readonly preciseMs = preciseMs;
  readonly #device: GPUDevice;
  readonly #querySet: GPUQuerySet;
  readonly #resolved: GPUBuffer;
  readonly #staging: GPUBuffer;

  constructor(device: GPUDevice) {
    this.#device = device;
    this.#querySet = device.createQuerySet({ type: 'timestamp', count: 2 });
    const usage = GPUBufferUsage.QUERY_RESOLVE | GPUBufferUsage.COPY_SRC;
    this.#resolved = device.createBuffer({ size: 16, usage });
    this.#staging = device.createBuffer({
      size: 16,
      usage: GPUBufferUsage.COPY_DST | GPUBufferUsage.MAP_READ,
    });
  }

  async run(work: Work, repeats: number, { before, after }: Around = {}): Promise<number> {
    const [querySet, resolved, staging] = [this.#querySet, this.#resolved, this.#staging];
    await accepted(this.#device, () => {
      const encoder = this.#device.createCommandEncoder();
      before?.(encoder);
      const timestampWrites = { querySet, beginningOfPassWriteIndex: 0, endOfPassWriteIndex: 1 };
      repeat(work, repeats, encoder.beginComputePass({ timestampWrites }));
      after?.(encoder);
      encoder.resolveQuerySet(querySet, 0, 2, resolved, 0);
      encoder.copyBufferToBuffer(resolved, 0, staging, 0, 16);
      this.#device.queue.submit([encoder.finish()]);
    });
    await staging.mapAsync(GPUMapMode.READ);
    const [start = 0n, end = 0n] = new BigUint64Array(staging.getMappedRange());
    staging.unmap();
    return end < start ? Number.POSITIVE_INFINITY : Number(end - start) / 1e6;
  }

  close(): void {
    for (const part of [this.#staging, this.#resolved, this.#querySet]) part.destroy();
  }
}

class WallClock implements Clock {
  preciseMs = preciseMs;
  readonly #device: GPUDevice;
  /** Milliseconds of a submit without work. */
  #way = 0;

  constructor(device: GPUDevice) {
    this.#device = device;
  }

  /** Learns the length of the way to the device and back. */
  async start(): Promise<this> {
    const ways: number[] = [];
    for (let i = 0; i < 4; i++) ways.push(await this.run(() => undefined, 0));
    this.#way = Math.min(...ways);
    this.preciseMs = Math.max(preciseMs, waysThere * this.#way);
    return this;
  }

  async run(work: Work, repeats: number, { before, after }: Around = {}): Promise<number> {
    await this.#submit(before);
    const started = performance.now();
    await this.#submit((encoder) => repeat(work, repeats, encoder.beginComputePass()));
    const ms = performance.now() - started;
    if (after) await this.#submit(after);
    return Math.max(0, ms - this.#way);
  }

  close(): void {}

  async #submit(encode: Around['before']): Promise<void> {
    const { queue } = this.#device;
    const errors = accepted(this.#device, () => {
      const encoder = this.#device.createCommandEncoder();
      encode?.(encoder);
      queue.submit([encoder.finish()]);
    });
    await Promise.all([queue.onSubmittedWorkDone(), errors]);
  }
}

/**
 * Least milliseconds of one run of some work.
 * @param rounds Readings, each as long as the clock needs to be precise.
 * @param first What a single run took, if that is known.
 */
export async function leastMs(
  clock: Pick<Clock, 'preciseMs' | 'run'>,
  work: Work,
  rounds: number,
  first = clock.preciseMs,
): Promise<number> {
  const wanted = (ms: number): number => Math.ceil((1.2 * clock.preciseMs) / ms);
  // At first no more than eight: the single run may have been below a tick.
  let repeats = first >= clock.preciseMs ? 1 : Math.min(8, wanted(Math.max(first, 1e-3)));
  let least = Number.POSITIVE_INFINITY;
  for (let round = 0; round < rounds; ) {
    const ms = await clock.run(work, repeats);
    if (ms >= clock.preciseMs || repeats === mostRepeats) {
      least = Math.min(least, ms / repeats);
      round++;
    } else {
      // Too short to be precise: it only tells how many runs are needed, and a reading below a tick not even that.
      repeats = Math.min(mostRepeats, 16 * repeats, Math.max(repeats + 1, wanted(ms / repeats)));
    }
  }
  return least;
}

/**
 * Whether the timestamps of a device tell about as much time as passes. The work must outlast the way to the device and back, which
 * the wall clock counts too: on a graphics card that takes a millisecond, in which a clock that runs far too fast could hide.
 */
async function tellsTime(clock: Clock, backend: TrainingBackend): Promise<boolean> {
  const count = 1 << 18;
  const region = newRegion(backend.device, 'clock', 4 * count);
  await backend.pipelines.compile([fillNaN]);
  const work = workOf(backend, [{ kernel: fillNaN, regions: [region] }]);
  try {
    for (let repeats = 1; ; repeats *= 4) {
      const started = performance.now();
      const ms = await clock.run(work, repeats);
      const passed = performance.now() - started;
      if (ms >= 2 * preciseMs) return ms <= 1.5 * passed;
      if (passed > 100 || repeats >= mostRepeats) return false;
    }
  } finally {
    region.buffer.destroy();
  }
}

/** Readings without one that is faster, after which a device has its speed. */
const steadyReadings = 5;

/**
 * Reads until it becomes no faster: for some tenths of a second at least, and a second and a half at most.
 * @param read Takes a reading, in any unit of time.
 */
export async function untilSteady(
  read: () => Promise<number>,
  { leastMs = 300, mostMs = 1500, now = () => performance.now() } = {},
): Promise<void> {
  const started = now();
  let best = Number.POSITIVE_INFINITY;
  let same = 0;
  while ((same < steadyReadings || now() - started < leastMs) && now() - started < mostMs) {
    const reading = await read();
    same = reading < 0.98 * best ? 0 : same + 1;
    best = Math.min(best, reading);
  }
}

/**
 * Keeps a graphics card busy until it has its speed. At rest it runs at a fraction of its clock (an H200 at 345 of 1,980 MHz), and for the first
 * tenths of a second what comes first seems to be the slowest. Processors that play a graphics card need no such thing.
 */
export async function awaken(backend: TrainingBackend, clock: Clock): Promise<void> {
  if (softwareAdapter.test(backend.traits.key)) return;
  const region = newRegion(backend.device, 'awaken', 4 << 20);
  await backend.pipelines.compile([fillNaN]);
  const work = workOf(backend, [{ kernel: fillNaN, regions: [region] }]);
  try {
    await untilSteady(() => leastMs(clock, work, 1));
  } finally {
    region.buffer.destroy();
  }
}

const trusted = new WeakMap<GPUDevice, boolean>();

/** The clock of a device, always the same one: timestamps where they work, else the wall clock. To be closed. */
export async function openClock(backend: TrainingBackend): Promise<Clock> {
  const { device, traits } = backend;
  backend.flush();
  if (traits.timestamps && trusted.get(device) !== false) {
    const clock = new TimestampClock(device);
    if (!trusted.has(device)) trusted.set(device, await tellsTime(clock, backend));
    if (trusted.get(device)) return clock;
    clock.close();
  }
  return new WallClock(device).start();
}

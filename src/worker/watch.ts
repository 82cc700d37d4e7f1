/**
 * Tells a worker that hangs from one that works, and a run that hangs from one that takes its time. The page asks the worker for a
 * sign of life at every tick of a timer and counts ticks, in place of reading a clock: a machine that slept, a page that was frozen
 * and a hidden tab's slow timers tick less often, so that a clock that jumps is never a hang.
 */
import type { DeviceInfo, RunPhase } from '../training/events.ts';

/** Milliseconds between two ticks. */
export const tickMs = 5000;
const ticks = (seconds: number): number => Math.ceil((1000 * seconds) / tickMs);

const second = 1;
const minute = 60 * second;
const hour = 60 * minute;

export interface Watched {
  readonly device?: Pick<DeviceInfo, 'backend' | 'software'>;
  /** Of the run under way; undefined where something else is. */
  readonly phase?: RunPhase;
  /** A stop was asked for. */
  readonly stopping: boolean;
}

/** What a tick finds: no word from the worker, no progress of a run whose worker answers, no end after a stop. */
export type Finding = 'worker-silent' | 'run-stalled' | 'stop-unheard';

/**
 * Ticks without a word from a worker. A graphics card computes beside it, so its thread is seldom busy for long, but where it
 * compiles: WebGL does so in the middle of a step, WebGPU in software may stand still for it, and whatever is being prepared may.
 * The CPU computes whole steps in the worker's own thread, which take minutes where the network is large.
 */
function silenceBound({ device, phase }: Watched): number {
  if (device?.backend === 'cpu') return ticks(hour);
  const swift = device?.backend === 'webgpu' && !device.software;
  return ticks(swift && phase !== undefined && phase !== 'preparing' ? minute : 5 * minute);
}

/** Ticks without progress of a run. Compiling, tuning, loading and evaluating tell of every piece; a step in software is the longest. */
const stallBound = ({ device }: Watched): number =>
  ticks(device && (device.software || device.backend === 'cpu') ? hour : 10 * minute);

/** Phases in which a run need not move. */
const mayRest = (phase: RunPhase): boolean => phase === 'paused' || phase === 'waiting';

/** Ticks that a stop may take at least, and at most however long the steps are. */
const stopBounds = { least: ticks(30 * second), most: ticks(5 * minute) };

export class Watch {
  #silent = 0;
  #still = 0;
  /** The longest that the run needed from one piece of progress to the next. */
  #slowest = 0;
  #stopping = 0;

  /** Whatever came from the worker. */
  heard(): void {
    this.#silent = 0;
  }

  /** The run went on. */
  moved(): void {
    this.#slowest = Math.max(this.#slowest, this.#still);
    this.#still = 0;
  }

  /** A run or another worker begins. */
  restart(): void {
    this.#silent = 0;
    this.#still = 0;
    this.#slowest = 0;
    this.#stopping = 0;
  }

  tick(watched: Watched): Finding | undefined {
    const { phase, stopping } = watched;
    // Between two starts there is nobody who could answer.
    if (phase === 'recovering') {
      this.restart();
      return undefined;
    }
    this.#silent += 1;
    this.#still = phase === undefined || mayRest(phase) ? 0 : this.#still + 1;
    this.#stopping = stopping ? this.#stopping + 1 : 0;
    // A step that is under way ends first.
    const slowest = 2 * Math.max(this.#slowest, this.#still - this.#stopping);
    const { least, most } = stopBounds;
    if (this.#stopping > Math.min(most, Math.max(least, slowest))) return 'stop-unheard';
    if (this.#silent > silenceBound(watched)) return 'worker-silent';
    if (this.#still > stallBound(watched)) return 'run-stalled';
    return undefined;
  }
}

/**
 * When a run keeps a checkpoint, and who else gets one. A checkpoint is made between two steps, once everything the device
 * was given is counted, so that each is one that a run can go on from exactly.
 */

import { type Checkpoint, isSound } from '../formats/checkpoint.ts';
import type { Engine } from '../nn/engine.ts';
import { ProblemError } from '../problems/index.ts';
import type { Now } from './clock.ts';

/** How often a checkpoint is saved. One is always saved when a run ends or is stopped. */
export interface SavingBounds {
  /** Largest share of the time that keeping may take, 0…1; where it would take more, epochs are left out. */
  readonly share: number;
  /** Seconds without a checkpoint after which one is saved in mid-epoch. */
  readonly every: number;
}

/** After every epoch, whatever it costs. */
const everyEpoch: SavingBounds = { share: Number.POSITIVE_INFINITY, every: Number.POSITIVE_INFINITY };
/**
 * Seconds that a pause must last before a checkpoint is saved for it, so that a person who goes step by step does not
 * wait for one each time.
 */
const stillness = 1;

export interface SaverOptions {
  readonly now: Now;
  readonly engine: Pick<Engine, 'exportState'>;
  /** Waits until everything the device was given is counted. */
  readonly flush: () => Promise<void>;
  /** The run as it is now, without its tensors. */
  readonly place: () => Omit<Checkpoint, 'state'>;
  /** Gets none that holds a number which is none. */
  readonly save?: (checkpoint: Checkpoint) => Promise<void>;
  readonly bounds?: SavingBounds;
  /** Whether the run may be about to diverge: then the checkpoint before is worth more. */
  readonly isSuspect?: () => boolean;
}

interface Waiting {
  readonly resolve: (checkpoint: Checkpoint) => void;
  readonly reject: (error: Error) => void;
}

export class Saver {
  readonly #options: SaverOptions;
  readonly #bounds: SavingBounds;
  #waiting: Waiting[] = [];
  #over = false;
  #savedAt: number;
  /** Seconds that keeping took last. */
  #cost = 0;
  /** The position of the last checkpoint, sound or not, or where the run began: there is nothing new to save at it. */
  #saved: Omit<Checkpoint, 'state'>;

  constructor(options: SaverOptions) {
    this.#options = options;
    this.#bounds = options.bounds ?? everyEpoch;
    this.#savedAt = options.now();
    this.#saved = options.place();
  }

  /** Resolves at the next turn between two steps. Rejects where the run ends before. */
  ask(): Promise<Checkpoint> {
    return new Promise((resolve, reject) => {
      if (this.#over) reject(new ProblemError({ kind: 'run-over' }));
      else this.#waiting.push({ resolve, reject });
    });
  }

  /** True when `serve` has something to do. */
  get wanted(): boolean {
    return this.#waiting.length > 0 || this.#due(this.#bounds.every);
  }

  /** Between two steps: for those who asked, and to keep what would be too much to lose. */
  async serve(): Promise<void> {
    if (this.#due(this.#bounds.every)) await this.#keep();
    else if (this.#waiting.length > 0) await this.#make();
  }

  /** The checkpoint of a finished run is saved whatever it costs. */
  async afterEpoch(finished: boolean): Promise<void> {
    if (finished || this.#due(0)) await this.#keep();
  }

  /** What a paused run does until something changes. */
  async whileStill(changed: Promise<void>): Promise<void> {
    if (this.#waiting.length > 0) return void (await this.#make());
    if (!this.#options.save || !this.#isNew()) return changed;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const still = new Promise<boolean>((resolve) => {
      timer = setTimeout(() => resolve(true), stillness * 1000);
    });
    if (await Promise.race([changed.then(() => false), still])) await this.#keep();
    clearTimeout(timer);
  }

  /** Another network took over: what was saved is of the one before. */
  async afterChange(): Promise<void> {
    if (this.#options.save) await this.#keep();
  }

  async atStop(): Promise<void> {
    await this.#keep();
  }

  /** No checkpoint of this run can be taken any more. */
  end(): void {
    this.#over = true;
    for (const { reject } of this.#waiting.splice(0)) reject(new ProblemError({ kind: 'run-over' }));
  }

  #isNew(): boolean {
    const { config, position } = this.#options.place();
    const { config: savedConfig, position: saved } = this.#saved;
    return config !== savedConfig || position.step !== saved.step || position.epoch !== saved.epoch;
  }

  #due(every: number): boolean {
    if (!this.#options.save || this.#options.isSuspect?.()) return false;
    const since = this.#options.now() - this.#savedAt;
    return since >= Math.max(every, this.#cost / this.#bounds.share) && this.#isNew();
  }

  async #make(): Promise<Checkpoint> {
    const { flush, place, engine } = this.#options;
    await flush();
    const at = place();
    const checkpoint = { ...at, state: await engine.exportState() };
    for (const { resolve } of this.#waiting.splice(0)) resolve(checkpoint);
    return checkpoint;
  }

  async #keep(): Promise<void> {
    const { save, now } = this.#options;
    if (!save && this.#waiting.length === 0) return;
    const start = now();
    const checkpoint = await this.#make();
    if (!save) return;
    // A step may have ruined the weights before its loss showed it: the checkpoint before is worth more.
    if (isSound(checkpoint)) await save(checkpoint);
    this.#saved = checkpoint;
    this.#savedAt = now();
    this.#cost = this.#savedAt - start;
  }
}

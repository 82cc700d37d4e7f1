/**
 * After which epochs of a run its blocks are probed: as often as that takes no more than a small share of the running time, and
 * after the last one. Training does not change by it.
 */
import type { Engine } from '../nn/engine.ts';
import { probeWork } from '../training/probes.ts';
import {
  type ProbedBlocks,
  type ProbingOptions,
  prepareProbes,
  probeBlocks,
  probedPictures,
} from './probeBlocks.ts';

/** Share of the running time that probes may take. */
const share = 0.02;
/** Those after the last epoch are made whatever they take, up to this share or so many seconds: without them nobody could tell what the network came to. */
const mostAtLast = { share: 0.1, seconds: 3 };
/** What is taken of a multiplication until one was timed. */
const secondsOfProduct = 1e-9;

export interface ProbeWatchOptions extends Pick<ProbingOptions, 'data' | 'classes' | 'atOnce'> {
  readonly engine: Pick<Engine, 'taps' | 'warmUpTaps'>;
  /** Channels of the outputs of stem and blocks, as they are now. */
  readonly channels: () => readonly number[];
  /** Running time in seconds, without pauses. */
  readonly seconds: () => number;
}

/** An epoch whose evaluation is over. */
export interface EpochTimes {
  /** Running time of the epoch in seconds, that of its evaluation included. */
  readonly seconds: number;
  /** That of its evaluation. */
  readonly evaluation: number;
  readonly last: boolean;
}

export class ProbeWatch {
  readonly #options: ProbeWatchOptions;
  /** Seconds that all epochs took, and that probes took besides. */
  #spent = { epochs: 0, probes: 0 };
  /** Seconds that probes took last. */
  #cost: number | undefined;

  constructor(options: ProbeWatchOptions) {
    this.#options = options;
  }

  /** Another network took over: what its probes cost is not known yet. */
  renew(): void {
    this.#cost = undefined;
  }

  /** Compiles what probes need, in the background. */
  async prepare(): Promise<void> {
    await prepareProbes(this.#options);
  }

  /** Whether the blocks are to be probed after an epoch. To be asked after each. */
  due({ seconds, evaluation, last }: EpochTimes): boolean {
    this.#spent.epochs += seconds;
    const { epochs, probes } = this.#spent;
    const after = probes + (this.#cost ?? this.#expected(evaluation));
    if (last && after <= Math.max(mostAtLast.seconds + probes, mostAtLast.share * epochs)) return true;
    return after <= share * epochs;
  }

  /** From how long the evaluation took, and by counting the work of fitting. */
  #expected(evaluation: number): number {
    const { data, channels, classes } = this.#options;
    const [fitted, judged] = probedPictures(data);
    const work = channels().reduce((sum, c) => sum + probeWork(c, fitted, classes), 0);
    return (evaluation * (fitted + judged)) / data.test.size + work * secondsOfProduct;
  }

  /**
   * Probes the network as it is.
   * @param beforePiece as for `probeBlocks`.
   */
  async probe(beforePiece: (room: Promise<void>) => Promise<void>): Promise<ProbedBlocks | undefined> {
    const { seconds, ...options } = this.#options;
    const start = seconds();
    try {
      return await probeBlocks({ ...options, beforePiece });
    } finally {
      this.#cost = seconds() - start;
      this.#spent.probes += this.#cost;
    }
  }
}

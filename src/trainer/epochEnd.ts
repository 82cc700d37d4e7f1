/**
 * What follows the last step of an epoch: the test pictures are evaluated, the epoch is told, what it leaves to look at is made, a
 * checkpoint is saved, and the blocks are probed where there is time for it.
 */
import type { Dataset } from '../data/pictures.ts';
import type { Engine, Progress, Totals } from '../nn/engine.ts';
import type { EpochEvent, RunEvent } from '../training/events.ts';
import type { Frame } from '../training/frames.ts';
import type { Ahead } from './ahead.ts';
import type { Control } from './control.ts';
import { evaluate } from './evaluation.ts';
import type { ProbeWatch } from './probeWatch.ts';
import type { Saver } from './saving.ts';
import type { Waits } from './waits.ts';
import type { Watches } from './watches.ts';

/** What is compiled for the end of an epoch while the first one trains. */
export type EndPiece = 'evaluation' | 'probes';

export interface EpochEndOptions {
  readonly engine: Engine;
  readonly data: Dataset;
  /** Pictures that are evaluated at a time. */
  readonly atOnce: number;
  readonly control: Pick<Control, 'check'>;
  readonly waits: Waits<EndPiece | `batch ${number}`>;
  readonly ahead: Ahead<EndPiece | `batch ${number}`>;
  readonly watches: Watches;
  readonly saver: Saver;
  /** Called before every batch of the evaluation; what it throws leaves it. */
  readonly leave: () => Promise<void>;
  readonly emit: (event: Told) => void;
}

type Told =
  | { readonly type: 'frame'; readonly frame: Frame }
  | Pick<Extract<RunEvent, { type: 'progress' }>, 'type' | 'task' | 'done' | 'total'>;

export class EpochEnd {
  readonly #options: EpochEndOptions;

  constructor(options: EpochEndOptions) {
    this.#options = options;
  }

  /** Begins to compile what the end of an epoch needs. */
  prepare(): void {
    const { engine, ahead, watches } = this.#options;
    ahead.add('evaluation', (onProgress) => this.warmUp(engine, onProgress));
    const { probes } = watches;
    if (probes) ahead.add('probes', () => probes.prepare());
  }

  /** Compiles what the evaluation needs of an engine, in the background: also of one that is about to take over. */
  async warmUp(engine: Pick<Engine, 'warmUpEvaluation'>, onProgress?: Progress): Promise<void> {
    const { data, atOnce } = this.#options;
    const { size } = data.test;
    const sizes = new Set([Math.min(atOnce, size), size % atOnce]);
    for (const count of sizes) if (count > 0) await engine.warmUpEvaluation(count, onProgress);
  }

  /** Loss and correct answers over all test pictures. */
  async evaluate(): Promise<Totals> {
    const { engine, data, atOnce, waits, watches, leave, emit } = this.#options;
    waits.enter('evaluating');
    await waits.pictures(data.test.arrived(data.test.size));
    await waits.prepared('evaluation');
    watches.frames?.begin();
    return evaluate({
      engine,
      pictures: data.test,
      batchSize: atOnce,
      beforeBatch: async (room) => {
        await waits.for(room);
        await waits.turn(leave);
      },
      onProgress: (done, total) => emit({ type: 'progress', task: 'evaluate', done, total }),
    });
  }

  /**
   * Leaves what is to be kept of an epoch that is evaluated and told.
   * @param evaluation Running time of its evaluation in seconds.
   */
  async leave(event: EpochEvent, evaluation: number): Promise<void> {
    const { waits, watches, saver, emit } = this.#options;
    const { frames, samples, probes } = watches;
    const frame = frames && (await waits.for(frames.made(event)));
    if (frame) emit({ type: 'frame', frame });
    await waits.for(samples.prepare());
    await waits.for(samples.ask(event.step));
    const last = event.epoch === event.epochs;
    await saver.afterEpoch(last);
    if (frame && probes?.due({ seconds: event.seconds, evaluation, last }))
      await this.#probe(probes, frame, last);
  }

  /** Sends an epoch's frame again, with probes of its network. They fail for themselves: the epoch is done and told. */
  async #probe(watch: ProbeWatch, frame: Frame, last: boolean): Promise<void> {
    const { control, waits, ahead, watches, emit } = this.#options;
    // Only a run that is over otherwise waits until that is compiled.
    if (!last && !ahead.ready('probes')) return;
    try {
      await waits.prepared('probes');
      const probed = await watch.probe(async (room) => {
        await waits.for(room);
        await waits.turn();
        if (watches.questions.due) await waits.for(watches.questions.answerNow(frame.step));
      });
      if (probed) emit({ type: 'frame', frame: { ...frame, ...probed } });
    } catch {
      // A run whose last epoch is done and saved has finished, also where it is stopped here.
      if (!last) control.check();
    }
  }
}

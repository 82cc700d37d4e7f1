/**
 * The network of another depth that a run is to have: made and compiled beside the one that trains, which trains on meanwhile, and
 * handed over once it is ready. What is asked for while another one is being made is added to that; one that cannot be had is refused
 * in a sentence, and the run goes on as it was.
 */
import type { Checkpoint } from '../formats/checkpoint.ts';
import {
  type DepthEdit,
  type DepthPlan,
  editProblem,
  isSamePlan,
  plannedBlocks,
  planProblem,
  samePlan,
  withEdit,
} from '../model/depth.ts';
import type { Engine, Progress } from '../nn/engine.ts';
import { type Problem, problemOf } from '../problems/index.ts';
import { specOf } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';

/** What becomes of the network that trains. */
export interface Wanted {
  readonly plan: DepthPlan;
  /** A change of the schedule: the number of epochs after which it comes. */
  readonly after?: number;
  /** The run goes back to here. */
  readonly back?: Checkpoint;
}

export interface DepthChangeOptions {
  /** The run as it is now. */
  readonly config: () => RunConfig;
  /** An engine with any weights, on the device that trains. May fail of a lack of memory. */
  readonly make: (config: RunConfig, back?: Checkpoint) => Promise<Engine>;
  /** Compiles what its first steps need, in the background. */
  readonly compile: (engine: Engine, onProgress: Progress) => Promise<void>;
  /** Kernels compiled; of none where nothing is being made any more. */
  readonly onProgress: Progress;
  readonly onReady: () => void;
  readonly refuse: (problem: Problem) => void;
}

/** The other network, ready to take over. */
export interface Ready extends Wanted {
  readonly engine: Engine;
  readonly blocks: readonly number[];
}

interface Making extends Wanted {
  readonly blocks: readonly number[];
  engine?: Engine;
  ready: boolean;
  /** False of a change of the schedule that is made ahead: where it cannot be had now, it is tried once more when it is due. */
  due: boolean;
  /** Resolves when it is ready, or will not be. */
  settled: Promise<void>;
}

export class DepthChange {
  readonly #options: DepthChangeOptions;
  #making: Making | undefined;
  #over = false;

  constructor(options: DepthChangeOptions) {
    this.#options = options;
  }

  /** Changes what is being made, or begins with it. */
  edit(edit: DepthEdit): void {
    const { config, refuse } = this.#options;
    const { blocks } = config();
    const pending = this.#making?.back || this.#making?.after !== undefined ? undefined : this.#making;
    const planned = pending?.plan ?? samePlan(blocks);
    const spec = { ...specOf(config()), blocks: plannedBlocks(planned) };
    const plan = withEdit(planned, edit);
    const problem = editProblem(spec, edit) ?? planProblem(specOf(config()), plan);
    if (problem) refuse(problem);
    else if (isSamePlan(plan, blocks)) this.cancel();
    else this.#begin({ plan });
  }

  /**
   * Makes the network that the schedule has after so many epochs, unless it is being made already.
   * @param due Whether these are done: before, what a person asked for goes first.
   */
  schedule(blocks: readonly number[], after: number, due: boolean): void {
    const now = this.#making;
    if (now?.after === after) {
      now.due = due;
      return;
    }
    if (now && now.after === undefined && !due) return;
    this.#begin(
      { plan: withEdit(samePlan(this.#options.config().blocks), { kind: 'set', blocks }), after },
      due,
    );
  }

  /** Goes back to a checkpoint whose depth is another. */
  goBack(back: Checkpoint): void {
    this.#begin({ plan: samePlan(back.config.blocks), back });
  }

  /** Whether something that a person asked for is being made, or waits. */
  get pending(): boolean {
    return this.#making !== undefined && this.#making.after === undefined;
  }

  /** Whether a network may take over now. @param epoch Epochs done. @param atStart Whether no step of the next was taken. */
  isReady(epoch: number, atStart: boolean): boolean {
    const { ready = false, after } = this.#making ?? {};
    return ready && (after === undefined || (after === epoch && atStart));
  }

  /** Whether the run is about to go back. */
  get goesBack(): boolean {
    return this.#making?.back !== undefined;
  }

  /** Resolves when nothing is being made, or what is made is ready. */
  async settled(): Promise<void> {
    await this.#making?.settled;
  }

  /** Hands over the network that is ready; whoever takes it disposes of it. */
  take(): Ready | undefined {
    const made = this.#making;
    if (!made?.engine || !made.ready) return undefined;
    this.#making = undefined;
    const { plan, after, back, blocks, engine } = made;
    return { plan, after, back, blocks, engine };
  }

  /** Nothing is to change after all. */
  cancel(): void {
    if (!this.#making) return;
    this.#drop();
    this.#options.onProgress(0, 0);
  }

  /** The run is over. */
  end(): void {
    this.#over = true;
    this.#drop();
  }

  #drop(): void {
    this.#making?.engine?.dispose();
    this.#making = undefined;
  }

  #begin(wanted: Wanted, due = true): void {
    if (this.#over) return;
    this.#drop();
    const making: Making = {
      ...wanted,
      blocks: plannedBlocks(wanted.plan),
      ready: false,
      due,
      settled: Promise.resolve(),
    };
    this.#making = making;
    this.#options.onProgress(0, 1);
    making.settled = this.#make(making);
  }

  async #make(making: Making): Promise<void> {
    const { config, make, compile, onProgress, onReady, refuse } = this.#options;
    const { blocks } = making;
    const isWanted = () => this.#making === making;
    try {
      const engine = await make({ ...config(), blocks }, making.back);
      if (!isWanted()) return engine.dispose();
      making.engine = engine;
      await compile(engine, (done, total) => {
        // All of them are there when it is ready.
        if (isWanted() && done < total) onProgress(done, total);
      });
      if (!isWanted()) return;
      making.ready = true;
      onProgress(1, 1);
      onReady();
    } catch (error) {
      if (!isWanted()) return;
      if (!making.due) return this.cancel();
      this.#drop();
      const problem = problemOf(error);
      const noMemory = problem.kind === 'gpu-memory' || problem.kind === 'out-of-memory';
      refuse(noMemory ? { kind: 'depth-no-memory', blocks } : problem);
    }
  }
}

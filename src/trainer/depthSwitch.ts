/**
 * When the network of a run becomes another: as its schedule says at the beginning of an epoch, as a person asks between two steps, or
 * back to what it was. `depthChange.ts` makes the other network; here it takes over.
 */
import { InternalError } from '../base/errors.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import type { DepthEdit } from '../model/depth.ts';
import { changedDepth } from '../nn/changedDepth.ts';
import type { ChosenKernels, Engine, EngineState, Progress } from '../nn/engine.ts';
import { type Problem, problemOf } from '../problems/index.ts';
import { specOf } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';
import { DepthChange } from './depthChange.ts';
import type { DepthHistory } from './depthHistory.ts';
import type { RunState } from './runState.ts';

/** How another engine comes into the place of the one that trains. */
export interface EngineExchange {
  /** Makes one beside it, with any weights, whose kernels are these as far as it has them. */
  readonly make: (config: RunConfig, kernels: ChosenKernels | undefined) => Promise<Engine>;
  /** From here on all calls go to this one; the one before is disposed of. */
  readonly replaceBy: (next: Engine) => void;
}

export interface DepthSwitchOptions {
  readonly engine: Pick<Engine, 'exportState' | 'chosenKernels'>;
  readonly state: RunState;
  /** Without it the depth cannot change. */
  readonly exchange: EngineExchange | undefined;
  readonly history: DepthHistory;
  /** The run as it is, without its tensors. */
  readonly place: () => Omit<Checkpoint, 'state'>;
  /** Compiles what the first steps of the other network need, in the background. */
  readonly compile: (engine: Engine, onProgress: Progress) => Promise<void>;
  readonly onProgress: Progress;
  readonly onReady: () => void;
  /** Waits until everything the device was given is counted. */
  readonly flush: () => Promise<void>;
  /** Waits for what the run cannot go on without. */
  readonly arrival: (promise: Promise<void>) => Promise<void>;
  /** Another network has taken over, and its tensors are in place. @param back Whether the run went back. */
  readonly onChange: (back: boolean) => Promise<void>;
  readonly refuse: (problem: Problem) => void;
}

/** Unwinds whatever a run is at that is about to go back to an earlier step. */
export class GoesBack extends Error {
  override name = 'GoesBack';
}

export class DepthSwitch {
  readonly #options: DepthSwitchOptions;
  readonly #change: DepthChange;

  constructor(options: DepthSwitchOptions) {
    const { engine, state, exchange, compile, onProgress, onReady, refuse } = options;
    this.#options = options;
    this.#change = new DepthChange({
      config: () => state.config,
      make: async (next, back) => {
        if (!exchange) throw new InternalError('No other engine can take over.');
        return exchange.make(next, back?.kernels ?? engine.chosenKernels());
      },
      compile,
      onProgress,
      onReady,
      refuse,
    });
  }

  /** Whether all steps are taken. */
  get #over(): boolean {
    const { step, totalSteps } = this.#options.state;
    return step >= totalSteps;
  }

  edit(edit: DepthEdit): void {
    if (this.#over) this.#options.refuse({ kind: 'depth-too-late' });
    else this.#change.edit(edit);
  }

  /** Goes back to before the last change, or does without the one that is on its way. */
  undo(): void {
    const { history, refuse } = this.#options;
    if (this.#change.pending) {
      this.#change.cancel();
      return;
    }
    try {
      const before = history.last();
      if (before) this.#change.goBack(before);
    } catch (error) {
      refuse(problemOf(error));
      void history.drop();
    }
  }

  /** The run is over. */
  end(): void {
    this.#change.end();
  }

  /**
   * Right before a step: the last one waits for what was asked for before it.
   * @param onWait Called where it waits, and with false when the run goes on.
   * @throws GoesBack as `leave`.
   */
  async beforeStep(onWait: (waits: boolean) => void): Promise<void> {
    const { state, arrival } = this.#options;
    if (state.step < state.totalSteps - 1) return;
    while (this.#change.pending) {
      onWait(true);
      await arrival(this.#change.settled());
      await this.takeOver();
      onWait(false);
    }
  }

  /** After the last step of an epoch. What is asked for in the last evaluation, and is not to go back, is refused. */
  afterSteps(): void {
    if (!this.#over || !this.#change.pending || this.#change.goesBack) return;
    this.#change.cancel();
    this.#options.refuse({ kind: 'depth-too-late' });
  }

  /** At any time. @throws GoesBack where the run is to go back, and what it goes back to is ready. */
  readonly leave = async (): Promise<void> => {
    const { state } = this.#options;
    if (this.#change.goesBack && this.#change.isReady(state.epoch, false))
      throw new GoesBack('The run goes back.');
  };

  /** Between two steps: as `leave`, and a network of another depth takes over where one is ready. */
  readonly takeOver = async (): Promise<void> => {
    const { engine, state, history, place, flush, onChange } = this.#options;
    await this.leave();
    if (!this.#change.isReady(state.epoch, state.index === 0)) return;
    await flush();
    const { config } = state;
    const here = { ...place(), state: await engine.exportState() };
    const next = this.#change.take();
    if (!next) return;
    const { plan, blocks, after } = next;
    this.#replaceBy(next.engine, () => changedDepth(specOf(config), plan, here.state, config.seed));
    state.config = { ...config, blocks };
    // What the schedule changes comes again by itself.
    if (after === undefined) await history.add(here, blocks);
    await onChange(false);
  };

  /** All has been left: the run is where it was before its last change. Nothing where it does not go back after all. */
  async goBack(): Promise<void> {
    const { state, history, flush, onChange } = this.#options;
    await flush();
    const next = this.#change.goesBack ? this.#change.take() : undefined;
    if (!next?.back) return;
    const { back, blocks } = next;
    this.#replaceBy(next.engine, () => back.state);
    state.config = { ...state.config, blocks };
    state.goBack(back);
    await history.drop();
    await onChange(true);
  }

  /**
   * After the last epoch: waits where the run is still to go back.
   * @returns whether it does.
   */
  async atEnd(): Promise<boolean> {
    const { history, arrival } = this.#options;
    if (this.#change.goesBack) {
      await arrival(this.#change.settled());
      if (this.#change.goesBack) return true;
    }
    await history.clear();
    return false;
  }

  #replaceBy(next: Engine, stateOf: () => EngineState): void {
    try {
      next.importState(stateOf());
    } catch (error) {
      next.dispose();
      throw error;
    }
    this.#options.exchange?.replaceBy(next);
  }

  /**
   * Before the first step of an epoch: the network becomes what the schedule has from here on, and the next one begins to be made.
   * @param onWait Called where that is still to be made.
   */
  async keepToSchedule(onWait: () => void): Promise<void> {
    const { state, history, arrival } = this.#options;
    const { epoch } = state;
    const scheduled = (after: number): readonly number[] | undefined => {
      const blocks = state.config.depthAt.find((change) => change.after === after)?.blocks;
      return blocks?.join() === state.config.blocks.join() ? undefined : blocks;
    };
    // A run that goes on from here may have had what is due, which a person then changed.
    const had = (blocks: readonly number[]): boolean =>
      history.told.some(({ step, before }) => step === state.step && before.join() === blocks.join());
    const due = state.index === 0 ? scheduled(epoch) : undefined;
    if (due && !had(due)) {
      onWait();
      // What a person asked for before comes first.
      while (this.#change.pending) {
        await arrival(this.#change.settled());
        await this.takeOver();
      }
      const now = scheduled(epoch);
      if (now) this.#change.schedule(now, epoch, true);
      await arrival(this.#change.settled());
      await this.takeOver();
    }
    const next = epoch + 1 < state.config.epochs ? scheduled(epoch + 1) : undefined;
    if (next) this.#change.schedule(next, epoch + 1, false);
  }
}

/**
 * When the network of a run becomes another: as its schedule says at the beginning of an epoch, as a person asks between two steps, or
 * back to what it was. `depthChange.ts` makes the other network; here it takes over.
 */
import { InternalError } from '../base/errors.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import type { DepthEdit } from '../model/depth.ts';
import { changedDepth } from '../nn/changedDepth.ts';
import type { ChosenKernels, Engine, Progress } from '../nn/engine.ts';
import type { Problem } from '../problems/index.ts';
import { specOf } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';
import { DepthChange } from './depthChange.ts';
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

/** Unwinds an epoch whose run went back to an earlier step. */
export class WentBack extends Error {
  override name = 'WentBack';
}

export class DepthSwitch {
  readonly #options: DepthSwitchOptions;
  readonly #change: DepthChange;
  /** The run before the last change of its depth that a person asked for. */
  #before: Checkpoint | undefined;

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

  edit(edit: DepthEdit): void {
    this.#change.edit(edit);
  }

  /** Goes back to before the last change, or does without the one that is on its way. */
  undo(): void {
    if (this.#change.pending) this.#change.cancel();
    else if (this.#before) this.#change.goBack(this.#before);
  }

  /** The run is over. */
  end(): void {
    this.#change.end();
  }

  /** Between two steps: the network that is ready, if one is, takes over. @throws WentBack where the run goes on from an earlier step. */
  readonly takeOver = async (): Promise<void> => {
    const { engine, state, exchange, place, flush, onChange } = this.#options;
    if (!this.#change.isReady(state.epoch, state.index === 0)) return;
    await flush();
    const here = { ...place(), state: await engine.exportState() };
    const next = this.#change.take();
    if (!next) return;
    const { plan, blocks, back, after } = next;
    try {
      const { config } = state;
      next.engine.importState(back?.state ?? changedDepth(specOf(config), plan, here.state, config.seed));
    } catch (error) {
      next.engine.dispose();
      throw error;
    }
    exchange?.replaceBy(next.engine);
    state.config = { ...state.config, blocks };
    this.#before = back || after !== undefined ? undefined : here;
    if (back) state.goBack(back);
    await onChange(back !== undefined);
    if (back) throw new WentBack('The run went back.');
  };

  /**
   * Before the first step of an epoch: the network becomes what the schedule has from here on, and the next one begins to be made.
   * @param onWait Called where that is still to be made.
   */
  async keepToSchedule(onWait: () => void): Promise<void> {
    const { state, arrival } = this.#options;
    const { epoch } = state;
    const scheduled = (after: number): readonly number[] | undefined => {
      const blocks = state.config.depthAt.find((change) => change.after === after)?.blocks;
      return blocks?.join() === state.config.blocks.join() ? undefined : blocks;
    };
    const now = state.index === 0 ? scheduled(epoch) : undefined;
    if (now) {
      this.#change.schedule(now, epoch, true);
      onWait();
      await arrival(this.#change.settled());
      await this.takeOver();
    }
    const next = epoch + 1 < state.config.epochs ? scheduled(epoch + 1) : undefined;
    if (next) this.#change.schedule(next, epoch + 1, false);
  }
}

/**
 * One run from outside: what it is made of, what may be asked of it, and how it ends. It joins pictures, network and engine, and emits
 * events. No DOM, no React; a worker and Node run it alike.
 *
 * The loop itself is `runLoop.ts`. Where the run is stands in `RunState`, what looks at it in `Watches`, how its network becomes
 * another in `DepthSwitch`, what it waits for in `Waits`.
 */
import type { Dataset } from '../data/pictures.ts';
import type { Checkpoint } from '../formats/checkpoint.ts';
import type { DepthEdit } from '../model/depth.ts';
import type { Engine } from '../nn/engine.ts';
import { problemOf } from '../problems/index.ts';
import type { ChangedDepth, DeviceInfo, RunEvent, RunOutcome } from '../training/events.ts';
import { testBatchSize } from '../training/memory.ts';
import type { LiveSettings, RunConfig } from '../training/settings.ts';
import { Ahead } from './ahead.ts';
import { TrainBatches } from './batches.ts';
import { type Now, systemNow } from './clock.ts';
import { Control, Stopped } from './control.ts';
import { DepthHistory, type KeepLevels } from './depthHistory.ts';
import { DepthSwitch, type EngineExchange } from './depthSwitch.ts';
import { listenForFailure } from './deviceFailure.ts';
import { EpochEnd } from './epochEnd.ts';
import { InFlightWindow } from './inFlight.ts';
import { LossWatch } from './lossWatch.ts';
import { Metrics, type StepWindow } from './metrics.ts';
import type { Asked, Said } from './questions.ts';
import { type AheadPiece, prepareAhead, prepareSteps, type RunParts, train } from './runLoop.ts';
import { RunState } from './runState.ts';
import { Saver, type SavingBounds } from './saving.ts';
import { Waits } from './waits.ts';
import { Watches } from './watches.ts';

export interface TrainerOptions {
  readonly runId: string;
  readonly config: RunConfig;
  readonly engine: Engine;
  /** Without it the depth of the network cannot change. */
  readonly exchange?: EngineExchange;
  readonly device: DeviceInfo;
  /** Rejects where the device fails, which ends the run wherever it is. */
  readonly failure?: Promise<never>;
  readonly data: Dataset;
  readonly emit: (event: RunEvent) => void;
  /** Goes on from here. The engine must hold the checkpoint's state already. */
  readonly from?: Omit<Checkpoint, 'state'>;
  /** Keeps a checkpoint: after an epoch, when the run is stopped, and when it was paused for a moment. */
  readonly save?: (checkpoint: Checkpoint) => Promise<void>;
  /** What was kept of the run by `keepLevels`, where it goes on. */
  readonly levels?: readonly Uint8Array[];
  /** Keeps the states before its changes of depth, which can be taken back. */
  readonly keepLevels?: KeepLevels;
  /** How often checkpoints are saved. Default: after every epoch. */
  readonly saving?: SavingBounds;
  /** Whether every epoch leaves a frame. */
  readonly frames?: boolean;
  /** A clock for tests. */
  readonly now?: Now;
}

/** What the network of a run said. */
export interface RunSaid extends Said {
  /** Epochs done, with fraction. */
  readonly epoch: number;
}

export interface Trainer {
  /** Trains to the end. Never rejects: the `end` event reports a failure. */
  run(): Promise<RunOutcome>;
  pause(): void;
  resume(): void;
  /** Takes one training step of a paused run. */
  singleStep(): void;
  stop(): void;
  /** The run as it is after the step under way. Rejects where it ends before. */
  checkpoint(): Promise<Checkpoint>;
  /** Asks the network as it is, between two steps. Rejects where the run ends before. */
  ask(asked: Asked): Promise<RunSaid>;
  /** Changes what a run under way obeys, from the next step on. */
  change(settings: Partial<LiveSettings>): void;
  /** Changes the depth of the network once one of that depth is made. */
  changeDepth(edit: DepthEdit): void;
  /** Goes back to before the last change of the depth, or does without the one that is on its way. */
  undoDepth(): void;
}

type EventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'runId'> : never) : never;

export function createTrainer(options: TrainerOptions): Trainer {
  const { engine, data, device, runId } = options;
  const batches = new TrainBatches(data.train, options.config);
  const state = new RunState(options.config, data.train.size, options.from, options.now);
  const control = new Control();
  const inFlight = new InFlightWindow();
  const history = new DepthHistory(options.keepLevels, options.levels, options.from);
  const losses = new LossWatch(state, data.classes.length);

  let over = false;
  const emit = (event: EventBody) => {
    if (!over) options.emit({ runId, ...event } as RunEvent);
  };
  const emitCompiled = (done: number, total: number) =>
    emit({ type: 'progress', task: 'compile', done, total });
  const onReady = () => control.nudge();

  const metrics = new Metrics({ engine, seconds: state.seconds, onStep: stepDone, onWindow });
  const watches = new Watches({ engine, data, state, frames: options.frames ?? false, emit, onReady });
  const ahead = new Ahead<AheadPiece>(emitCompiled);
  const saver = new Saver({
    engine,
    flush,
    save: options.save,
    bounds: options.saving,
    isSuspect: () => losses.suspect,
    now: options.now ?? systemNow,
    place,
  });
  const waits = new Waits({
    control,
    clock: state.clock,
    saver,
    questions: watches.questions,
    ahead,
    flush,
    counted: () => metrics.flush(),
    notTraining: () => metrics.restart(),
    step: () => state.step,
    onPhase: (phase) => emit({ type: 'phase', phase }),
  });
  const epochEnd = new EpochEnd({
    engine,
    data,
    atOnce: testBatchSize(options.config),
    control,
    waits,
    ahead,
    watches,
    saver,
    leave: () => depth.leave(),
    emit,
  });
  const depth = new DepthSwitch({
    engine,
    state,
    exchange: options.exchange,
    history,
    place,
    compile: async (next, onProgress) => {
      const { nextSettings } = state;
      // Also what an epoch needs later: whatever lacks memory is found while the run can still go on as it was. The run may go back, too.
      const [largest = 0, ...others] = batches.sizesFrom(0, state.config.epochs).sort((a, b) => b - a);
      await next.warmUpStep(largest, nextSettings, onProgress);
      for (const size of others) await next.warmUpStep(size, nextSettings);
      await epochEnd.warmUp(next);
      await watches.samples.warmUp(next);
    },
    onProgress: (done, total) => emit({ type: 'progress', task: 'depth', done, total }),
    onReady,
    flush,
    arrival: (promise) => waits.arrival(promise),
    onChange: networkChanged,
    refuse: (problem) => emit({ type: 'refusal', step: state.step, problem }),
  });

  const parts: RunParts = {
    engine,
    pictures: data.train,
    batches,
    state,
    control,
    waits,
    inFlight,
    metrics,
    losses,
    watches,
    ahead,
    depth,
    epochEnd,
    flush,
    onStart: emitStart,
    onCompiled: emitCompiled,
    onEpoch: emit,
  };

  /** Where the run is, without its tensors. */
  function place(): Omit<Checkpoint, 'state'> {
    const { backend, name } = device;
    return { ...state.place, device: { backend, name }, kernels: engine.chosenKernels() };
  }

  /** What can be taken back, where anything can. */
  function told(): { readonly changed?: readonly ChangedDepth[] } {
    return history.told.length > 0 ? { changed: history.told } : {};
  }

  /** Waits until the device has done all steps and their events are emitted. */
  async function flush(): Promise<void> {
    await metrics.flush();
    await watches.flush();
  }

  function stepDone(step: number, totals: Parameters<RunState['count']>[0]): void {
    losses.step(step, totals);
    state.count(totals);
  }

  function onWindow({ step, loss, correct, images, learningRate, seconds }: StepWindow): void {
    losses.window(loss / images);
    state.countTraining(seconds);
    emit({
      type: 'step',
      step,
      epoch: state.epochAt(step),
      trainLoss: loss / images,
      trainAccuracy: correct / images,
      learningRate,
      imagesPerSecond: images / Math.max(seconds, 1e-6),
      gpuBytes: engine.gpuBytes(),
    });
  }

  /** Another network has taken over. */
  async function networkChanged(back: boolean): Promise<void> {
    ahead.clear();
    prepareAhead(parts);
    watches.renew();
    if (back) {
      losses.renew();
      emitStart();
    } else {
      const { step, config } = state;
      const { blocks } = config;
      emit({ type: 'change', step, epoch: state.epochAt(step), settings: { blocks }, ...told() });
    }
    await saver.afterChange();
    // What that took was not training.
    metrics.restart();
    watches.times.restart();
  }

  function emitStart(): void {
    const { config, totalSteps, step } = state;
    const stepsPerEpoch = Math.ceil(data.train.size / batches.sizeOf(0));
    const epoch = state.epochAt(step);
    const earlier = state.epochs.length > 0 ? { earlier: state.epochs } : {};
    emit({ type: 'start', config, device, stepsPerEpoch, totalSteps, epoch, step, ...told(), ...earlier });
  }

  async function run(): Promise<RunOutcome> {
    const end = (outcome: RunOutcome, error?: unknown): RunOutcome => {
      control.stop();
      saver.end();
      depth.end();
      watches.end();
      const problem = error === undefined ? undefined : problemOf(error);
      emit({ type: 'end', outcome, step: state.step, problem });
      over = true;
      return outcome;
    };
    const failing = listenForFailure(options.failure, (error) => control.fail(error));
    try {
      try {
        await failing.unless(train(parts));
        return end('finished');
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        await failing.unless(flush().then(() => saver.atStop()));
        return end('stopped');
      }
    } catch (error) {
      const cause = await failing.causeOf(error);
      // No event follows the end, and no read is pending when the engine is disposed of.
      await failing.unless(watches.settled()).catch(() => {});
      return end('failed', cause);
    } finally {
      failing.leave();
    }
  }

  return {
    run,
    pause: () => {
      // Also where the run waits for pictures. What a step threw ends the run where the run meets it.
      if (control.pause()) waits.tellPaused().catch(() => {});
    },
    resume: () => {
      if (control.resume()) waits.tellResumed();
    },
    singleStep: () => void control.singleStep(),
    stop: () => void control.stop(),
    checkpoint: () => {
      const made = saver.ask();
      control.nudge();
      return made;
    },
    ask: async (asked) => {
      const said = await watches.questions.ask(asked);
      return { ...said, epoch: state.epochAt(said.step) };
    },
    change: (changes) => {
      if (control.stopped) return;
      const { freeze } = state.config;
      state.config = { ...state.config, ...changes };
      if (state.config.freeze !== freeze) prepareSteps(parts);
      emit({ type: 'change', step: state.step, settings: changes });
    },
    changeDepth: (edit) => {
      if (!control.stopped) depth.edit(edit);
    },
    undoDepth: () => {
      if (!control.stopped) depth.undo();
    },
  };
}

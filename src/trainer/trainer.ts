/**
 * The run loop: joins pictures, network and engine, and emits events. No DOM, no React; a worker and Node run it alike.
 *
 * Read `run` first: an epoch is `stepsPerEpoch` times `oneStep`, then its end (epochEnd.ts). Everything that waits does so
 * by `waits`, so that pausing and stopping act within one step wherever the run is.
 */
import { InternalError } from '../base/errors.ts';
import type { Dataset } from '../data/pictures.ts';
import { addTotals, type Checkpoint, type Position, startPosition } from '../formats/checkpoint.ts';
import type { DepthEdit } from '../model/depth.ts';
import { partsOf, structureOf } from '../model/structure.ts';
import { changedDepth } from '../nn/changedDepth.ts';
import type { ChosenKernels, Engine, Totals } from '../nn/engine.ts';
import { problemOf } from '../problems/index.ts';
import { datasetOf, specOf, stepSettings } from '../training/config.ts';
import { type Divergence, divergedError, divergedLoss, isSuspect } from '../training/divergence.ts';
import type { DeviceInfo, EpochEvent, RunEvent, RunOutcome } from '../training/events.ts';
import { evaluationBatchSize, testBatchSize } from '../training/memory.ts';
import { learningRateAt } from '../training/schedule.ts';
import type { LiveSettings, RunConfig, StepSettings } from '../training/settings.ts';
import { Ahead } from './ahead.ts';
import { TrainBatches } from './batches.ts';
import { Clock, type Now, systemNow } from './clock.ts';
import { Control, Stopped } from './control.ts';
import { DepthChange } from './depthChange.ts';
import { listenForFailure } from './deviceFailure.ts';
import { type EndPiece, EpochEnd } from './epochEnd.ts';
import { FrameMaker } from './frameMaker.ts';
import { InFlightWindow } from './inFlight.ts';
import { Metrics, type StepWindow } from './metrics.ts';
import { ProbeWatch } from './probeWatch.ts';
import { type Asked, QuestionDesk, type Said } from './questions.ts';
import { SampleWatch } from './samples.ts';
import { Saver, type SavingBounds } from './saving.ts';
import { type Aside, StepTimes } from './stepTimes.ts';
import { VitalsWatch } from './vitals.ts';
import { Waits } from './waits.ts';

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
  /** How often checkpoints are saved. Default: after every epoch. */
  readonly saving?: SavingBounds;
  /** Whether every epoch leaves a frame. */
  readonly frames?: boolean;
  /** A clock for tests. */
  readonly now?: Now;
}

/** How another engine comes into the place of the one that trains. */
export interface EngineExchange {
  /** Makes one beside it, with any weights, whose kernels are these as far as it has them. */
  readonly make: (config: RunConfig, kernels: ChosenKernels | undefined) => Promise<Engine>;
  /** From here on all calls go to this one; the one before is disposed of. */
  readonly replaceBy: (next: Engine) => void;
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

/** Unwinds an epoch whose run went back to an earlier step. */
class WentBack extends Error {
  override name = 'WentBack';
}

type EventBody = RunEvent extends infer E ? (E extends RunEvent ? Omit<E, 'runId'> : never) : never;

export function createTrainer(options: TrainerOptions): Trainer {
  const { engine, data, device, exchange, runId } = options;
  const batches = new TrainBatches(data.train, options.config);
  const control = new Control();
  const inFlight = new InFlightWindow();
  const stepsPerEpoch = batches.perEpoch;
  const totalSteps = stepsPerEpoch * options.config.epochs;

  const evaluationSize = evaluationBatchSize(specOf(options.config));

  let config = options.config;
  let position: Position = options.from?.position ?? startPosition;
  const epochs: EpochEvent[] = [...(options.from?.epochs ?? [])];
  const clock = new Clock(options.now);
  let epochStart = -position.seconds;
  const seconds = () => clock.seconds;
  const metrics = new Metrics({ engine, seconds, onStep, onWindow });
  const times = new StepTimes(seconds);
  const vitals = new VitalsWatch({
    seconds,
    times,
    onVitals: (step, blocks) => {
      frames?.look({ step, blocks });
      emit({ type: 'vitals', step, epoch: step / stepsPerEpoch, blocks });
    },
  });
  const frames = options.frames
    ? new FrameMaker({ engine, spec: specOf(options.config), labels: data.test.labels })
    : undefined;

  const emitCompiled = (done: number, total: number) =>
    emit({ type: 'progress', task: 'compile', done, total });
  const ahead = new Ahead<'last batch' | EndPiece>(emitCompiled);

  const probes = options.frames
    ? new ProbeWatch({
        engine,
        data,
        classes: data.classes.length,
        channels: partsOf(structureOf(specOf(options.config))).map(({ output }) => output.channels),
        atOnce: evaluationSize,
        seconds,
      })
    : undefined;

  const samples = new SampleWatch({
    engine,
    pictures: data.test,
    samples: datasetOf(options.config).samples,
    atOnce: evaluationSize,
    onAnswer: (step, probabilities) => emit({ type: 'predictions', step, probabilities }),
  });

  const questions = new QuestionDesk({
    engine,
    imageSize: data.test.imageSize,
    atOnce: evaluationSize,
    seconds,
    times,
    onReady: () => control.nudge(),
  });

  const saver = new Saver({
    engine,
    flush,
    save: options.save,
    bounds: options.saving,
    isSuspect: () => suspect,
    now: options.now ?? systemNow,
    place,
  });

  const depth = new DepthChange({
    config: () => config,
    make: async (next, back) => {
      if (!exchange) throw new InternalError('No other engine can take over.');
      return exchange.make(next, back?.kernels ?? engine.chosenKernels());
    },
    compile: async (next, onProgress) => {
      await next.warmUpStep(batches.sizeOf(0), nextStepSettings(), onProgress);
      await samples.warmUp(next);
    },
    onProgress: (done, total) => emit({ type: 'progress', task: 'depth', done, total }),
    onReady: () => control.nudge(),
    refuse: (problem) => emit({ type: 'refusal', step: position.step, problem }),
  });
  /** The run before the last change of its depth that a person asked for. */
  let beforeDepth: Checkpoint | undefined;

  const waits = new Waits({
    control,
    clock,
    saver,
    questions,
    ahead,
    flush,
    counted: () => metrics.flush(),
    notTraining: () => metrics.restart(),
    step: () => position.step,
    onPhase: (phase) => emit({ type: 'phase', phase }),
  });

  const epochEnd = new EpochEnd({
    engine,
    data,
    atOnce: testBatchSize(options.config),
    control,
    waits,
    ahead,
    frames,
    probes,
    samples,
    questions,
    saver,
    emit: (event) => emit(event),
  });

  /** Where the run is, without its tensors. */
  function place(): Omit<Checkpoint, 'state'> {
    return {
      config,
      device: { backend: device.backend, name: device.name },
      kernels: engine.chosenKernels(),
      epochs: [...epochs],
      position: { ...position, seconds: clock.seconds - epochStart },
    };
  }

  let over = false;
  const emit = (event: EventBody) => {
    if (!over) options.emit({ runId, ...event } as RunEvent);
  };

  /** Waits until the device has done all steps and their events are emitted. */
  async function flush(): Promise<void> {
    await metrics.flush();
    await vitals.flush();
    await samples.flush();
    await questions.flush();
  }

  function checkFinite(which: Divergence['loss'], loss: number, step: number): void {
    if (!Number.isFinite(loss)) throw divergedError(which, step, config);
  }

  /** Ends the run where its losses have exploded. */
  function checkDivergence({ step, trainLoss, testLoss }: EpochEvent): void {
    const classes = data.classes.length;
    const loss = divergedLoss({ config, classes, epochs, step, totalSteps });
    if (loss) throw divergedError(loss, step, config, loss === 'test' ? testLoss : trainLoss);
  }

  function onStep(step: number, totals: Totals): void {
    checkFinite('train', totals.loss, step);
    position = { ...position, totals: addTotals(position.totals, totals) };
  }

  /** Whether the run may be about to diverge. */
  let suspect = false;
  function doubt(losses: { readonly trainLoss: number; readonly testLoss?: number }): void {
    suspect = isSuspect({ classes: data.classes.length, step: position.step, ...losses });
  }

  function onWindow(window: StepWindow): void {
    doubt({ trainLoss: window.loss / window.images, testLoss: epochs.at(-1)?.testLoss });
    position = { ...position, trainSeconds: position.trainSeconds + window.seconds };
    emit({
      type: 'step',
      step: window.step,
      epoch: window.step / stepsPerEpoch,
      trainLoss: window.loss / window.images,
      trainAccuracy: window.correct / window.images,
      learningRate: window.learningRate,
      imagesPerSecond: window.images / Math.max(window.seconds, 1e-6),
      gpuBytes: engine.gpuBytes(),
    });
  }

  /** The network of another depth takes over, if one is ready. To be called between two steps. */
  async function takeDepth(): Promise<void> {
    if (!depth.isReady(position.epoch, position.step === position.epoch * stepsPerEpoch)) return;
    await flush();
    const here = place();
    const state = await engine.exportState();
    const next = depth.take();
    if (!next) return;
    const { plan, blocks, back, after } = next;
    try {
      next.engine.importState(back?.state ?? changedDepth(specOf(config), plan, state, config.seed));
    } catch (error) {
      next.engine.dispose();
      throw error;
    }
    exchange?.replaceBy(next.engine);
    config = { ...config, blocks };
    beforeDepth = back || after !== undefined ? undefined : { ...here, state };
    ahead.clear();
    prepareAhead();
    vitals.renew();
    questions.renew();
    if (back) {
      position = back.position;
      epochs.splice(0, epochs.length, ...back.epochs);
      epochStart = clock.seconds - position.seconds;
      suspect = false;
      emitStart();
    } else {
      const { step } = position;
      emit({ type: 'change', step, epoch: step / stepsPerEpoch, settings: { blocks } });
    }
    await saver.afterChange();
    // What that took was not training.
    metrics.restart();
    times.restart();
    if (back) throw new WentBack('The run went back.');
  }

  /** Before the first step of an epoch: the network becomes what the schedule has from here on, and the next one begins to be made. */
  async function keepToSchedule(): Promise<void> {
    const scheduled = (after: number) => config.depthAt.find((change) => change.after === after)?.blocks;
    const { epoch } = position;
    const now = scheduled(epoch);
    if (now && now.join() !== config.blocks.join() && position.step === epoch * stepsPerEpoch) {
      depth.schedule(now, epoch, true);
      waits.enter('preparing');
      await waits.arrival(depth.settled());
      await takeDepth();
    }
    const next = scheduled(epoch + 1);
    if (next && epoch + 1 < config.epochs && next.join() !== config.blocks.join())
      depth.schedule(next, epoch + 1, false);
  }

  /** What the next step obeys. */
  const nextStepSettings = (): StepSettings =>
    stepSettings(config, learningRateAt(config, position.step, totalSteps));

  async function oneStep(): Promise<void> {
    const index = position.step - position.epoch * stepsPerEpoch;
    await waits.pictures(data.train.arrived(batches.arrivalsNeeded(position.epoch, index)));
    await waits.for(inFlight.room());
    const isLast = batches.sizeOf(index) < batches.sizeOf(0);
    if (isLast) await waits.prepared('last batch');
    await waits.turn(takeDepth);
    // Another network may have taken over meanwhile.
    if (isLast) await waits.prepared('last batch');
    const settings = nextStepSettings();
    const batch = batches.step(position.epoch, index, config);
    // A person who goes step by step wants to see each step.
    const look = index === 0 || control.paused || vitals.due;
    const step = position.step + 1;
    if (samples.due) samples.ask(position.step);
    let aside: Aside | undefined;
    if (look) {
      const blocks = engine.trainStepWithVitals(batch, settings);
      // The question is part of what a look costs.
      const answered = samples.ask(step);
      aside = vitals.look(
        step,
        Promise.all([blocks, answered]).then(([seen]) => seen),
      );
    } else {
      if (questions.due) aside = questions.answer(position.step);
      engine.trainStep(batch, settings);
    }
    position = { ...position, step };
    inFlight.add(times.timed(metrics.stepEnqueued(step, settings.learningRate), aside));
    control.stepTaken();
  }

  async function oneEpoch(): Promise<void> {
    const end = (position.epoch + 1) * stepsPerEpoch;
    epochStart = clock.seconds - position.seconds;
    await keepToSchedule();
    metrics.restart();
    times.restart();
    if (position.step < end) waits.enter('training');
    while (position.step < end) await oneStep();
    await waits.for(flush());

    const evaluationStart = clock.seconds;
    const test = await epochEnd.evaluate();
    const evaluation = clock.seconds - evaluationStart;
    checkFinite('test', test.loss, position.step);
    const { loss, correct, images } = position.totals;
    const event: EpochEvent = {
      type: 'epoch',
      epoch: position.epoch + 1,
      epochs: config.epochs,
      step: position.step,
      trainLoss: loss / images,
      trainAccuracy: correct / images,
      testLoss: test.loss / test.images,
      testAccuracy: test.correct / test.images,
      learningRate: learningRateAt(config, position.step - 1, totalSteps),
      seconds: clock.seconds - epochStart,
      imagesPerSecond: images / Math.max(position.trainSeconds, 1e-6),
    };
    epochs.push(event);
    position = { ...startPosition, step: position.step, epoch: position.epoch + 1 };
    epochStart = clock.seconds;
    emit(event);
    checkDivergence(event);
    doubt(event);
    await epochEnd.leave(event, evaluation);
  }

  /** Begins to compile what the first steps do not need. */
  function prepareAhead(): void {
    const last = batches.sizeOf(stepsPerEpoch - 1);
    const settings = nextStepSettings();
    if (last < batches.sizeOf(0))
      ahead.add('last batch', (onProgress) => engine.warmUpStep(last, settings, onProgress));
    const { size } = data.test;
    const atOnce = testBatchSize(config);
    const sizes = new Set([Math.min(atOnce, size), size % atOnce]);
    ahead.add('evaluation', async (onProgress) => {
      for (const count of sizes) if (count > 0) await engine.warmUpEvaluation(count, onProgress);
    });
    if (probes) ahead.add('probes', () => probes.prepare());
  }

  const emitStart = () =>
    emit({ type: 'start', config, device, stepsPerEpoch, totalSteps, step: position.step });

  async function train(): Promise<void> {
    emitStart();
    waits.enter('preparing');
    await waits.for(engine.warmUp(batches.sizeOf(0), nextStepSettings(), emitCompiled));
    samples.prepare();
    questions.open();
    prepareAhead();
    while (position.epoch < config.epochs) {
      try {
        await oneEpoch();
      } catch (error) {
        if (!(error instanceof WentBack)) throw error;
      }
    }
  }

  async function run(): Promise<RunOutcome> {
    const end = (outcome: RunOutcome, error?: unknown): RunOutcome => {
      control.stop();
      saver.end();
      depth.end();
      questions.end();
      const problem = error === undefined ? undefined : problemOf(error);
      emit({ type: 'end', outcome, step: position.step, problem });
      over = true;
      return outcome;
    };
    const failing = listenForFailure(options.failure, (error) => control.fail(error));
    try {
      try {
        await failing.unless(train());
        return end('finished');
      } catch (error) {
        if (!(error instanceof Stopped)) throw error;
        await failing.unless(flush().then(() => saver.atStop()));
        return end('stopped');
      }
    } catch (error) {
      const cause = await failing.causeOf(error);
      // No event follows the end, and no read is pending when the engine is disposed of.
      await failing
        .unless(Promise.allSettled([vitals.flush(), samples.flush(), questions.flush()]))
        .catch(() => {});
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
      const said = await questions.ask(asked);
      return { ...said, epoch: said.step / stepsPerEpoch };
    },
    change: (changes) => {
      if (control.stopped) return;
      config = { ...config, ...changes };
      emit({ type: 'change', step: position.step, settings: changes });
    },
    changeDepth: (edit) => {
      if (!control.stopped) depth.edit(edit);
    },
    undoDepth: () => {
      if (control.stopped) return;
      if (depth.pending) depth.cancel();
      else if (beforeDepth) depth.goBack(beforeDepth);
    },
  };
}

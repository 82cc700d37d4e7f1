/**
 * The training loop: an epoch is so many steps and what follows the last of them (`epochEnd.ts`). Read `train` first. Everything that
 * waits does so by `waits`, so that pausing and stopping act within one step wherever the run is.
 */
import type { PictureStream } from '../data/pictures.ts';
import type { Engine } from '../nn/engine.ts';
import type { EpochEvent } from '../training/events.ts';
import type { Ahead } from './ahead.ts';
import type { TrainBatches } from './batches.ts';
import type { Control } from './control.ts';
import { type DepthSwitch, GoesBack } from './depthSwitch.ts';
import type { EndPiece, EpochEnd } from './epochEnd.ts';
import type { InFlightWindow } from './inFlight.ts';
import type { LossWatch } from './lossWatch.ts';
import type { Metrics } from './metrics.ts';
import type { RunState } from './runState.ts';
import type { Waits } from './waits.ts';
import type { Watches } from './watches.ts';

/** What is compiled beside the first epoch. */
export type AheadPiece = `batch ${number}` | EndPiece;

/** What a run is made of. */
export interface RunParts {
  readonly engine: Engine;
  readonly pictures: PictureStream;
  readonly batches: TrainBatches;
  readonly state: RunState;
  readonly control: Control;
  readonly waits: Waits<AheadPiece>;
  readonly inFlight: InFlightWindow;
  readonly metrics: Metrics;
  readonly losses: LossWatch;
  readonly watches: Watches;
  readonly ahead: Ahead<AheadPiece>;
  readonly depth: DepthSwitch;
  readonly epochEnd: EpochEnd;
  /** Waits until the device has done all steps and their events are emitted. */
  readonly flush: () => Promise<void>;
  readonly onStart: () => void;
  readonly onCompiled: (done: number, total: number) => void;
  readonly onEpoch: (event: EpochEvent) => void;
}

/** Begins to compile anew what the next steps need, where they move other parameters than before. */
export function prepareSteps({ engine, batches, state, ahead }: RunParts): void {
  const settings = state.nextSettings;
  for (const size of batches.sizesFrom(state.epoch, state.config.epochs))
    ahead.add(`batch ${size}`, (onProgress) => engine.warmUpStep(size, settings, onProgress));
}

/** Begins to compile what the first steps do not need. */
export function prepareAhead({ engine, batches, state, ahead, epochEnd }: RunParts): void {
  const settings = state.nextSettings;
  for (const size of batches.sizesFrom(state.epoch, state.config.epochs).slice(1))
    ahead.add(`batch ${size}`, (onProgress) => engine.warmUpStep(size, settings, onProgress));
  epochEnd.prepare();
}

async function oneStep(parts: RunParts): Promise<void> {
  const { pictures, batches, state, control, waits, inFlight, metrics, watches, depth } = parts;
  const { index } = state;
  await waits.pictures(pictures.arrived(batches.arrivalsNeeded(state.epoch, index)));
  await waits.for(inFlight.room());
  const compiled = `batch ${batches.sizeOf(state.epoch, index)}` as const;
  await waits.prepared(compiled);
  await waits.turn(depth.takeOver);
  await depth.beforeStep((waiting) => waits.enter(waiting ? 'preparing' : 'training'));
  // Another network may have taken over meanwhile.
  await waits.prepared(compiled);
  const settings = state.nextSettings;
  const batch = batches.step(state.epoch, index, state.config);
  // A person who goes step by step wants to see each step.
  const aside = watches.takeStep(batch, settings, index === 0 || control.paused);
  state.stepTaken();
  inFlight.add(watches.times.timed(metrics.stepEnqueued(state.step, settings.learningRate), aside));
  control.stepTaken();
}

async function oneEpoch(parts: RunParts): Promise<void> {
  const { state, waits, metrics, losses, watches, depth, epochEnd, flush, onEpoch } = parts;
  const end = state.epochEnd;
  state.enterEpoch();
  await depth.keepToSchedule(() => waits.enter('preparing'));
  metrics.restart();
  watches.times.restart();
  if (state.step < end) waits.enter('training');
  while (state.step < end) await oneStep(parts);
  depth.afterSteps();
  await waits.for(flush());

  const start = state.seconds();
  const test = await epochEnd.evaluate();
  const evaluation = state.seconds() - start;
  losses.evaluated(test);
  const event = state.endEpoch(test);
  onEpoch(event);
  losses.epoch(event);
  await epochEnd.leave(event, evaluation);
}

/** Trains to the end. @throws Stopped, or what the run failed of. */
export async function train(parts: RunParts): Promise<void> {
  const { engine, batches, state, waits, watches, depth, onStart, onCompiled } = parts;
  onStart();
  waits.enter('preparing');
  const [first = 0, ...others] = batches.sizesFrom(state.epoch, state.config.epochs);
  // What the largest needs has room for all others, and a device that has none for it says so before the first step.
  const largest = Math.max(first, ...others);
  if (largest > first) await waits.for(engine.warmUp(largest, state.nextSettings, onCompiled));
  await waits.for(engine.warmUp(first, state.nextSettings, onCompiled));
  watches.prepare();
  prepareAhead(parts);
  for (;;) {
    try {
      while (state.epoch < state.config.epochs) await oneEpoch(parts);
      if (!(await depth.atEnd())) return;
    } catch (error) {
      if (!(error instanceof GoesBack)) throw error;
    }
    await depth.goBack();
  }
}

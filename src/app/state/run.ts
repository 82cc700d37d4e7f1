/** One run as the page sees it, and the one function that moves it: a fold over the trainer's events. Pure. */

import type { Problem } from '../../problems/index.ts';
import type { GradientSeries, Series, StageSeries, Thinning } from '../../storage/runRecord.ts';
import {
  type ChangedDepth,
  type DeviceInfo,
  type EpochEvent,
  type EventOf,
  epochOfStart,
  type RunEvent,
  type RunPhase,
  type Task,
} from '../../training/events.ts';
import type { Frame } from '../../training/frames.ts';
import type { RunConfig } from '../../training/settings.ts';
import { appendFrame, noStages } from './blockMeasures.ts';
import { appendStep, emptySeries } from './series.ts';
import { appendVitals, noGradients } from './vitals.ts';

export interface Progress {
  readonly done: number;
  readonly total: number;
  /** There is no connection. */
  readonly offline?: boolean;
}
/** The entries of the log, oldest first. */
export type LogEntry = EventOf<'epoch'> | EventOf<'change'> | EventOf<'recovery'> | EventOf<'end'>;
/** A command that is on its way to the worker. */
export type Asked = 'pause' | 'resume' | 'step' | 'stop';

export interface Run {
  readonly id: string;
  /** As it stands now: live changes are in it. */
  readonly config: RunConfig;
  readonly phase: RunPhase;
  readonly asked?: Asked;
  readonly device?: DeviceInfo;
  /** 0 until the trainer has started. */
  readonly totalSteps: number;
  readonly step: number;
  /** Epochs done, with fraction. */
  readonly epoch: number;
  readonly learningRate?: number;
  /** Seconds of training so far, evaluations included and pauses not, as far as the events tell. */
  readonly seconds: number;
  /** Running mean over the last few events. */
  readonly imagesPerSecond?: number;
  readonly gpuBytes?: number;
  readonly progress: Readonly<Partial<Record<Task, Progress>>>;
  /** Why the depth that was asked for last cannot be had. */
  readonly refused?: Problem;
  /** Changes of its depth that can be taken back, the last one last. */
  readonly depths: readonly ChangedDepth[];
  readonly series: Series;
  /** The latest close look: gradient and activations of every block. */
  readonly vitals?: EventOf<'vitals'>;
  /** What the network said last of the sample pictures. */
  readonly predictions?: EventOf<'predictions'>;
  /** What the last epoch left to look at. */
  readonly frame?: Frame;
  /** How the gradients of the stages went. */
  readonly gradients: GradientSeries;
  /** What the frames of its epochs told of the stages. */
  readonly stages: StageSeries;
  readonly epochs: readonly EventOf<'epoch'>[];
  readonly log: readonly LogEntry[];
  /** Set once the run is over. */
  readonly end?: EventOf<'end'>;
}

/** Enough for the longest run's epochs and a thousand changes by hand. */
const logLimit = 2000;
const speedMemory = 0.7;

/** A run that was just asked for. */
export const newRun = (id: string, config: RunConfig): Run => ({
  id,
  config,
  phase: 'preparing',
  totalSteps: 0,
  step: 0,
  epoch: 0,
  seconds: 0,
  progress: {},
  depths: [],
  series: emptySeries,
  gradients: noGradients,
  stages: noStages,
  epochs: [],
  log: [],
});

/** A run that has ended and is to go on after all. */
export const reopened = ({ end: _, ...run }: Run): Run => ({
  ...run,
  phase: 'preparing',
  progress: {},
  log: run.log.filter(({ type }) => type !== 'end'),
});

export const isActive = (run: Run | undefined): run is Run => run !== undefined && run.end === undefined;

const logged = (run: Run, entry: LogEntry): readonly LogEntry[] => [...run.log, entry].slice(-logLimit);

/** Whether a phase is what a command asked for. A single step also ends in `paused`. */
const answers = (phase: RunPhase, asked: Asked | undefined): boolean =>
  phase === 'paused' ? asked === 'pause' || asked === 'step' : asked === 'resume';

/** Of all epochs together. */
const totalSeconds = (epochs: readonly EventOf<'epoch'>[]): number =>
  epochs.reduce((total, { seconds }) => total + seconds, 0);

function foldStep(run: Run, event: EventOf<'step'>): Run {
  const { step, epoch, learningRate, gpuBytes = run.gpuBytes } = event;
  const before = run.imagesPerSecond;
  const imagesPerSecond =
    before === undefined
      ? event.imagesPerSecond
      : speedMemory * before + (1 - speedMemory) * event.imagesPerSecond;
  const images = Math.max(0, epoch - run.epoch) * run.config.trainImages;
  const seconds = run.seconds + images / Math.max(event.imagesPerSecond, 1e-6);
  const series = appendStep(run.series, event, { step: run.step, seconds });
  // A single step of a paused run answers with its step, not with a phase.
  const asked = run.asked === 'step' ? undefined : run.asked;
  return { ...run, step, epoch, seconds, learningRate, gpuBytes, imagesPerSecond, series, asked };
}

/** The curve up to a step. */
export function curveUntil<P extends { readonly step: number }>(
  curve: Thinning<P>,
  step: number,
): Thinning<P> {
  const points = curve.points.filter((point) => point.step <= step);
  if (points.length === curve.points.length) return curve;
  // The next event opens a point of its own.
  return { ...curve, points, open: points.length > 0 ? curve.stride : 0 };
}

/** The run as it goes on from a checkpoint: what came after that will come again, and what was changed by hand holds from there on. */
function backTo(run: Run, step: number): Run {
  if (step >= run.step) return run;
  const series = curveUntil(run.series, step);
  const epochs = run.epochs.filter((epoch) => epoch.step <= step);
  const log = run.log.flatMap((entry): LogEntry[] => {
    if (entry.type === 'epoch') return epochs.includes(entry) ? [entry] : [];
    return entry.step <= step ? [entry] : [{ ...entry, step }];
  });
  const seconds = Math.max(series.points.at(-1)?.seconds ?? 0, totalSeconds(epochs));
  const frame = run.frame && run.frame.step <= step ? run.frame : undefined;
  return {
    ...run,
    seconds,
    series,
    gradients: curveUntil(run.gradients, step),
    stages: curveUntil(run.stages, step),
    epochs,
    log,
    frame,
    progress: {},
  };
}

/** Without what is told of a change of depth on its way. */
const noneOnItsWay = ({ progress: { depth: _, ...progress }, refused: _refused, ...run }: Run): Run => ({
  ...run,
  progress,
});

/** Without the changes of depth that a run lost where it went back: it has the blocks of its start. */
function withoutLostDepths(
  log: readonly LogEntry[],
  step: number,
  blocks: readonly number[],
): readonly LogEntry[] {
  const leads = (entry: LogEntry) =>
    entry.type === 'change' && entry.settings.blocks?.join() === blocks.join();
  const last = log.findLastIndex((entry) => leads(entry) && entry.step <= step);
  return log.filter(
    (entry, i) => entry.type !== 'change' || !entry.settings.blocks || entry.step < step || i <= last,
  );
}

/** The run with the epochs that its checkpoint knows of and its record does not: a page may go before it has written down the last. */
function withEarlier(run: Run, earlier: readonly EpochEvent[]): Run {
  const known = new Set(run.epochs.map(({ epoch }) => epoch));
  const lost = earlier.flatMap((event) => (known.has(event.epoch) ? [] : { ...event, runId: run.id }));
  if (lost.length === 0) return run;
  const epochs = [...run.epochs, ...lost].sort((a, b) => a.epoch - b.epoch);
  const log = [...run.log, ...lost].sort((a, b) => a.step - b.step);
  return { ...run, epochs, log, seconds: Math.max(run.seconds, totalSeconds(epochs)) };
}

/** The run after an event. Events of other runs and events after the end change nothing. */
export function foldEvent(run: Run, event: RunEvent): Run {
  if (event.runId !== run.id || run.end) return run;
  switch (event.type) {
    case 'start': {
      const log = withoutLostDepths(run.log, event.step, event.config.blocks);
      return {
        ...withEarlier(noneOnItsWay(backTo({ ...run, log }, event.step)), event.earlier ?? []),
        depths: event.changed ?? [],
        config: event.config,
        device: event.device,
        totalSteps: event.totalSteps,
        step: event.step,
        epoch: epochOfStart(event),
      };
    }
    case 'phase':
      return { ...run, phase: event.phase, asked: answers(event.phase, run.asked) ? undefined : run.asked };
    case 'progress': {
      const { task, done, total, offline } = event;
      if (task === 'depth') {
        const rest = noneOnItsWay(run);
        return total === 0 ? rest : { ...rest, progress: { ...rest.progress, depth: { done, total } } };
      }
      return { ...run, progress: { ...run.progress, [task]: { done, total, offline } } };
    }
    case 'step':
      return foldStep(run, event);
    case 'vitals':
      return { ...run, vitals: event, gradients: appendVitals(run.gradients, event) };
    case 'predictions':
      return { ...run, predictions: event };
    case 'frame':
      return { ...run, frame: event.frame, stages: appendFrame(run.stages, event.frame) };
    case 'epoch': {
      // A checkpoint may lie right before the evaluation of an epoch that is known already.
      const earlier = ({ epoch }: EpochEvent) => epoch < event.epoch;
      const epochs = [...run.epochs.filter(earlier), event];
      const log = run.log.filter((entry) => entry.type !== 'epoch' || earlier(entry));
      return {
        ...run,
        step: event.step,
        epoch: event.epoch,
        // An epoch's own time counts its evaluation too.
        seconds: Math.max(run.seconds, totalSeconds(epochs)),
        epochs,
        log: logged({ ...run, log }, event),
      };
    }
    case 'change': {
      const { blocks } = event.settings;
      const so = blocks ? { ...noneOnItsWay(run), depths: event.changed ?? [] } : run;
      return { ...so, config: { ...run.config, ...event.settings }, log: logged(run, event) };
    }
    case 'refusal':
      return { ...noneOnItsWay(run), refused: event.problem };
    case 'recovery':
      return { ...run, log: logged(run, event) };
    case 'end':
      return { ...run, asked: undefined, step: event.step, end: event, log: logged(run, event) };
    default:
      return event satisfies never;
  }
}

/**
 * The one vocabulary from trainer to chart. The trainer emits these, the worker passes them on, the store folds them,
 * the command line prints them. Accuracies are 0…1, times are seconds, every event names its run.
 */
import type { DeviceReason } from '../problems/device.ts';
import type { Problem } from '../problems/index.ts';
import type { Frame } from './frames.ts';
import type { ChangedSettings, RunConfig } from './settings.ts';
import type { BlockVitals } from './vitals.ts';

/** `waiting`: for pictures. `recovering`: it broke down, and is about to be started anew. */
export type RunPhase = 'preparing' | 'waiting' | 'training' | 'evaluating' | 'paused' | 'recovering';
export type RunOutcome = 'finished' | 'stopped' | 'failed';

/** What executes the tensors, in words for people. */
export interface DeviceInfo {
  readonly backend: 'webgpu' | 'webgl' | 'cpu';
  /** Such as `Apple M2` or `llvmpipe (LLVM 15, 256 bits)`; empty where the browser hides it. */
  readonly name: string;
  /** True for a software adapter: slow, but right. */
  readonly software: boolean;
  /** Why this backend was chosen. */
  readonly reason: DeviceReason;
  /** Bytes of the largest tensor that WebGPU lets a kernel read or write. */
  readonly maxBindingBytes?: number;
}

/** The engine that a run gets: the fused one needs WebGPU; elsewhere the stock one replaces it. */
export const engineFor = (
  wanted: RunConfig['engine'],
  { backend }: Pick<DeviceInfo, 'backend'>,
): RunConfig['engine'] => (backend === 'webgpu' ? wanted : 'stock');

/** How many epochs are done, with fraction, where a run starts or goes on. */
export const epochOfStart = ({ epoch, step, stepsPerEpoch }: Omit<EventOf<'start'>, 'runId'>): number =>
  epoch ?? step / stepsPerEpoch;

/** Long work before and between steps. `done` and `total` count in the unit of the task. */
export type Task = 'shards' | 'compile' | 'tune' | 'evaluate' | 'depth';

/** A change of depth that a person asked for, and that can be taken back. */
export interface ChangedDepth {
  /** After which step. */
  readonly step: number;
  readonly before: readonly number[];
  readonly after: readonly number[];
}

export type RunEvent = { readonly runId: string } & (
  | {
      readonly type: 'start';
      readonly config: RunConfig;
      readonly device: DeviceInfo;
      /** Of the first epoch: later ones have fewer where the batch grows. */
      readonly stepsPerEpoch: number;
      readonly totalSteps: number;
      /** Epochs done at its step, with fraction. Where it is left out the batch does not grow. */
      readonly epoch?: number;
      /** The step at which a resumed run continues, else 0. */
      readonly step: number;
      /** Changes of depth that can be taken back, the last one last. Default: none. */
      readonly changed?: readonly ChangedDepth[];
      /** Epochs that its checkpoint has behind it: whoever listens may have gone before it wrote down the last. Default: none. */
      readonly earlier?: readonly EpochEvent[];
    }
  | { readonly type: 'phase'; readonly phase: RunPhase }
  | {
      readonly type: 'progress';
      readonly task: Task;
      readonly done: number;
      readonly total: number;
      /** There is no connection: it goes on when it is back. */
      readonly offline?: boolean;
    }
  | StepEvent
  | EpochEvent
  | VitalsEvent
  | PredictionsEvent
  | FrameEvent
  | RecoveryEvent
  | {
      readonly type: 'change';
      readonly step: number;
      /** Epochs done, with fraction; told of changes of the depth. */
      readonly epoch?: number;
      readonly settings: ChangedSettings;
      /** As of `start`; told of changes of the depth. */
      readonly changed?: readonly ChangedDepth[];
    }
  | RefusalEvent
  | {
      readonly type: 'end';
      readonly outcome: RunOutcome;
      readonly step: number;
      /** Set where the run failed. */
      readonly problem?: Problem;
    }
);

/** Means over the steps since the event before. */
export interface StepEvent {
  readonly type: 'step';
  /** Steps done, counted from 1. */
  readonly step: number;
  /** Epochs done, with fraction. */
  readonly epoch: number;
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly learningRate: number;
  readonly imagesPerSecond: number;
  /** GPU bytes allocated, where known. */
  readonly gpuBytes?: number;
}

export interface EpochEvent {
  readonly type: 'epoch';
  /** Counted from 1. */
  readonly epoch: number;
  readonly epochs: number;
  readonly step: number;
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  readonly learningRate: number;
  /** Wall time of the epoch with its evaluation, without pauses. */
  readonly seconds: number;
  readonly imagesPerSecond: number;
}

/** A close look at one step: the first of each epoch, and one every few seconds in between. */
export interface VitalsEvent {
  readonly type: 'vitals';
  /** The step looked at, counted from 1. */
  readonly step: number;
  /** Epochs done with it, with fraction. */
  readonly epoch: number;
  /** In the order of the forward pass. */
  readonly blocks: readonly BlockVitals[];
}

/**
 * What the network says of the sample pictures of its data set, with the weights after a step: asked before the first step,
 * or within the first few where asking earlier would make training wait, with the vitals, and after each epoch. None come where
 * the data set has no samples or the run's test pictures do not hold them all.
 */
export interface PredictionsEvent {
  readonly type: 'predictions';
  /** Steps done. */
  readonly step: number;
  /** For each sample picture, in the order of the data set's facts, the probability of every class: [samples][classes]. */
  readonly probabilities: readonly (readonly number[])[];
}

/**
 * What an epoch leaves to look at, after its `epoch` event; of epochs that are probed once more, with all that it had and its probes.
 * Runs of the page alone leave frames, and an epoch after which a run has diverged leaves none.
 */
export interface FrameEvent {
  readonly type: 'frame';
  readonly frame: Frame;
}

/** A run that broke down goes on by itself. It comes right after the `start` of what goes on. */
export interface RecoveryEvent {
  readonly type: 'recovery';
  /** The step that it goes on from: that of its last checkpoint, 0 where it had none. */
  readonly step: number;
  /** Steps that were done when it broke down. */
  readonly at: number;
  /** What broke. */
  readonly problem: Problem;
}

/** The depth that was asked for cannot be had: the run goes on as it was. */
export interface RefusalEvent {
  readonly type: 'refusal';
  /** Steps done. */
  readonly step: number;
  readonly problem: Problem;
}

export type EventOf<T extends RunEvent['type']> = Extract<RunEvent, { type: T }>;

const two = (n: number): string => String(Math.floor(n)).padStart(2, '0');

/** `01:36`, or `1:02:03` from an hour on. */
export function clockTime(seconds: number): string {
  const s = Math.round(seconds);
  const minutes = `${two((s % 3600) / 60)}:${two(s % 60)}`;
  return s < 3600 ? minutes : `${Math.floor(s / 3600)}:${minutes}`;
}

/** The seed note's epoch line, to the space. @param mirrored Its test looked at mirror images too, which the line then says. */
export function noteEpochLine(e: EpochEvent, mirrored = false): string {
  const width = Math.max(3, String(e.epochs).length);
  const percent = (x: number) => `${(100 * x).toFixed(2)}%`;
  return (
    ` Epoch [${String(e.epoch).padStart(width)}/${e.epochs} ]` +
    `  train_loss:${e.trainLoss.toFixed(6)}  train_acc:${percent(e.trainAccuracy)}` +
    `  test_loss:${e.testLoss.toFixed(6)}  test_acc:${percent(e.testAccuracy)}${mirrored ? ' with mirror' : ''}  \tTime ${clockTime(e.seconds)}`
  );
}

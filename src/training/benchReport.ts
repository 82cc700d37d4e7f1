/**
 * The report of a benchmark of training speed, and the events on the way to it. Plain data, for the command line and
 * the page alike.
 */
import type { ModelSpec } from '../model/spec.ts';
import type { Problem } from '../problems/index.ts';
import type { BenchTask } from '../problems/run.ts';
import type { CheckedNetwork } from './deviceCheck.ts';
import type { DeviceFacts } from './deviceFacts.ts';
import type { RunOutcome } from './events.ts';
import type { RunConfig } from './settings.ts';

/** A network to measure, at the batch size it is trained with. */
export interface BenchModel {
  readonly spec: ModelSpec;
  readonly batchSize: number;
}

export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

export interface BenchResult {
  readonly engine: RunConfig['engine'];
  readonly model: string;
  readonly batchSize: number;
  /** Wall time of a step, the device's work included. */
  readonly stepMs: Spread;
  /** Time until a step is enqueued: what it costs the thread that asks for it. Median. */
  readonly hostMs: number;
  readonly imagesPerSecond: number;
  /** Forward, backward and update: three times the forward's multiply-adds, two operations each. */
  readonly gflops: number;
  readonly rooflineFraction: number;
  readonly dispatches: number;
  readonly submits: number;
  readonly gpuBytes: number;
  /** From a new engine to the end of its first step. */
  readonly warmupMs: number;
}

export interface KernelShare {
  readonly kernel: string;
  readonly dispatches: number;
  readonly ms: number;
  readonly gflops: number;
  readonly gigabytesPerSecond: number;
  readonly share: number;
}

export const convPasses = ['forward', 'inputGradient', 'filterGradient'] as const;
/** Ways to compute a convolution, see docs/ENGINE.md. */
export const kernelFamilies = ['direct', 'tiled', 'winograd'] as const;

/** What computes one pass of the convolutions of one shape. */
export interface KernelChoice {
  readonly pass: (typeof convPasses)[number];
  /** Such as `3×3, 16 to 32 channels, 32×32, stride 2`: taps, channels and pixels that go in. */
  readonly shape: string;
  /** Convolutions of the network that have this shape. */
  readonly layers: number;
  readonly family: (typeof kernelFamilies)[number];
  /** How the family cuts the work, in English. */
  readonly tiling: string;
  /** Found by measuring on this device; else the default of its kind. */
  readonly tuned: boolean;
}

export interface BenchReport {
  readonly device: string;
  readonly rooflineGflops: number;
  readonly results: readonly BenchResult[];
  /** Median step time of stock over fused; absent where only one ran. */
  readonly speedup?: number;
  readonly profile?: readonly KernelShare[];
  /** Of the fused engine; absent where it was not measured. */
  readonly kernels?: readonly KernelChoice[];
}

/** The events of a benchmark of several networks, one after another. Nothing follows an `end`. */
export type BenchEvent =
  /** What is being done for the network whose report comes next. */
  | { readonly type: 'progress'; readonly doing: BenchTask }
  | { readonly type: 'facts'; readonly facts: DeviceFacts }
  /** Whether a network came out right. */
  | { readonly type: 'checked'; readonly checked: CheckedNetwork }
  /** In the order of the networks; the last ones have none where the time was up. */
  | { readonly type: 'report'; readonly report: BenchReport }
  /** `problem` is set where it failed. */
  | { readonly type: 'end'; readonly outcome: RunOutcome; readonly problem?: Problem };

/**
 * The report of a benchmark of training speed, and the events on the way to it. Plain data, for the command line and
 * the page alike.
 */
import type { ModelSpec } from '../model/spec.ts';
import type { Problem } from '../problems/index.ts';
import type { BenchTask } from '../problems/run.ts';
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

export interface BenchReport {
  readonly device: string;
  readonly rooflineGflops: number;
  readonly results: readonly BenchResult[];
  /** Median step time of stock over fused; absent where only one ran. */
  readonly speedup?: number;
  readonly profile?: readonly KernelShare[];
}

/** The events of a benchmark of several networks, one after another. Nothing follows an `end`. */
export type BenchEvent =
  /** What is being done for the network whose report comes next. */
  | { readonly type: 'progress'; readonly doing: BenchTask }
  /** In the order of the networks. */
  | { readonly type: 'report'; readonly report: BenchReport }
  /** `problem` is set where it failed. */
  | { readonly type: 'end'; readonly outcome: RunOutcome; readonly problem?: Problem };

/**
 * The estimate of a run before it starts: memory, time, and whether it fits this device. Pure; `features/configure`
 * shows it.
 */

import { structureOf } from '../../model/structure.ts';
import { summaryOf } from '../../model/summary.ts';
import type { BenchPlan } from '../../training/benchPlan.ts';
import { specOf } from '../../training/config.ts';
import { type DeviceInfo, engineFor } from '../../training/events.ts';
import {
  largestBatch,
  largestMapBytes,
  type MemoryEstimate,
  memoryOf,
  stockMemoryFactor,
} from '../../training/memory.ts';
import type { RunConfig } from '../../training/settings.ts';
import { largestBatchSize } from '../../training/stepPlan.ts';
import { storageOfRun } from '../../training/storage.ts';
import { planSeconds } from './budget.ts';
import { assumedSpeed, deviceKey, flopsOf, nearestSpeed, type Speed } from './speeds.ts';
import { meanMacs, stepShare } from './stepCost.ts';

/** Why a run does not fit this device, or may not. */
export type Misfit =
  /** Certain: WebGPU refuses a tensor of that size. `most` is the largest batch that it takes, 0 for none. */
  | { readonly kind: 'tensor'; readonly bytes: number; readonly limit: number; readonly most: number }
  /** A guess: browsers do not report how much memory a GPU has. */
  | { readonly kind: 'memory'; readonly limit: number; readonly most: number };

/** Where a time comes from: this very network was measured, or was with nothing of it frozen, or another one on this device, or nothing yet. */
export type TimeSource = 'measured' | 'frozen' | 'derived' | 'assumed';

function sourceOf(known: Speed | undefined, macs: number, share: number): TimeSource {
  if (!known) return 'assumed';
  if (known.macs !== macs) return 'derived';
  return share === 1 ? 'measured' : 'frozen';
}

export interface TimeEstimate {
  readonly epochSeconds: number;
  readonly runSeconds: number;
  readonly imagesPerSecond: number;
  readonly source: TimeSource;
  /** Operations a second, forward and backward, that the time is computed from. */
  readonly gflops: number;
}

export interface Estimate {
  readonly engine: RunConfig['engine'];
  /** Of the fused engine; `bytes` is that of the engine the run gets, from and to. */
  readonly memory: MemoryEstimate;
  readonly bytes: { readonly low: number; readonly high: number };
  readonly time: TimeEstimate;
  readonly misfit: Misfit | undefined;
}

/** Assumed of a machine whose browser does not report its memory. */
const defaultMemoryGiB = 8;
/** Of a machine's memory, what one page may hope to get for its GPU. */
const gpuShare = 0.5;

/**
 * The time of a run. It is always known: where nothing was measured on the device, its kind tells of a speed. All speeds are of whole
 * networks; one whose front is frozen does less in a step.
 */
export function timeOf(config: RunConfig, device: DeviceInfo, speeds: readonly Speed[]): TimeEstimate {
  const macs = meanMacs(config);
  const engine = engineFor(config.engine, device);
  const known = nearestSpeed(speeds, { device: deviceKey(device), engine, macs });
  const whole = known ? (known.imagesPerSecond * known.macs) / macs : assumedSpeed(device, engine, macs);
  const share = stepShare(config);
  const imagesPerSecond = whole / share;
  const { epochs } = config;
  const runSeconds = planSeconds(config, imagesPerSecond);
  return {
    epochSeconds: runSeconds / epochs,
    runSeconds,
    imagesPerSecond,
    source: sourceOf(known, macs, share),
    gflops: (flopsOf(macs) * whole) / 1e9,
  };
}

function misfitOf(
  config: RunConfig,
  device: DeviceInfo,
  factor: number,
  memoryGiB: number,
): Misfit | undefined {
  const { maxBindingBytes } = device;
  const map = largestMapBytes(structureOf(specOf(config)), storageOfRun(config));
  const bytes = map * largestBatchSize(config);
  if (maxBindingBytes !== undefined && bytes > maxBindingBytes)
    return {
      kind: 'tensor',
      bytes,
      limit: maxBindingBytes,
      most: Math.floor((maxBindingBytes / map) * (config.batchSize / largestBatchSize(config))),
    };
  const limit = gpuShare * memoryGiB * 2 ** 30;
  if (factor * memoryOf(config).total > limit)
    return { kind: 'memory', limit, most: largestBatch(config, limit / factor) };
  return undefined;
}

/** @param memoryGiB `navigator.deviceMemory`, where the browser has it. */
export function estimateOf(
  config: RunConfig,
  device: DeviceInfo,
  speeds: readonly Speed[],
  memoryGiB = defaultMemoryGiB,
): Estimate {
  const engine = engineFor(config.engine, device);
  // Another engine than the one that is set may have to serve, and stores in its own way.
  const memory = memoryOf({ ...config, engine });
  const { low, high } = engine === 'stock' ? stockMemoryFactor : { low: 1, high: 1 };
  return {
    engine,
    memory,
    bytes: { low: low * memory.total, high: high * memory.total },
    time: timeOf(config, device, speeds),
    misfit: misfitOf({ ...config, engine }, device, high, memoryGiB),
  };
}

/** Billions of operations that a step of a quick measurement may take: seconds on a software adapter, nothing on others. */
const quickGflop = { software: 8, hardware: 2000 };
const quickSteps = { software: 2, hardware: 10 };

/**
 * The measurement of the network that is set: at its batch size, or a smaller one where a step would take too long.
 * @param gflopPerStep Billions of operations that a step may take.
 */
export function quickPlan(
  config: RunConfig,
  device: DeviceInfo,
  gflopPerStep: number = quickGflop[device.software ? 'software' : 'hardware'],
): BenchPlan {
  const spec = specOf(config);
  const kind = device.software ? 'software' : 'hardware';
  const affordable = Math.floor((gflopPerStep * 1e9) / flopsOf(summaryOf(spec).macs));
  const batchSize = Math.max(1, Math.min(config.batchSize, affordable));
  return {
    models: [{ spec, batchSize }],
    steps: quickSteps[kind],
    engines: [engineFor(config.engine, device)],
  };
}

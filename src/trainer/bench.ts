/**
 * How fast this device trains: steps of stock and fused engine in turn, in one process, next to what the device can do
 * at best with our own matrix product. For the command line and the page alike.
 */
import { modelName } from '../model/presets.ts';
import type { ModelSpec } from '../model/spec.ts';
import { structureOf } from '../model/structure.ts';
import { summaryOf } from '../model/summary.ts';
import type { Engine, ImageBatch } from '../nn/engine.ts';
import { createStockEngine } from '../nn/stockEngine.ts';
import * as tf from '../nn/tf.ts';
import type { BenchTask } from '../problems/run.ts';
import { drawsPerPicture } from '../training/augmentation.ts';
import type { BenchModel, BenchReport, BenchResult, KernelShare, Spread } from '../training/benchReport.ts';
import { stepSettings } from '../training/config.ts';
import { defaultConfig, type RunConfig } from '../training/settings.ts';
import { createFusedEngine, type FusedEngine } from '../webgpu/fusedEngine.ts';
import { kernelChoices } from '../webgpu/kernelChoices.ts';
import { trainingBackend } from '../webgpu/ops/tensors.ts';
import { measureRoofline } from '../webgpu/roofline.ts';
import { InFlightWindow } from './inFlight.ts';

export interface BenchOptions extends BenchModel {
  /** How often each engine is timed, in turns; short steps several together, as training enqueues them. */
  readonly steps: number;
  /** Once timing has taken so long, three rounds are enough. */
  readonly timingMs?: number;
  readonly engines: readonly RunConfig['engine'][];
  readonly device: string;
  readonly profile?: boolean;
  /** How the fused engine stores feature maps. Default: float32. */
  readonly storage?: RunConfig['storage'];
  /** How the convolutions of the fused engine may round. Default: as people train. */
  readonly precision?: RunConfig['precision'];
  readonly onProgress?: (doing: BenchTask) => void;
  /** Measured before, to spare the time. */
  readonly rooflineGflops?: number;
  /** Of the matrices behind the roofline, see `measureRoofline`. */
  readonly rooflineSide?: number;
  /** Ends the measurement after the step, or the piece of preparation, under way. */
  readonly signal?: AbortSignal;
}

/** Small steps: many of them on one batch must not blow up. */
const settings = stepSettings(defaultConfig, 1e-3);

/** Rounds of timing that make a median. */
const fewestRounds = 3;

/** A batch with every kind of draw; speed does not depend on what the pictures show. */
function batchOf(n: number, { inputSize: size, classes }: ModelSpec): ImageBatch {
  return {
    images: Uint8Array.from({ length: n * size * size * 3 }, (_, i) => (i * 131) % 256),
    labels: Int32Array.from({ length: n }, (_, i) => i % classes),
    draws: Int32Array.from(
      { length: n * drawsPerPicture },
      (_, i) => [2, -3, 1, -1, -1][i % drawsPerPicture] ?? 0,
    ),
  };
}

function spread(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (i: number): number => sorted[i] ?? Number.NaN;
  const middle = (sorted.length - 1) / 2;
  return {
    min: at(0),
    median: (at(Math.floor(middle)) + at(Math.ceil(middle))) / 2,
    max: at(sorted.length - 1),
  };
}

/** How many steps of that length are timed together: as many as fit into 200 ms, but no more than eight. */
const together = (stepMs: number): number => Math.max(1, Math.min(8, Math.floor(200 / stepMs)));

/** Of a few steps that were timed together. */
interface Timing extends Pick<BenchResult, 'hostMs' | 'dispatches' | 'submits'> {
  readonly stepMs: number;
}

/** One engine under test and what was measured of it. */
interface Subject extends Pick<BenchResult, 'warmupMs' | 'gpuBytes'> {
  readonly kind: RunConfig['engine'];
  readonly engine: Engine;
  readonly together: number;
  readonly timings: Timing[];
}

/**
 * Frees what it takes of the device, however it ends.
 * @throws Error with one sentence when the device has no WebGPU or the network does not fit, the signal's reason when
 * that was given.
 */
export async function bench(options: BenchOptions): Promise<BenchReport> {
  const { spec, batchSize, steps, device, signal, rooflineSide } = options;
  const tell = options.onProgress ?? (() => undefined);
  const backend = trainingBackend(tf.backend());
  const { precision = defaultConfig.precision } = options;
  const batch = batchOf(batchSize, spec);
  const engineOptions = {
    spec,
    seed: 1,
    init: 'pytorch',
    precision,
    mean: [0.49, 0.48, 0.45],
    std: [0.25, 0.24, 0.26],
    storage: options.storage,
  } as const;

  /** Takes a few steps as training does, the next one enqueued while the last is under way. */
  const time = async (engine: Engine, count = 1): Promise<Timing> => {
    signal?.throwIfAborted();
    const inFlight = new InFlightWindow({ brief: true });
    const before = { ...backend.counts };
    let hostMs = 0;
    let dispatches = 0;
    const started = performance.now();
    for (let i = 0; i < count; i++) {
      await inFlight.room();
      engine.trainStep(batch, settings);
      // Of the first alone: later ones share the processor with the device's work, where that is software.
      if (i === 0) {
        hostMs = performance.now() - started;
        dispatches = backend.counts.dispatches - before.dispatches;
      }
      inFlight.add(engine.readTrainTotals().then(() => undefined));
    }
    await inFlight.end();
    const submits = Math.round((backend.counts.submits - before.submits) / count);
    return { stepMs: (performance.now() - started) / count, hostMs, dispatches, submits };
  };

  const engines: Engine[] = [];
  try {
    const subjects: Subject[] = [];
    // The fused engine first: tfjs never gives its pool of buffers back, so stock's would count for both.
    for (const kind of ['fused', 'stock'] as const) {
      if (!options.engines.includes(kind)) continue;
      signal?.throwIfAborted();
      tell({ kind: 'warming-up', engine: kind });
      const started = performance.now();
      const engine = kind === 'fused' ? createFusedEngine(engineOptions) : createStockEngine(engineOptions);
      engines.push(engine);
      await engine.warmUp(batchSize, settings, (done, total) => tell({ kind: 'compiling', done, total }));
      await time(engine);
      const warmupMs = performance.now() - started;
      const gpuBytes = engine.gpuBytes() ?? 0;
      // A first replay may still be cut into short submits, until its speed is known.
      const { stepMs } = await time(engine);
      subjects.push({ kind, engine, warmupMs, gpuBytes, together: together(stepMs), timings: [] });
    }
    const started = performance.now();
    for (let i = 0; i < steps; i++) {
      if (i >= fewestRounds && performance.now() - started > (options.timingMs ?? Number.POSITIVE_INFINITY))
        break;
      for (const subject of subjects) {
        tell({ kind: 'timing', step: i + 1, steps, engine: subject.kind });
        subject.timings.push(await time(subject.engine, subject.together));
      }
    }

    // After the steps, when a graphics card has long had its full clock.
    let { rooflineGflops } = options;
    if (rooflineGflops === undefined) {
      tell({ kind: 'roofline' });
      const onKernel = () => signal?.throwIfAborted();
      rooflineGflops = (await measureRoofline(backend, onKernel, rooflineSide)).gflops;
    }

    const macs = summaryOf(spec).macs;
    const results = subjects.map(({ kind, timings, gpuBytes, warmupMs }): BenchResult => {
      const spreadOf = (part: keyof Timing): Spread => spread(timings.map((timing) => timing[part]));
      const stepMs = spreadOf('stepMs');
      const gflops = (6 * macs * batchSize) / stepMs.median / 1e6;
      return {
        engine: kind,
        model: modelName(spec),
        batchSize,
        stepMs,
        gpuBytes,
        warmupMs,
        hostMs: spreadOf('hostMs').median,
        dispatches: spreadOf('dispatches').median,
        submits: spreadOf('submits').median,
        imagesPerSecond: (1000 * batchSize) / stepMs.median,
        gflops,
        rooflineFraction: gflops / rooflineGflops,
      };
    });
    const median = (kind: RunConfig['engine']): number | undefined =>
      results.find((r) => r.engine === kind)?.stepMs.median;
    const [stock, fused] = [median('stock'), median('fused')];
    const fusedSubject = subjects.find((s) => s.kind === 'fused');
    return {
      device,
      rooflineGflops,
      results,
      kernels: fusedSubject && kernelChoices(backend, structureOf(spec), batchSize, engineOptions),
      speedup: stock !== undefined && fused !== undefined ? stock / fused : undefined,
      profile:
        options.profile && fusedSubject
          ? await profileOf(fusedSubject.engine as FusedEngine, batchSize)
          : undefined,
    };
  } finally {
    for (const engine of engines) engine.dispose();
  }
}

/** Time, speed and share of the step of every kernel, the slowest first. */
async function profileOf(engine: FusedEngine, batchSize: number): Promise<KernelShare[]> {
  const { graph } = engine.trainingStep('drawn', batchSize, settings);
  const times = await graph.profile();
  const total = times.reduce((sum, t) => sum + t.ms, 0);
  const groups = new Map<string, { dispatches: number; ms: number; flops: number; bytes: number }>();
  for (const { kernel, ms } of times) {
    // Variants of one kernel carry their tiling behind the name.
    const name = kernel.name.replace(/_\d.*$/, '');
    const group = groups.get(name) ?? { dispatches: 0, ms: 0, flops: 0, bytes: 0 };
    groups.set(name, {
      dispatches: group.dispatches + 1,
      ms: group.ms + ms,
      flops: group.flops + kernel.flops,
      bytes: group.bytes + kernel.bytes,
    });
  }
  return [...groups]
    .map(([kernel, g]) => ({
      kernel,
      dispatches: g.dispatches,
      ms: g.ms,
      gflops: g.flops / g.ms / 1e6,
      gigabytesPerSecond: g.bytes / g.ms / 1e6,
      share: g.ms / total,
    }))
    .sort((a, b) => b.ms - a.ms);
}

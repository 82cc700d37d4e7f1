/**
 * Finds the fastest variant of each convolution on the device at hand. Candidates run on the real shape; one may win
 * only if its result is right, checked at sampled places against float64 sums on the CPU. Stops at the end of a budget
 * of time; what was not reached keeps its default.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { elementsOf } from '../model/parameters.ts';
import { convUnits, type Structure } from '../model/structure.ts';
import type { TrainingBackend } from './backend.ts';
import { convPlan, type Operand } from './convPlan.ts';
import { type ConvShape, convElements, convFlops, convShape } from './kernels/convShape.ts';
import { fillNaN } from './kernels/fillNaN.ts';
import { timeKernels } from './timing.ts';
import { type ConvPass, tuningKey, type Variant, variantsOf } from './variants.ts';

export interface TuningTask {
  readonly shape: ConvShape;
  readonly pass: ConvPass;
}

export interface TuningOptions {
  readonly budgetMs: number;
  readonly onProgress: (done: number, total: number) => void;
  /** Ends the tuning early. */
  readonly signal?: AbortSignal;
  /** The variants to time. Default: those that suit the device. */
  readonly candidates?: typeof variantsOf;
  /** The plan of a variant. Default: its own. */
  readonly planOf?: typeof convPlan;
}

const passes: readonly ConvPass[] = ['forward', 'inputGradient', 'filterGradient'];

/** Every different pass of a network's convolutions at a batch size, the most expensive first. */
export function tuningTasks(structure: Structure, batch: number): TuningTask[] {
  const tasks = new Map<string, TuningTask & { count: number }>();
  convUnits(structure).forEach((unit, i) => {
    const shape = convShape(batch, unit);
    for (const pass of passes) {
      // The gradient of the pictures is never needed.
      if (i === 0 && pass === 'inputGradient') continue;
      const key = tuningKey(shape, pass);
      tasks.set(key, { shape, pass, count: (tasks.get(key)?.count ?? 0) + 1 });
    }
  });
  return [...tasks.values()].sort((a, b) => b.count * convFlops(b.shape) - a.count * convFlops(a.shape));
}

/** Values with no structure that a wrong index could hide behind, the same every time. */
const values = (n: number, seed: number): Float32Array =>
  Float32Array.from({ length: n }, (_, i) => ((((i + seed) * 2654435761) >>> 8) & 0xffff) / 65536 - 0.5);

/** The element of a pass's result at a flat index, in float64. */
function expectedAt({ shape: s, pass }: TuningTask, a: Float32Array, b: Float32Array, index: number): number {
  const { kernel: k, stride, padding, inChannels: ci, outChannels: co } = s;
  const xAt = (n: number, y: number, x: number, c: number): number =>
    y < 0 || x < 0 || y >= s.inHeight || x >= s.inWidth
      ? -1
      : ((n * s.inHeight + y) * s.inWidth + x) * ci + c;
  const yAt = (n: number, y: number, x: number, c: number): number =>
    ((n * s.outHeight + y) * s.outWidth + x) * co + c;
  let sum = 0;
  const addProduct = (i: number, j: number): void => {
    if (i >= 0 && j >= 0) sum += (a[i] ?? 0) * (b[j] ?? 0);
  };
  if (pass === 'forward') {
    const c = index % co;
    const x = Math.floor(index / co) % s.outWidth;
    const y = Math.floor(index / co / s.outWidth) % s.outHeight;
    const n = Math.floor(index / co / s.outWidth / s.outHeight);
    for (let tap = 0; tap < k * k; tap++) {
      for (let i = 0; i < ci; i++) {
        const from = xAt(n, y * stride + Math.floor(tap / k) - padding, x * stride + (tap % k) - padding, i);
        addProduct(from, (tap * ci + i) * co + c);
      }
    }
  } else if (pass === 'inputGradient') {
    const c = index % ci;
    const x = Math.floor(index / ci) % s.inWidth;
    const y = Math.floor(index / ci / s.inWidth) % s.inHeight;
    const n = Math.floor(index / ci / s.inWidth / s.inHeight);
    for (let tap = 0; tap < k * k; tap++) {
      const oy = (y + padding - Math.floor(tap / k)) / stride;
      const ox = (x + padding - (tap % k)) / stride;
      const inside =
        Number.isInteger(oy) &&
        Number.isInteger(ox) &&
        oy >= 0 &&
        ox >= 0 &&
        oy < s.outHeight &&
        ox < s.outWidth;
      if (inside) for (let o = 0; o < co; o++) addProduct(yAt(n, oy, ox, o), (tap * ci + c) * co + o);
    }
  } else {
    const o = index % co;
    const i = Math.floor(index / co) % ci;
    const tap = Math.floor(index / co / ci);
    for (let n = 0; n < s.batch; n++) {
      for (let y = 0; y < s.outHeight; y++) {
        for (let x = 0; x < s.outWidth; x++) {
          const from = xAt(
            n,
            y * stride + Math.floor(tap / k) - padding,
            x * stride + (tap % k) - padding,
            i,
          );
          addProduct(from, yAt(n, y, x, o));
        }
      }
    }
  }
  return sum;
}

/** Places to check: both ends, and some between that fall on every kind of border. */
function samples(count: number): number[] {
  const places = Array.from({ length: 24 }, (_, i) => Math.floor((i * 0.618_034 + 0.01 * i) * count) % count);
  return [0, count - 1, ...places];
}

/** The fastest right variant of a task. */
async function tuneOne(
  backend: TrainingBackend,
  task: TuningTask,
  candidates: typeof variantsOf,
  planOf: typeof convPlan,
): Promise<Variant | undefined> {
  const { shape, pass } = task;
  const n = convElements(shape);
  const [first, second, output] =
    pass === 'forward'
      ? [n.x, n.filter, n.y]
      : pass === 'inputGradient'
        ? [n.y, n.filter, n.x]
        : [n.x, n.y, n.filter];
  const [a, b] = [values(first, 1), values(second, 7)];
  const empty = (elements: number): TensorInfo => backend.makeTensorInfo([elements], 'float32');
  const full = (data: Float32Array): TensorInfo => backend.makeTensorInfo([data.length], 'float32', data);
  const tensors = { first: full(a), second: full(b), result: empty(output) };
  const places = samples(output);
  const expected = places.map((i) => expectedAt(task, a, b, i));
  const scale = Math.max(...expected.map(Math.abs), 1e-6);
  const isRight = async (): Promise<boolean> => {
    const got = new Float32Array(await backend.readRegion(backend.region(tensors.result)));
    return places.every(
      (place, i) => Math.abs((got[place] ?? Number.NaN) - (expected[i] ?? Number.NaN)) <= 1e-4 * scale,
    );
  };
  try {
    let best: { variant: Variant; ms: number } | undefined;
    for (const variant of candidates(shape, pass, backend.traits)) {
      const plan = planOf(shape, pass, variant);
      const scratch = plan.scratch.map(empty);
      const tensorOf = (o: Operand): TensorInfo => (typeof o === 'number' ? scratch[o]! : tensors[o]);
      try {
        // The candidate before may have left right values: this one must write its own.
        for (const t of [...scratch, tensors.result]) backend.run(fillNaN(elementsOf(t.shape)), [t]);
        let ms = 0;
        for (const { kernel, operands } of plan.dispatches) {
          const [own = Number.POSITIVE_INFINITY] = await timeKernels(
            backend,
            [kernel],
            () => operands.map(tensorOf),
            2,
          );
          ms += own;
        }
        if (best && ms >= best.ms) continue;
        if (await isRight()) best = { variant, ms };
      } catch {
        // A variant that this device cannot compile, or whose dispatch it refuses, is no candidate.
      } finally {
        for (const t of scratch) backend.disposeData(t.dataId);
      }
    }
    return best?.variant;
  } finally {
    for (const t of Object.values(tensors)) backend.disposeData(t.dataId);
  }
}

/** Tunes what the backend's table lacks, and puts it there. */
export async function tune(
  backend: TrainingBackend,
  tasks: readonly TuningTask[],
  { budgetMs, onProgress, signal, candidates = variantsOf, planOf = convPlan }: TuningOptions,
): Promise<void> {
  const missing = tasks.filter((t) => !backend.tuning.has(tuningKey(t.shape, t.pass)));
  const started = performance.now();
  onProgress(0, missing.length);
  for (const [i, task] of missing.entries()) {
    if (signal?.aborted || performance.now() - started > budgetMs) break;
    const variant = await tuneOne(backend, task, candidates, planOf);
    if (variant) backend.tuning = new Map([...backend.tuning, [tuningKey(task.shape, task.pass), variant]]);
    onProgress(i + 1, missing.length);
  }
  onProgress(missing.length, missing.length);
}

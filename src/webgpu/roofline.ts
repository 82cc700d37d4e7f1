/**
 * The roofline: the most GFLOP/s that our own code reaches on a device, by the fastest of our matrix products on
 * large square float32 matrices. Every other GFLOP/s figure is given as a share of it.
 */
import type { TrainingBackend } from './backend.ts';
import { convPlan } from './convPlan.ts';
import type { Kernel } from './kernel.ts';
import type { ConvShape } from './kernels/convShape.ts';
import { gemm } from './kernels/gemm.ts';
import { fits, type Tile } from './kernels/tiled/tile.ts';
import { awaken, leastMs, openClock, type Work, workOf } from './timing.ts';
import { variantsOf } from './variants.ts';

const tiles: readonly Tile[] = [
  { bm: 128, bn: 64, bk: 16, tm: 8, tn: 8 },
  { bm: 64, bn: 64, bk: 16, tm: 8, tn: 4 },
  { bm: 64, bn: 64, bk: 16, tm: 4, tn: 4 },
  { bm: 128, bn: 32, bk: 16, tm: 8, tn: 4 },
  { bm: 32, bn: 32, bk: 16, tm: 4, tn: 4 },
];

/** A 1×1 convolution is a matrix product: the direct kernels take part as well. */
const square = (side: number): ConvShape => ({
  batch: 1,
  inHeight: side / 32,
  inWidth: 32,
  inChannels: side,
  outHeight: side / 32,
  outWidth: 32,
  outChannels: side,
  kernel: 1,
  stride: 1,
  padding: 0,
});

/** A single try may be disturbed by other work on the device: kernels up to this much slower are tried again. */
const nearTheBest = 1.5;

export interface Roofline {
  readonly gflops: number;
  /** Name and number of the kernel that reached it. */
  readonly kernel: string;
}

/**
 * @param onProgress What it throws ends the measurement.
 * @param side Rows, columns and depth of the matrices, a multiple of 32. Large ones show a graphics card at its best;
 * a software adapter is busy with less and takes a minute for more.
 */
export async function measureRoofline(
  backend: TrainingBackend,
  onProgress: (done: number, total: number) => void = () => undefined,
  side = 1024,
): Promise<Roofline> {
  const { traits } = backend;
  const shape = square(side);
  const direct = variantsOf(shape, 'forward', traits)
    .filter((v) => v.family === 'direct')
    .flatMap((v) => convPlan(shape, 'forward', v).dispatches.map(({ kernel }) => kernel));
  const tiled = tiles.filter((t) => fits(t, traits)).map((t) => gemm(side, side, side, t));
  const kernels: Kernel[] = [...direct, ...tiled];
  // All at once: compilers use every core, and some take a second for each.
  await backend.pipelines.compile(kernels);
  const tensor = () => backend.makeTensorInfo([side, side], 'float32');
  const operands = [tensor(), tensor(), tensor()];
  const regions = operands.map((t) => backend.region(t));
  const clock = await openClock(backend);
  try {
    await awaken(backend, clock);
    // Every kernel is tried once, and only those near the best again: slow ones would take most of the time.
    const tried: { readonly kernel: Kernel; readonly work: Work; readonly ms: number }[] = [];
    for (const [i, kernel] of kernels.entries()) {
      onProgress(i, kernels.length);
      const work = workOf(backend, [{ kernel, regions }]);
      // The first run does not count: some drivers compile in it.
      await clock.run(work, 1);
      tried.push({ kernel, work, ms: await leastMs(clock, work, 1) });
    }
    const least = Math.min(...tried.map(({ ms }) => ms));
    let best: Roofline = { gflops: 0, kernel: '' };
    for (const { kernel, work, ms } of tried) {
      if (ms > nearTheBest * least) continue;
      onProgress(kernels.length, kernels.length);
      const gflops = kernel.flops / Math.min(ms, await leastMs(clock, work, 3, ms)) / 1e6;
      if (gflops > best.gflops) best = { gflops, kernel: `${kernel.name} ${kernel.workgroups.join('×')}` };
    }
    return best;
  } finally {
    clock.close();
    for (const t of operands) backend.disposeData(t.dataId);
  }
}

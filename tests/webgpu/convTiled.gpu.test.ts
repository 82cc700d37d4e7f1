/** The tiled convolution kernels against float64 loops, at seeded odd shapes and at every tile there is. */
import { describe, it } from 'vitest';
import { range } from '../../src/webgpu/kernel.ts';
import { type ConvShape, convElements } from '../../src/webgpu/kernels/convShape.ts';
import { filterGradientReduce } from '../../src/webgpu/kernels/filterGradientReduce.ts';
import { type ConvPass, defaultSplits, tiles } from '../../src/webgpu/kernels/tiled/choice.ts';
import { tiledConvFilterGradient } from '../../src/webgpu/kernels/tiled/filterGradient.ts';
import { tiledConvForward } from '../../src/webgpu/kernels/tiled/forward.ts';
import { tiledConvInputGradient } from '../../src/webgpu/kernels/tiled/inputGradient.ts';
import { type Tile, tileName } from '../../src/webgpu/kernels/tiled/tile.ts';
import { type Draw, expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import {
  describeShape,
  filterGradientReference,
  forwardReference,
  inputGradientReference,
  randomShape,
  shapeOf,
} from './convReference.ts';
import { cases, pick, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

const tolerance = 1e-5;
const passes = ['forward', 'inputGradient', 'filterGradient'] as const;

/** One pass of a convolution on a tile, against the reference. `choice` picks among the variants a pass has. */
async function check(s: ConvShape, pass: ConvPass, tile: Tile, draw: Draw, choice: number): Promise<void> {
  const what = `${pass} of ${describeShape(s)} by ${tileName(tile)}`;
  const { x: xs, filter: filters, y: ys } = convElements(s);
  const x = randomArray(xs, draw);
  const filter = randomArray(filters, draw);
  const dy = randomArray(ys, draw);
  switch (pass) {
    case 'forward': {
      const [y = []] = await runKernel(tiledConvForward(s, tile), [x, filter], [ys]);
      return expectClose(y, forwardReference(s, x, filter), tolerance, what);
    }
    case 'inputGradient': {
      const kernel = tiledConvInputGradient(s, tile);
      const gradient = inputGradientReference(s, dy, filter);
      if (choice % 3 > 0) {
        const [dx = []] = await runKernel(kernel, [dy, filter], [xs]);
        return expectClose(dx, gradient, tolerance, what);
      }
      const adding = kernel.withAddend?.();
      if (!adding) throw new Error('The input gradient cannot add.');
      const [dx = []] = await runKernel(adding, [dy, filter, x], [xs]);
      const expected = gradient.map((v, i) => v + (x[i] ?? Number.NaN));
      return expectClose(dx, expected, tolerance, `${what} with an addend`);
    }
    case 'filterGradient': {
      const splits = [1, defaultSplits(s, tile), 3, 130][choice % 4] ?? 1;
      const kernel = tiledConvFilterGradient(s, tile, splits);
      const [partials = new Float32Array()] = await runKernel(kernel, [x, dy], [splits * filters]);
      const reduce = filterGradientReduce(filters, splits);
      const [gradient = []] = splits === 1 ? [partials] : await runKernel(reduce, [partials], [filters]);
      return expectClose(gradient, filterGradientReference(s, x, dy), tolerance, `${what} in ${splits}`);
    }
  }
  pass satisfies never;
}

/** Compile time on a software adapter is what these tests take: the step stays a loop but where that is tested. */
const rolled = (tile: Tile): Tile => ({ ...tile, rolled: true });
const small = tiles.filter(({ tm, tn }) => tm * tn <= 16).map(rolled);
const large = tiles.filter(({ tm, tn }) => tm * tn > 16).map(rolled);

describe.each(passes)('%s', (pass) => {
  const seed = 100 * passes.indexOf(pass);

  it('is right at random odd shapes', { timeout: 300_000 }, async () => {
    const draw = randomNumbers(seed + 1);
    for (const i of cases(range(20)).keys()) {
      await check(randomShape(draw), pass, small[i % small.length]!, draw, i);
    }
  });

  it('is right with large register tiles', { timeout: 180_000 }, async () => {
    const draw = randomNumbers(seed + 2);
    for (const tile of cases(large)) await check(shapeOf(2, [9, 13], 20, 36, 3, 2), pass, tile, draw, 1);
  });

  it('is right with the loads of the next step before the products', { timeout: 180_000 }, async () => {
    const draw = randomNumbers(seed + 4);
    for (const i of cases(range(6)).keys()) {
      await check(randomShape(draw), pass, { ...small[i % small.length]!, ahead: true }, draw, i);
    }
    // Classes of pixels without a tap: nothing to load at all.
    await check(shapeOf(1, [5, 6], 8, 8, 1, 2), pass, { ...small[0]!, ahead: true }, draw, 1);
  });

  it('is right unrolled', { timeout: 90_000 }, async () => {
    const draw = randomNumbers(seed + 3);
    await check(shapeOf(1, [33, 31], 16, 12, 3, 1), pass, { ...pick(draw, small), rolled: false }, draw, 1);
  });
});

describe('the sum of slices', () => {
  it.each([
    [300, 45],
    [1024, 432],
    [4099, 12],
  ])('is right for %d slices of %d elements', async (splits, count) => {
    const partials = randomArray(splits * count, randomNumbers(9));
    const [sums = []] = await runKernel(filterGradientReduce(count, splits), [partials], [count]);
    const expected = range(count).map((i) =>
      range(splits).reduce((sum, slice) => sum + partials[slice * count + i]!, 0),
    );
    expectClose(sums, expected, tolerance, `${splits} slices`);
  });
});

/** The register-tiled convolutions against float64 loops at random odd shapes and tilings. */
import { describe, expect, it } from 'vitest';
import { range } from '../../src/webgpu/kernel.ts';
import { convElements } from '../../src/webgpu/kernels/convShape.ts';
import { directConvForward } from '../../src/webgpu/kernels/direct/convForward.ts';
import { directConvInputGradient } from '../../src/webgpu/kernels/direct/convInputGradient.ts';
import { directFilterGradient } from '../../src/webgpu/kernels/direct/filterGradient.ts';
import { filterGradientReduce } from '../../src/webgpu/kernels/filterGradientReduce.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import {
  describeShape,
  filterGradientReference,
  forwardReference,
  inputGradientReference,
  randomShape,
  shapeOf,
} from './convReference.ts';
import { cases, pick, randomInt, runKernel, trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

const none = new Float32Array();

/** Random tilings, with compile times in mind: a software adapter compiles each kernel anew. */
const seeded = cases(range(24)).map((_, seed) => {
  const draw = randomNumbers(seed + 1);
  const shape = randomShape(draw);
  const small = shape.kernel === 7;
  const tiling = {
    pixels: small ? 1 : randomInt(draw, 1, 4),
    quads: small ? 2 : randomInt(draw, 1, 3),
    threads: pick(draw, [8, 64]),
  };
  const filterTiling = {
    outVectors: small ? 1 : randomInt(draw, 1, 2),
    inVectors: randomInt(draw, 1, small ? 1 : 2),
    pixels: randomInt(draw, 1, small ? 2 : 3),
    slices: randomInt(draw, 1, Math.min(4, shape.batch * shape.outHeight)),
  };
  return { seed, shape, name: describeShape(shape), tiling, filterTiling };
});

describe.each(seeded)('case $seed: $name', ({ seed, shape, tiling, filterTiling }) => {
  it('all three passes', async () => {
    const { subgroupSize } = trainingBackend().traits;
    const draw = randomNumbers(seed + 1000);
    const { x: nx, filter: nf, y: ny } = convElements(shape);
    const [x, filter, dy, addend] = [nx, nf, ny, nx].map((n) => randomArray(n, draw)) as [
      Float32Array,
      Float32Array,
      Float32Array,
      Float32Array,
    ];
    // Without broadcasts too, where a device has no subgroups of one size.
    const lanes = seed % 6 === 5 ? 0 : Math.min(8, subgroupSize);

    const [y = none] = await runKernel(directConvForward(shape, { ...tiling, lanes }), [x, filter], [ny]);
    expectClose(y, forwardReference(shape, x, filter), 1e-5, 'forward');
    const backward = directConvInputGradient(shape, { ...tiling, lanes });
    const [dx = none] = await runKernel(backward, [dy, filter], [nx]);
    const expected = inputGradientReference(shape, dy, filter);
    expectClose(dx, expected, 1e-5, 'input gradient');
    if (seed % 3 === 0 && backward.withAddend) {
      const [sum = none] = await runKernel(backward.withAddend(), [dy, filter, addend], [nx]);
      expectClose(
        sum,
        expected.map((v, i) => v + (addend[i] ?? 0)),
        1e-5,
        'with addend',
      );
    }
    if (subgroupSize > 0) {
      const { slices } = filterTiling;
      const kernel = directFilterGradient(shape, { ...filterTiling, lanes: subgroupSize });
      const [partials = none] = await runKernel(kernel, [x, dy], [slices * nf]);
      const [gradient = none] =
        slices === 1 ? [partials] : await runKernel(filterGradientReduce(nf, slices), [partials], [nf]);
      expectClose(gradient, filterGradientReference(shape, x, dy), 1e-5, 'filter gradient');
    }
  });
});

describe('more workgroups than one dimension of a dispatch holds', () => {
  const draw = randomNumbers(7);

  it('are spread over two, of pixels', async () => {
    const shape = shapeOf(1, [725, 725], 1, 1, 3, 1);
    const { x: nx, filter: nf, y: ny } = convElements(shape);
    const [x, filter] = [randomArray(nx, draw), randomArray(nf, draw)];
    const kernel = directConvForward(shape, { pixels: 1, quads: 1, threads: 8, lanes: 0 });
    expect(kernel.workgroups).toEqual([32_852, 2, 1]);
    const [y = none] = await runKernel(kernel, [x, filter], [ny]);
    expectClose(y, forwardReference(shape, x, filter), 1e-5, 'forward');
  });

  it('are spread over two, of blocks of a filter gradient', async () => {
    const { subgroupSize: lanes } = trainingBackend().traits;
    // Without subgroups of one size this family does not run.
    if (lanes === 0) return;
    // Every device has as many blocks of channels; the last of each is not full.
    const channels = 257 * lanes - 1;
    const shape = shapeOf(1, [1, 1], channels, channels, 1, 1);
    const { x: nx, filter: nf, y: ny } = convElements(shape);
    const [x, dy] = [randomArray(nx, draw), randomArray(ny, draw)];
    const tiling = { lanes, outVectors: 1, inVectors: 1, pixels: 1, slices: 1 };
    const kernel = directFilterGradient(shape, tiling);
    expect(kernel.workgroups).toEqual([33_025, 2, 1]);
    const [gradient = none] = await runKernel(kernel, [x, dy], [nf]);
    expectClose(gradient, filterGradientReference(shape, x, dy), 1e-5, 'filter gradient');
  });
});

/** The plain matrix product against float64 loops, at odd sizes. */
import { expect, it } from 'vitest';
import { gemm } from '../../src/webgpu/kernels/gemm.ts';
import { tiles } from '../../src/webgpu/kernels/tiled/choice.ts';
import { tileName } from '../../src/webgpu/kernels/tiled/tile.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import { cases, randomInt, runKernel } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

function reference(m: number, n: number, k: number, a: Float32Array, b: Float32Array): Float64Array {
  const c = new Float64Array(m * n);
  for (let i = 0; i < m; i++)
    for (let j = 0; j < n; j++) {
      let sum = 0;
      for (let l = 0; l < k; l++) sum += (a[i * k + l] ?? Number.NaN) * (b[l * n + j] ?? Number.NaN);
      c[i * n + j] = sum;
    }
  return c;
}

const draw = randomNumbers(11);

/** Tiles of every width, at odd sizes and at multiples of 4 in turns, then whole tiles. convTiled.test.ts has them all. */
const products = [
  ...tiles
    .filter((_, i) => i % 2 === 0)
    .map((tile, i) => {
      const size = (): number => (i % 2 === 0 ? 4 * randomInt(draw, 1, 40) : randomInt(draw, 1, 150));
      return { m: size(), n: size(), k: size(), tile };
    }),
  { m: 128, n: 128, k: 64, tile: tiles[6]! },
  { m: 1, n: 1, k: 1, tile: tiles[8]! },
].map(({ tile, ...sizes }) => ({ ...sizes, tile: { ...tile, rolled: true } }));

it.each(cases(products))(
  '$m × $k × $n by $tile.bm × $tile.bn is right',
  async ({ m, n, k, tile }) => {
    const a = randomArray(m * k, draw);
    const b = randomArray(k * n, draw);
    const kernel = gemm(m, n, k, tile);
    const [c = []] = await runKernel(kernel, [a, b], [m * n]);
    expectClose(c, reference(m, n, k, a, b), 1e-5, tileName(tile));
    expect(kernel.flops).toBe(2 * m * n * k);
  },
  30_000,
);

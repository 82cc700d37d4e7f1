/** WGSL of the inverse transform of one tile in one channel, as all kernels have it that write a convolution's outputs. */
import { range } from '../../kernel.ts';
import type { FeatureMap } from './inputTransform.ts';
import { linearFlops, linearOnBothSides } from './linear.ts';
import { winogradMatrices } from './matrices.ts';
import type { TileGrid } from './tiles.ts';

/**
 * WGSL that reads `products` at `place` and declares the outputs as `o<row>_<column>`, and `first`, where the upper left one goes;
 * and its operations. What tileOfPlace declares must be there.
 * @param channels Of a pixel, in units of the arrays.
 */
export function inverseTransform(
  { m, n, count }: TileGrid,
  { height, width }: FeatureMap,
  channels: number,
): { code: string; flops: number } {
  const loads = range(n * n).map(
    (p) => `let t${Math.floor(p / n)}_${p % n} = products[${p * count * channels}u + place];`,
  );
  const arithmetic = linearOnBothSides(
    winogradMatrices(m).output,
    (i, j) => `t${i}_${j}`,
    (i, j) => `o${i}_${j}`,
    'l',
  );
  const first = `let first = ((image * ${height}u + top) * ${width}u + left) * ${channels}u + channel;`;
  return { code: [...loads, arithmetic, first].join('\n'), flops: linearFlops(arithmetic) };
}

/** WGSL of where output (i, j) of the tile goes. */
export const placeOf = ({ width }: FeatureMap, channels: number, i: number, j: number): string =>
  `first + ${(i * width + j) * channels}u`;

/**
 * The transforms of a Winograd convolution's filter: G g Gᵀ of each pair of channels, of the filter turned by 180° with
 * its channels exchanged for the input gradient, and Gᵀ W G from the products of a filter gradient.
 */
import { type Kernel, makeKernel, range, read, readElements, write } from '../../kernel.ts';
import { bytesPerElement, type Storage } from '../../storage.ts';
import { linearFlops, linearOnBothSides } from './linear.ts';
import { pointsOf, type TileOutputs, transpose, winogradMatrices } from './matrices.ts';
import { entry } from './tiles.ts';

const tap = (i: number, j: number): string => `g${i}_${j}`;
const point = (i: number, j: number): string => `t${i}_${j}`;

/** G g Gᵀ. Bindings: weights [3, 3, Ci, Co], transformed [(m + 2)², Ci, Co]. */
export const winogradFilter = filterTransform('filter', (k) => k);

/** The same of the filter turned by 180°, with its channels as they were. Bindings as above. */
export const winogradRotatedFilter = filterTransform('rotated_filter', (k) => 8 - k);

/** @param stored Which of the nine stored taps serves as tap k. */
function filterTransform(name: string, stored: (k: number) => number) {
  return (m: TileOutputs, inChannels: number, outChannels: number, storage?: Storage): Kernel => {
    const pairs = inChannels * outChannels;
    const loads = range(9).map(
      (k) => `let ${tap(Math.floor(k / 3), k % 3)} = load_weights(${stored(k) * pairs}u + place);`,
    );
    return transform(`winograd_${name}_${m}`, m, pairs, storage, loads);
  };
}

/** The filter of an input gradient. Bindings: weights [3, 3, Ci, Co], transformed [(m + 2)², Co, Ci]. */
export function winogradTurnedFilter(
  m: TileOutputs,
  inChannels: number,
  outChannels: number,
  storage?: Storage,
): Kernel {
  const pairs = inChannels * outChannels;
  return transform(`winograd_turned_filter_${m}`, m, pairs, storage, [
    `let turned = place % ${inChannels}u * ${outChannels}u + place / ${inChannels}u;`,
    ...range(9).map(
      (k) => `let ${tap(Math.floor(k / 3), k % 3)} = load_weights(${(8 - k) * pairs}u + turned);`,
    ),
  ]);
}

/** @param pairs Pairs of channels: as many threads. */
function transform(
  name: string,
  m: TileOutputs,
  pairs: number,
  storage: Storage | undefined,
  loads: readonly string[],
): Kernel {
  const n = pointsOf(m);
  const arithmetic = linearOnBothSides(winogradMatrices(m).filter, tap, point, 'l');
  const stores = range(n * n).map(
    (p) => `transformed[${p * pairs}u + place] = ${point(Math.floor(p / n), p % n)};`,
  );
  return makeKernel({
    name,
    bindings: [readElements('weights', 'f32', storage), write('transformed', 'array<f32>')],
    ...entry(pairs, [...loads, arithmetic, ...stores].join('\n')),
    flops: pairs * linearFlops(arithmetic),
    bytes: (9 * bytesPerElement(storage ?? 'float32') + 4 * n * n) * pairs,
  });
}

/**
 * Gᵀ W G, where W is summed over slices in their order. Bindings: products [slices, (m + 2)², Ci, Co], gradient
 * [3, 3, Ci, Co].
 */
export function winogradFilterGradient(m: TileOutputs, elements: number, slices: number): Kernel {
  const n = pointsOf(m);
  const loads = range(n * n).map((p) => {
    const name = point(Math.floor(p / n), p % n);
    const at = `products[${p * elements}u + place`;
    if (slices === 1) return `let ${name} = ${at}];`;
    const rest = range(slices - 1).map((s) => ` + ${at} + ${(s + 1) * n * n * elements}u]`);
    return `let ${name} = ${at}]${rest.join('')};`;
  });
  const arithmetic = linearOnBothSides(transpose(winogradMatrices(m).filter), point, tap, 'l');
  const stores = range(9).map(
    (k) => `gradient[${k * elements}u + place] = ${tap(Math.floor(k / 3), k % 3)};`,
  );
  return makeKernel({
    name: `winograd_filter_gradient_${m}`,
    bindings: [read('products', 'array<f32>'), write('gradient', 'array<f32>')],
    ...entry(elements, [...loads, arithmetic, ...stores].join('\n')),
    flops: elements * linearFlops(arithmetic) + n * n * elements * (slices - 1),
    bytes: 4 * elements * (n * n * slices + 9),
  });
}

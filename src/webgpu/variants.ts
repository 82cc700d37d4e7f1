/**
 * The ways there are to compute a pass of a convolution, as plain data: what the default table chooses from, what the
 * tuner times and its cache keeps. convPlan.ts turns one into kernels.
 */

import { ProblemError } from '../problems/index.ts';
import { ceilDiv } from './kernel.ts';
import type { ConvShape } from './kernels/convShape.ts';
import type { DirectFilterTiling } from './kernels/direct/filterGradient.ts';
import type { DirectTiling } from './kernels/direct/gatherConv.ts';
import { type ConvPass, candidates, filterCandidates, mostPartialElements } from './kernels/tiled/choice.ts';
import type { Tile } from './kernels/tiled/tile.ts';
import { type WinogradChoice, winogradPays, winogradVariants } from './kernels/winograd/choice.ts';
import { type DeviceTraits, isNarrow, narrowSubgroup } from './traits.ts';

export type { ConvPass };

export type Variant =
  /** Register tiles with broadcasts within a subgroup, no workgroup memory. */
  | { readonly family: 'direct'; readonly tiling: DirectTiling }
  | { readonly family: 'direct-filter'; readonly tiling: DirectFilterTiling }
  /** Matrix products in workgroup memory. `splits` only for filter gradients. */
  | { readonly family: 'tiled'; readonly tile: Tile; readonly splits: number }
  /** Fewer multiply-adds for 3×3 with stride 1, at the price of transforms and of memory for what they write. */
  | WinogradChoice;

const direct = (pixels: number, quads: number, threads: number, lanes: number): Variant => ({
  family: 'direct',
  tiling: { pixels, quads, threads, lanes },
});

/** Taps × pixels × quads that a thread computes without a loop at most: beyond, compilers take seconds. */
const mostUnrolled = 48;

/**
 * Pixels and quads a thread holds, the fastest first. Larger tiles load less, until registers run out: at stride 1 that
 * is beyond 4 × 2. With a stride, neighbouring pixels share fewer source columns forward, and backward a pixel has so
 * few taps that there is room for more channels; the same goes for a single tap.
 */
const directShapes: Readonly<
  Record<'unit' | 'forward' | 'inputGradient' | 'single', readonly [number, number][]>
> = {
  unit: [
    [4, 2],
    [4, 4],
    [2, 4],
    [2, 2],
    [1, 4],
    [8, 2],
  ],
  forward: [
    [2, 2],
    [4, 2],
    [4, 4],
    [2, 4],
    [1, 4],
  ],
  inputGradient: [
    [4, 4],
    [2, 4],
    [4, 2],
    [2, 2],
    [8, 2],
  ],
  single: [
    [4, 4],
    [4, 2],
    [2, 4],
    [2, 2],
    [1, 4],
  ],
};

function directVariants(s: ConvShape, pass: 'forward' | 'inputGradient', subgroupSize: number): Variant[] {
  const lanes = Math.min(subgroupSize, narrowSubgroup);
  const channels = pass === 'forward' ? s.outChannels : s.inChannels;
  const width = pass === 'forward' ? s.outWidth : ceilDiv(s.inWidth, s.stride);
  const quads = ceilDiv(channels, 4);
  const shapes = directShapes[s.kernel === 1 && lanes >= 8 ? 'single' : s.stride === 1 ? 'unit' : pass];
  const sensible = shapes.filter(
    ([p, q]) => p <= Math.max(1, width) && q <= Math.max(1, quads) && p * q * s.kernel <= mostUnrolled,
  );
  const chosen = sensible.length > 0 ? sensible : [[1, 1] as [number, number]];
  // Where a subgroup is wider than a workgroup, the rest of its lanes idle.
  const threads = subgroupSize > narrowSubgroup ? [64] : [8, 64];
  return chosen.flatMap(([p, q]) => threads.map((t) => direct(p, q, t, lanes)));
}

/**
 * Output vectors, input vectors and pixels of a filter gradient, the fastest first, as timed on eight lanes. At stride 1
 * it depends on the width of a row: long ones pay for a square tile, at 8 pixels the smallest is far ahead. With a
 * stride, neighbouring pixels share so few columns that holding more of them only costs registers; a single tap has
 * registers to spare.
 */
const filterShapes: Readonly<
  Record<'long' | 'middle' | 'short' | 'strided' | 'single', readonly FilterShape[]>
> = {
  long: [
    [2, 2, 4],
    [2, 1, 4],
    [4, 1, 4],
    [2, 1, 2],
    [1, 1, 4],
  ],
  middle: [
    [1, 1, 4],
    [2, 1, 4],
    [2, 1, 2],
    [4, 1, 4],
  ],
  short: [
    [2, 1, 4],
    [2, 1, 2],
    [1, 1, 4],
  ],
  strided: [
    [2, 1, 2],
    [2, 1, 4],
    [4, 1, 4],
    [1, 1, 4],
    [2, 2, 4],
  ],
  single: [
    [2, 2, 4],
    [4, 1, 4],
    [2, 1, 4],
    [2, 1, 2],
    [1, 1, 4],
  ],
};
type FilterShape = readonly [outVectors: number, inVectors: number, pixels: number];

function filterShapesOf({ kernel, stride, outWidth }: ConvShape, lanes: number): readonly FilterShape[] {
  // Four lanes gain nothing from the others.
  if (lanes < 8) return filterShapes[stride > 1 ? 'strided' : 'short'];
  if (kernel === 1) return filterShapes.single;
  if (stride > 1) return filterShapes.strided;
  return filterShapes[outWidth > 8 ? 'long' : outWidth > 4 ? 'middle' : 'short'];
}

function directFilterVariants(s: ConvShape, lanes: number): Variant[] {
  const rows = s.batch * s.outHeight;
  const elements = s.kernel ** 2 * s.inChannels * s.outChannels;
  const sensible = filterShapesOf(s, lanes).filter(
    ([o, i, p]) =>
      (o === 1 || o * lanes <= s.outChannels) &&
      (i === 1 || i * lanes <= s.inChannels) &&
      o * i * p * s.kernel * (lanes / 8) <= mostUnrolled &&
      p <= Math.max(2, s.outWidth),
  );
  const chosen = sensible.length > 0 ? sensible : [[1, 1, 1] as const];
  return chosen.map(([outVectors, inVectors, pixels]) => {
    const groups =
      s.kernel * ceilDiv(s.outChannels, lanes * outVectors) * ceilDiv(s.inChannels, lanes * inVectors);
    // Enough workgroups for a few cores, sums short enough for float32, and no slice without rows.
    const wanted = Math.max(ceilDiv(48, groups), ceilDiv(rows * s.outWidth, 16_384));
    const slices = Math.max(1, Math.min(wanted, rows, Math.floor(mostPartialElements / elements)));
    const even = ceilDiv(rows, ceilDiv(rows, slices));
    return { family: 'direct-filter', tiling: { lanes, outVectors, inVectors, pixels, slices: even } };
  });
}

/** Variants worth timing on a device; the first is the one to take untuned. */
export function variantsOf(s: ConvShape, pass: ConvPass, traits: DeviceTraits): Variant[] {
  const tiles =
    pass === 'filterGradient'
      ? filterCandidates(s, traits)
      : candidates(s, pass, traits).map((tile) => ({ tile, splits: 1 }));
  const tiled = tiles.map((t): Variant => ({ family: 'tiled', ...t }));
  const { subgroupSize } = traits;
  const narrow = isNarrow(subgroupSize);
  const winograd = winogradVariants(s, pass, traits);
  const pays = winograd[0] !== undefined && winogradPays(s, pass, winograd[0].outputs, narrow);
  // The tuner may not reach the end of the list: the best of each family stands near its head.
  const ahead = pays ? 1 : 0;
  const wide = [
    ...winograd.slice(0, ahead),
    ...tiled.slice(0, 1),
    ...winograd.slice(ahead),
    ...tiled.slice(1),
  ];
  if (subgroupSize === 0) return pass === 'filterGradient' ? wide : [...wide, direct(4, 1, 64, 0)];
  const others =
    pass === 'filterGradient' ? directFilterVariants(s, subgroupSize) : directVariants(s, pass, subgroupSize);
  if (!narrow) {
    const head = winograd.length + 3;
    return [...wide.slice(0, head), ...others.slice(0, 1), ...wide.slice(head), ...others.slice(1, 3)];
  }
  return pays
    ? [...winograd, ...others, ...tiled.slice(0, 2)]
    : [...others, ...winograd, ...tiled.slice(0, 2)];
}

/** Names a pass of a shape in the table of tuned variants. */
export const tuningKey = (s: ConvShape, pass: ConvPass): string =>
  [
    pass,
    s.batch,
    s.inHeight,
    s.inWidth,
    s.inChannels,
    s.outChannels,
    s.kernel,
    s.stride,
    s.padding,
    s.storage ?? 'float32',
    s.precision ?? 'exact',
  ].join(' ');

export type TuningTable = ReadonlyMap<string, Variant>;

/**
 * The tuned variant of a pass, or the default one.
 * @param usable Whether the device can compile it: where not, the next one in the list serves.
 */
export function chooseVariant(
  s: ConvShape,
  pass: ConvPass,
  traits: DeviceTraits,
  tuned: TuningTable,
  usable: (v: Variant) => boolean = () => true,
): Variant {
  const best = tuned.get(tuningKey(s, pass));
  const variants = [...(best ? [best] : []), ...variantsOf(s, pass, traits)];
  // With none, the first is what the problem names.
  const variant = variants.find(usable) ?? variants[0];
  if (!variant) throw new ProblemError({ kind: 'no-convolution' });
  return variant;
}

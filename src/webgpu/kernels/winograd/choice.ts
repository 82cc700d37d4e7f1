/** Which convolutions are worth a try by Winograd, in which form, and where it is the one to take untuned. */
import { ceilDiv } from '../../kernel.ts';
import { type DeviceTraits, isNarrow } from '../../traits.ts';
import type { ConvShape } from '../convShape.ts';
import { type ConvPass, candidates } from '../tiled/choice.ts';
import type { Tile } from '../tiled/tile.ts';
import { pointsOf, type TileOutputs } from './matrices.ts';
import {
  type WinogradFilterVariant,
  type WinogradVariant,
  winogradFilterPlan,
  winogradForwardPlan,
  winogradInputPlan,
  winogradServes,
} from './plans.ts';
import { tileGrid } from './tiles.ts';

export type WinogradChoice =
  | ({ readonly family: 'winograd' } & WinogradVariant)
  | ({ readonly family: 'winograd-filter' } & WinogradFilterVariant);

/** Rows and quads of columns a thread of a broadcast product holds: more of either run out of registers. */
const [mostRows, mostQuads] = [4, 4];

/** Fewer channels than this are left to direct sums: on graphics cards, and where every load is dear. */
const fewestChannels = { wide: 64, narrow: 16 };

/** Workgroups that keep a device busy. */
const enoughWorkgroups = { wide: 192, narrow: 48 };

/** Tiles in one sum of a filter gradient: float32 sums of more terms lose the fifth digit. */
const longestSum = 4096;

/** Sizes of the product of a pass: rows and columns of its results, and the depth it sums over, for each point. */
function sizesOf(s: ConvShape, pass: ConvPass, m: TileOutputs): Record<'rows' | 'columns' | 'depth', number> {
  if (pass === 'inputGradient') {
    const { count } = tileGrid(m, s.batch, s.inHeight, s.inWidth);
    return { rows: count, columns: s.inChannels, depth: s.outChannels };
  }
  const { count } = tileGrid(m, s.batch, s.outHeight, s.outWidth);
  return pass === 'forward'
    ? { rows: count, columns: s.outChannels, depth: s.inChannels }
    : { rows: s.inChannels, columns: s.outChannels, depth: count };
}

/**
 * What reading or writing one number costs in a transform, in multiply-adds of a product, as timed on eight lanes. The
 * products of a filter gradient, as many as there are transformed weights, have left all caches before they are read.
 */
const accessCost = { map: 13, filter: 13, filterGradient: 35 };

/** Work of a pass in multiply-adds: the products and the transforms around them. */
function costOf(s: ConvShape, pass: ConvPass, m: TileOutputs): number {
  const { rows, columns, depth } = sizesOf(s, pass, m);
  const points = pointsOf(m) ** 2;
  const outputs = m ** 2;
  const [maps, filters] =
    pass === 'filterGradient'
      ? [2 * points * depth * rows + (points + outputs) * depth * columns, rows * columns]
      : [2 * points * rows * depth + (points + outputs) * rows * columns, depth * columns];
  const costOfFilter = accessCost[pass === 'filterGradient' ? pass : 'filter'];
  // A subgroup takes so many rows, whether they are there or not.
  const taken = pass === 'filterGradient' ? rows : ceilDiv(rows, 8 * mostRows) * 8 * mostRows;
  return points * taken * columns * depth + accessCost.map * maps + costOfFilter * (points + 9) * filters;
}

const directCost = (s: ConvShape): number =>
  9 * s.batch * s.outHeight * s.outWidth * s.inChannels * s.outChannels;

/** Estimated gain from which on Winograd is taken untuned: below, the estimate may be wrong, and memory is not free. */
const worthwhile = 1.25;

/** Floating-point operations of direct sums from which on a wide device saves more than three further dispatches take. */
const worthDispatches = 1e9;

/**
 * True where the form that promises most is what a device takes untuned. On narrow subgroups by an estimate; on wide ones F(4×4) alone, since
 * on an H200 that takes half of the time of direct sums in resnet18 at batch 128, but of a layer that takes 30 µs little is left when its
 * dispatches are counted.
 */
export const winogradPays = (s: ConvShape, pass: ConvPass, m: TileOutputs, narrow: boolean): boolean =>
  narrow ? directCost(s) >= worthwhile * costOf(s, pass, m) : m === 4 && 2 * directCost(s) >= worthDispatches;

function broadcastVariant(s: ConvShape, pass: ConvPass, m: TileOutputs, lanes: number): WinogradChoice {
  const { rows, columns, depth } = sizesOf(s, pass, m);
  if (pass === 'filterGradient') {
    const rowVectors = rows >= 4 * lanes ? 4 : rows >= 2 * lanes ? 2 : 1;
    const columnVectors = columns >= 4 * lanes ? 4 : columns >= 2 * lanes ? 2 : 1;
    const groups =
      pointsOf(m) ** 2 * ceilDiv(rows, lanes * rowVectors) * ceilDiv(columns, lanes * columnVectors);
    const wanted = Math.max(ceilDiv(enoughWorkgroups.narrow, groups), ceilDiv(depth, longestSum));
    const slices = ceilDiv(depth, ceilDiv(depth, Math.min(wanted, depth)));
    const tiling = { lanes, rowVectors, columnVectors, slices };
    return { family: 'winograd-filter', outputs: m, product: { by: 'broadcast', tiling } };
  }
  const tiling = {
    rows: Math.min(mostRows, ceilDiv(rows, lanes)),
    quads: Math.min(mostQuads, columns / 4),
    threads: 8,
    lanes,
  };
  return { family: 'winograd', outputs: m, product: { by: 'broadcast', tiling } };
}

function tileVariants(s: ConvShape, pass: ConvPass, m: TileOutputs, traits: DeviceTraits): WinogradChoice[] {
  const { rows, columns, depth } = sizesOf(s, pass, m);
  const layers = pointsOf(m) ** 2;
  // The same matrices as a 1×1 convolution, whose tiles are known.
  const [pixels, channels] = pass === 'filterGradient' ? [depth, rows] : [layers * rows, depth];
  const product: ConvShape = {
    ...{ batch: 1, inHeight: 1, inWidth: pixels, inChannels: channels },
    ...{ outHeight: 1, outWidth: pixels, outChannels: columns },
    ...{ kernel: 1, stride: 1, padding: 0 },
  };
  const slicesFor = ({ bm, bn }: Tile): number => {
    const groups = layers * ceilDiv(rows, bm) * ceilDiv(columns, bn);
    return Math.min(depth, Math.max(ceilDiv(enoughWorkgroups.wide, groups), ceilDiv(depth, longestSum)));
  };
  return candidates(product, pass === 'filterGradient' ? pass : 'forward', traits)
    .slice(0, 2)
    .map((tile) =>
      pass === 'filterGradient'
        ? {
            family: 'winograd-filter',
            outputs: m,
            product: { by: 'tile', tile, slices: slicesFor(tile) },
          }
        : { family: 'winograd', outputs: m, product: { by: 'tile', tile } },
    );
}

/** Bytes of each scratch buffer of a choice. */
function scratchBytes(s: ConvShape, pass: ConvPass, choice: WinogradChoice): number[] {
  const plan =
    choice.family === 'winograd-filter'
      ? winogradFilterPlan(s, choice)
      : pass === 'forward'
        ? winogradForwardPlan(s, choice)
        : winogradInputPlan(s, choice);
  return plan.scratch.map((elements) => 4 * elements);
}

/**
 * Variants worth timing, the most promising first. None where a transform would not fit a binding of the device, or where
 * channels are few. F(4×4) only where the shape's precision allows it.
 */
export function winogradVariants(s: ConvShape, pass: ConvPass, traits: DeviceTraits): WinogradChoice[] {
  const { subgroupSize } = traits;
  // Narrow subgroups take the products with broadcasts: their lanes then all have different work.
  const narrow = isNarrow(subgroupSize);
  const fewest = fewestChannels[narrow ? 'narrow' : 'wide'];
  if (!winogradServes(s) || Math.min(s.inChannels, s.outChannels) < fewest) return [];
  const forms: TileOutputs[] = s.precision === 'fast' ? [4, 2] : [2];
  const most = Math.min(traits.maxBindingBytes, traits.maxBufferBytes);
  return forms
    .sort((a, b) => costOf(s, pass, a) - costOf(s, pass, b))
    .flatMap((m) =>
      narrow ? [broadcastVariant(s, pass, m, subgroupSize)] : tileVariants(s, pass, m, traits),
    )
    .filter((choice) => scratchBytes(s, pass, choice).every((bytes) => bytes <= most));
}

/**
 * The three passes of a 3×3 convolution with stride 1 by Winograd's F(m×m, 3×3), each as four dispatches: two transforms,
 * one batched matrix product for all (m + 2)² points, and the inverse transform. m × m outputs take (m + 2)² multiply-adds
 * for each pair of channels in place of 9 m²: 2.25 times fewer for m = 2, 4 times for m = 4.
 *
 * The input gradient is the same convolution of dy with the filter turned by 180° and its channels exchanged. The filter
 * gradient is dg = Gᵀ [Σ over tiles of (Bᵀ d B) ⊙ (A dy Aᵀ)] G, which follows from the forward formula by the product rule.
 */
import type { Kernel } from '../../kernel.ts';
import { type ConvShape, convStorage } from '../convShape.ts';
import type { ConvPlan } from '../plan.ts';
import type { Tile } from '../tiled/tile.ts';
import {
  winogradFilter,
  winogradFilterGradient,
  winogradRotatedFilter,
  winogradTurnedFilter,
} from './filterTransform.ts';
import { type FeatureMap, winogradInput, winogradOutputGradient } from './inputTransform.ts';
import type { TileOutputs } from './matrices.ts';
import { winogradOutput } from './outputTransform.ts';
import {
  type BatchedProduct,
  type BroadcastTiling,
  broadcastProduct,
  type OuterTiling,
  outerProduct,
} from './product.ts';
import { tiledBatchedProduct, tiledOuterProduct } from './tiledProduct.ts';
import { tileGrid } from './tiles.ts';

export interface WinogradVariant {
  /** Outputs along one side of a tile. */
  readonly outputs: TileOutputs;
  readonly product:
    | { readonly by: 'broadcast'; readonly tiling: BroadcastTiling }
    | { readonly by: 'tile'; readonly tile: Tile };
}

export interface WinogradFilterVariant {
  readonly outputs: TileOutputs;
  readonly product:
    | { readonly by: 'broadcast'; readonly tiling: OuterTiling }
    | { readonly by: 'tile'; readonly tile: Tile; readonly slices: number };
}

/** Whether a convolution can go this way: channels are taken in fours. */
export const winogradServes = (s: ConvShape): boolean =>
  s.kernel === 3 && s.stride === 1 && s.padding <= 2 && s.inChannels % 4 === 0 && s.outChannels % 4 === 0;

/** How the filter is transformed, and whether that leaves it as [points, columns, depth] of the products. */
interface FilterTransform {
  readonly kernel: Kernel;
  readonly transposed: boolean;
}

/** A convolution of `source` to `outputs`, whose filter has been transformed by `filter`. */
function gather(
  { outputs: m, product }: WinogradVariant,
  source: FeatureMap,
  outputs: FeatureMap,
  padding: number,
  filter: FilterTransform,
): ConvPlan {
  const grid = tileGrid(m, outputs.batch, outputs.height, outputs.width);
  const size: BatchedProduct = {
    layers: grid.n ** 2,
    rows: grid.count,
    depth: source.channels,
    columns: outputs.channels,
  };
  const kernel =
    product.by === 'broadcast'
      ? broadcastProduct(size, product.tiling, filter.transposed)
      : tiledBatchedProduct(size, product.tile);
  const [weights, inputs, products] = [0, 1, 2] as const;
  return {
    scratch: [
      size.layers * size.depth * size.columns,
      size.layers * size.rows * size.depth,
      size.layers * size.rows * size.columns,
    ],
    dispatches: [
      { kernel: filter.kernel, operands: ['second', weights] },
      { kernel: winogradInput(grid, source, padding), operands: ['first', inputs] },
      { kernel, operands: [inputs, weights, products] },
      { kernel: winogradOutput(grid, outputs), operands: [products, 'result'] },
    ],
  };
}

const inputsOf = (s: ConvShape): FeatureMap => ({
  batch: s.batch,
  height: s.inHeight,
  width: s.inWidth,
  channels: s.inChannels,
  storage: convStorage(s).x,
});
const outputsOf = (s: ConvShape): FeatureMap => ({
  batch: s.batch,
  height: s.outHeight,
  width: s.outWidth,
  channels: s.outChannels,
  storage: convStorage(s).y,
});

/** (x, filter) → y */
export const winogradForwardPlan = (s: ConvShape, v: WinogradVariant): ConvPlan =>
  gather(v, inputsOf(s), outputsOf(s), s.padding, {
    kernel: winogradFilter(v.outputs, s.inChannels, s.outChannels, convStorage(s).filter),
    transposed: false,
  });

/** (dy, filter) → dx; the last dispatch can add to it. */
export function winogradInputPlan(s: ConvShape, v: WinogradVariant): ConvPlan {
  // Products by broadcast take the filter either way round; reading across its rows is what would be slow.
  const transposed = v.product.by === 'broadcast';
  const transform = transposed ? winogradRotatedFilter : winogradTurnedFilter;
  return gather(v, outputsOf(s), inputsOf(s), s.kernel - 1 - s.padding, {
    kernel: transform(v.outputs, s.inChannels, s.outChannels, convStorage(s).filter),
    transposed,
  });
}

/** (x, dy) → dfilter */
export function winogradFilterPlan(s: ConvShape, { outputs: m, product }: WinogradFilterVariant): ConvPlan {
  const grid = tileGrid(m, s.batch, s.outHeight, s.outWidth);
  const size: BatchedProduct = {
    layers: grid.n ** 2,
    rows: s.inChannels,
    depth: grid.count,
    columns: s.outChannels,
  };
  const slices = product.by === 'broadcast' ? product.tiling.slices : product.slices;
  const kernel =
    product.by === 'broadcast'
      ? outerProduct(size, product.tiling)
      : tiledOuterProduct(size, product.tile, slices);
  const elements = size.rows * size.columns;
  const [inputs, gradients, products] = [0, 1, 2] as const;
  return {
    scratch: [
      size.layers * size.depth * size.rows,
      size.layers * size.depth * size.columns,
      slices * size.layers * elements,
    ],
    dispatches: [
      { kernel: winogradInput(grid, inputsOf(s), s.padding), operands: ['first', inputs] },
      { kernel: winogradOutputGradient(grid, outputsOf(s)), operands: ['second', gradients] },
      { kernel, operands: [inputs, gradients, products] },
      { kernel: winogradFilterGradient(m, elements, slices), operands: [products, 'result'] },
    ],
  };
}

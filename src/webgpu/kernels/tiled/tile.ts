/**
 * Tiles of the shared-memory matrix products: a workgroup computes `bm` × `bn` elements of C, a thread `tm` × `tn` of
 * them in registers, and `bk` steps of the depth are in workgroup memory at a time.
 */
import { InternalError } from '../../../base/errors.ts';
import type { DeviceTraits } from '../../traits.ts';

export interface Tile {
  readonly bm: number;
  readonly bn: number;
  /** Most steps of depth in workgroup memory; a kernel takes fewer where that wastes less (see depthStep). */
  readonly bk: number;
  /** Rows a thread; those of filter gradients are read in fours. */
  readonly tm: number;
  /** Columns a thread, a multiple of 4. */
  readonly tn: number;
  /** Keeps the step a loop in WGSL: less code, for compilers that take seconds for more. */
  readonly rolled?: boolean;
  /**
   * Issues the loads of the next step before the products of this one, which then hide how long they take; its operands cost
   * registers meanwhile.
   */
  readonly ahead?: boolean;
}

export const threadsOf = ({ bm, bn, tm, tn }: Tile): number => (bm / tm) * (bn / tn);

export const tileName = ({ bm, bn, bk, tm, tn, rolled, ahead }: Tile): string =>
  `${bm}x${bn}x${bk}_${tm}x${tn}${rolled ? '_rolled' : ''}${ahead ? '_ahead' : ''}`;

/** Lets neighbouring rows of a tile that is read along the depth start in different banks of workgroup memory. */
export const rowPadding = 1;

/** Bytes of workgroup memory at most: both operands stored along the depth, their rows padded. */
export const sharedBytesOf = ({ bm, bn, bk }: Tile): number => 16 * (bm + bn) * (bk / 4 + rowPadding);

export type TileLimits = Pick<DeviceTraits, 'maxInvocations' | 'maxWorkgroupBytes' | 'key'>;

/** What every WebGPU device has. */
export const guaranteedLimits: TileLimits = { maxInvocations: 256, maxWorkgroupBytes: 16_384, key: '' };

export const fits = (tile: Tile, limits: TileLimits): boolean =>
  threadsOf(tile) <= limits.maxInvocations && sharedBytesOf(tile) <= limits.maxWorkgroupBytes;

/** @throws Error when a tile does not divide into threads as the generator needs. */
export function checkTile(tile: Tile, rowsInFours: boolean): void {
  const { bm, bn, bk, tm, tn } = tile;
  const whole = bm % tm === 0 && bn % tn === 0 && bk % 4 === 0 && tn % 4 === 0;
  if (!whole || (rowsInFours && tm % 4 !== 0)) {
    throw new InternalError(
      `The tile ${tileName(tile)} does not divide: bm by tm, bn by tn, bk and tn by 4${rowsInFours ? ', tm by 4' : ''}.`,
    );
  }
}

/**
 * The step in which a depth is walked: a multiple of 4 up to `bk` that pads little. Four steps' worth is added as the
 * price of the two barriers.
 */
export function depthStep(depth: number, bk: number): number {
  const cost = (step: number): number => Math.ceil(depth / step) * (step + 4);
  let best = bk;
  for (let step = bk - 4; step >= Math.max(4, bk / 2); step -= 4) {
    if (cost(step) < cost(best)) best = step;
  }
  const all = 4 * Math.ceil(depth / 4);
  return all <= bk ? all : best;
}

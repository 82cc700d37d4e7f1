/** Which tiles suit a pass of a convolution: the one to take untuned, and a handful to time. */
import { ProblemError } from '../../../problems/index.ts';
import { ceilDiv } from '../../kernel.ts';
import { softwareAdapter } from '../../traits.ts';
import type { ConvShape } from '../convShape.ts';
import { fits, guaranteedLimits, type Tile, type TileLimits, threadsOf, tileName } from './tile.ts';

export type ConvPass = 'forward' | 'inputGradient' | 'filterGradient';

const tile = (bm: number, bn: number, tm: number, tn: number): Tile => ({ bm, bn, bk: 16, tm, tn });

/**
 * In the order in which they are preferred untuned. More results a thread mean fewer reads of workgroup memory for
 * each, and more registers: 64 sums a thread are the best on some devices and too many for others, so they come second.
 * Tiles 16 wide are for 16 channels, as in the first stage of the thin networks.
 */
export const tiles: readonly Tile[] = [
  tile(64, 64, 8, 4),
  tile(128, 64, 8, 8),
  tile(64, 64, 4, 4),
  tile(32, 64, 4, 4),
  tile(128, 32, 8, 4),
  tile(64, 32, 4, 4),
  tile(32, 32, 4, 4),
  tile(128, 16, 8, 4),
  tile(64, 16, 4, 4),
  tile(32, 16, 4, 4),
];

/** For slow compilers: four rows and four columns a thread, the step a loop. */
const smallTiles = tiles.filter(({ tm, tn }) => tm * tn <= 16).map((t): Tile => ({ ...t, rolled: true }));

/** Workgroups that keep a GPU busy: a few for each of some dozens of compute units. */
const enoughWorkgroups = 192;

/** Rows, columns and layers of a pass without splits. */
function extent(s: ConvShape, pass: ConvPass): { rows: number; columns: number; layers: number } {
  switch (pass) {
    case 'forward':
      return { rows: s.batch * s.outHeight * s.outWidth, columns: s.outChannels, layers: 1 };
    case 'inputGradient': {
      const [height, width] = [ceilDiv(s.inHeight, s.stride), ceilDiv(s.inWidth, s.stride)];
      return { rows: s.batch * height * width, columns: s.inChannels, layers: s.stride ** 2 };
    }
    case 'filterGradient':
      return { rows: s.kernel ** 2 * s.inChannels, columns: s.outChannels, layers: 1 };
  }
  return pass satisfies never;
}

/** Workgroups of a pass, for a filter gradient in one slice. */
export function workgroupsOf(s: ConvShape, pass: ConvPass, { bm, bn }: Tile): number {
  const { rows, columns, layers } = extent(s, pass);
  return ceilDiv(rows, bm) * ceilDiv(columns, bn) * layers;
}

/** Share of a tile's work that is not on padding rows and columns. */
function useful(s: ConvShape, pass: ConvPass, { bm, bn }: Tile): number {
  const { rows, columns } = extent(s, pass);
  return ((rows / ceilDiv(rows, bm)) * (columns / ceilDiv(columns, bn))) / (bm * bn);
}

/** These compile to machine code in one go with the whole of the unrolled step: seconds a kernel, a minute for the largest. */
const slowCompiler = softwareAdapter;

/**
 * At most six tiles worth timing, all within the limits; the untuned choice comes first, and then the same with its loads
 * ahead, where a compiler takes that much code.
 */
export function candidates(s: ConvShape, pass: ConvPass, limits: TileLimits = guaranteedLimits): Tile[] {
  const [first, ...rest] = tilesInOrder(s, pass, limits);
  if (!first) return [];
  return [first, ...(slowCompiler.test(limits.key) ? [] : [aheadOf(first)]), ...rest].slice(0, 6);
}

const aheadOf = (tile: Tile): Tile => ({ ...tile, ahead: true });

/** At most six tiles, the most promising first. */
function tilesInOrder(s: ConvShape, pass: ConvPass, limits: TileLimits): Tile[] {
  const able = (slowCompiler.test(limits.key) ? smallTiles : tiles).filter((t) => fits(t, limits));
  const share = (t: Tile): number => useful(s, pass, t);
  const best = Math.max(...able.map(share));
  const wide = able.filter((t) => t.bn > 16 && share(t) >= 0.6 * best);
  // A narrow tile reads A once for 16 columns only: it must spare padding to pay.
  const narrow = able.filter((t) => t.bn <= 16 && !wide.some((w) => share(w) >= 0.8 * share(t)));
  const thrifty = [...wide, ...narrow].filter((t) => share(t) >= 0.6 * best);
  // Slices give a filter gradient its workgroups; the other passes must have them from their tiles.
  const groups = (t: Tile): number => (pass === 'filterGradient' ? Infinity : workgroupsOf(s, pass, t));
  const most = Math.min(enoughWorkgroups, Math.max(...thrifty.map(groups)));
  const busy = thrifty.filter((t) => groups(t) >= most);
  const first = busy.find((t) => share(t) >= 0.8 * best) ?? busy[0];
  const rest = [...busy, ...thrifty].filter((t, i, all) => t !== first && all.indexOf(t) === i);
  return first ? [first, ...rest].slice(0, 6) : [];
}

/** @throws ProblemError when the device is below what WebGPU guarantees. */
export function defaultTile(s: ConvShape, pass: ConvPass, limits: TileLimits = guaranteedLimits): Tile {
  const [first] = candidates(s, pass, limits);
  if (!first) throw new ProblemError({ kind: 'no-workgroup-memory' });
  return first;
}

/** Pixels a slice of a filter gradient at most: float32 sums of more terms lose the fifth digit. */
const longestSlice = 8192;

/**
 * Threads that keep a graphics card busy: some hundreds for each of its compute units, of which large cards have more than
 * a hundred. A filter gradient in one slice has a few workgroups only, small ones where the layer is thin. On an H200 this
 * many were as fast as half of them or up to 1.4 times as fast, in all of resnet18 and resnet20 at batch 128.
 */
const enoughThreads = 65_536;

/** Partial sums of a filter gradient stay below this: memory, and time to add them up. */
export const mostPartialElements = 1 << 21;

/**
 * Pixels a slice at least, where there is a choice: storing the sums of a tile and adding them up then moves no more than
 * a quarter of what reading its operands does.
 */
const shortestSlice = ({ bm, bn }: Tile): number => Math.ceil((8 * bm * bn) / (bm + bn));

/** Slices of the depth of a filter gradient: enough threads, sums that are short, slices that are not too short. */
export function defaultSplits(s: ConvShape, t: Tile): number {
  const pixels = s.batch * s.outHeight * s.outWidth;
  const wanted = ceilDiv(enoughThreads, workgroupsOf(s, 'filterGradient', t) * threadsOf(t));
  return boundedSplits(s, wanted, Math.floor(pixels / shortestSlice(t)));
}

/** The wanted number of slices within what their length, their number and their memory allow. */
function boundedSplits(s: ConvShape, wanted: number, most: number): number {
  const pixels = s.batch * s.outHeight * s.outWidth;
  const held = Math.floor(mostPartialElements / (s.kernel ** 2 * s.inChannels * s.outChannels));
  return Math.max(1, Math.min(wanted, most, held), ceilDiv(pixels, longestSlice));
}

/**
 * Candidates of a filter gradient, the most promising first: which of the tiles, by how much its slices differ from the
 * default, and whether its loads go ahead. How many slices pay depends on the device more than anything else does.
 */
const filterOrder: readonly (readonly [tile: number, factor: number, ahead?: true])[] = [
  [0, 1],
  [0, 4],
  [0, 1, true],
  [1, 1],
  [0, 1 / 4],
  [2, 1],
  [1, 4],
  [3, 1],
  [0, 16],
];

/** Tiles and slices of a filter gradient worth timing; the untuned choice comes first. */
export function filterCandidates(
  s: ConvShape,
  limits: TileLimits = guaranteedLimits,
): { tile: Tile; splits: number }[] {
  const tiles = tilesInOrder(s, 'filterGradient', limits);
  const slow = slowCompiler.test(limits.key);
  const pixels = s.batch * s.outHeight * s.outWidth;
  const found = new Map<string, { tile: Tile; splits: number }>();
  for (const [i, factor, ahead] of filterOrder) {
    const plain = tiles[i];
    if (!plain || (ahead && slow)) continue;
    const tile = ahead ? aheadOf(plain) : plain;
    const wanted = Math.round(factor * defaultSplits(s, tile));
    // To be timed, slices may be shorter than what is thought to pay.
    const splits = boundedSplits(s, wanted, Math.floor((4 * pixels) / shortestSlice(tile)));
    const key = `${tileName(tile)} ${splits}`;
    if (!found.has(key)) found.set(key, { tile, splits });
  }
  return [...found.values()];
}

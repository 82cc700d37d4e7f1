/**
 * The paths of runs, that outlive their page: weights at the ends of some epochs, what is known of each without reading it, the bound on
 * what they take, and the repository that holds them. Plain data; `pathDatabase.ts` is the repository in IndexedDB,
 * `src/worker/pathKeeper.ts` writes to it. They go with the weights of their run (`checkpointDatabase.ts`).
 */
import type { PathPoint } from '../nn/pathPlane.ts';
import { mostCrowded } from './frameRepository.ts';

/** What is known of a point of a path without reading it. */
export interface PathInfo {
  readonly runId: string;
  readonly epoch: number;
  readonly step: number;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Of its network: those of another depth are no points of the same space. */
  readonly blocks: string;
}

/**
 * What the paths of all runs take together at most, what that of one run takes, how many points it has, and how large one may be: 32 MB are
 * 8 million weights.
 */
export const pathLimits = { bytes: 2 ** 27, ofRun: 2 ** 26, points: 20, ofPoint: 2 ** 25 } as const;

/** Where a run is: a checkpoint, at the end of an epoch or within it. */
export interface PathPlace {
  readonly step: number;
  readonly blocks: string;
}

export const pointBytes = ({ weights }: Pick<PathPoint, 'weights'>): number =>
  weights.reduce((sum, { data }) => sum + data.byteLength, 0);

/** Whether a point is none of the way to a place: it comes later, or the network was another one. */
export const isAstray = ({ step, blocks }: PathPlace, place: PathPlace): boolean =>
  step > place.step || blocks !== place.blocks;

export interface PathRepository {
  /** The points of a run by epoch. Those that cannot be read are left out. */
  load(runId: string): Promise<PathPoint[]>;
  /**
   * Stores points of a run that is at a place, each in place of one of the same epoch. Those that lie astray go, and others where the bound
   * asks for it (see `pathSurplus`). A run that was deleted gets none.
   * @param at Milliseconds since 1970.
   * @throws where there is no room; then everything is as it was.
   */
  keep(runId: string, place: PathPlace, points: readonly PathPoint[], at: number): Promise<void>;
}

/** The points of a path that have to go so that those that stay lie evenly over its epochs. Its first and its newest stay. */
export function thinned<T extends Pick<PathInfo, 'epoch' | 'bytes'>>(
  path: readonly T[],
  limits: { readonly ofRun: number; readonly points: number } = pathLimits,
): T[] {
  const left = [...path].sort((a, b) => a.epoch - b.epoch);
  const gone: T[] = [];
  let bytes = left.reduce((sum, info) => sum + info.bytes, 0);
  while (left.length > 2 && (left.length > limits.points || bytes > limits.ofRun)) {
    const info = mostCrowded(left);
    if (!info) break;
    left.splice(left.indexOf(info), 1);
    gone.push(info);
    bytes -= info.bytes;
  }
  return gone;
}

/**
 * The points that have to go: the path of a run is thinned, and where all take more than they may, whole paths go, of the run first that was
 * stored longest ago.
 * @param runId The run that was stored just now: its path stays.
 */
export function pathSurplus(
  infos: readonly PathInfo[],
  runId: string,
  limits: { readonly bytes: number; readonly ofRun: number; readonly points: number } = pathLimits,
): PathInfo[] {
  const gone = thinned(
    infos.filter((info) => info.runId === runId),
    limits,
  );
  const left = infos.filter((info) => !gone.includes(info));
  let bytes = left.reduce((sum, info) => sum + info.bytes, 0);
  const others = new Map<string, PathInfo[]>();
  for (const info of left)
    if (info.runId !== runId) others.set(info.runId, [...(others.get(info.runId) ?? []), info]);
  const newest = (path: readonly PathInfo[]) => Math.max(...path.map(({ savedAt }) => savedAt));
  for (const path of [...others.values()].sort((a, b) => newest(a) - newest(b))) {
    if (bytes <= limits.bytes) break;
    gone.push(...path);
    bytes -= path.reduce((sum, info) => sum + info.bytes, 0);
  }
  return gone;
}

export const infoOf = (
  runId: string,
  { blocks }: Pick<PathPlace, 'blocks'>,
  point: PathPoint,
  savedAt: number,
): PathInfo => ({
  runId,
  epoch: point.epoch,
  step: point.step,
  bytes: pointBytes(point),
  savedAt,
  blocks,
});

/**
 * Stores the path of a run while it trains: of its checkpoints those at the ends of epochs. A run never waits for it or hears of it: a point
 * that finds no room is not stored, nor one that comes while the one before is being written.
 */
import type { Checkpoint } from '../formats/checkpoint.ts';
import { blocksOf, firstPoint, pathPoint } from '../formats/pathPoint.ts';
import type { PathPoint } from '../nn/pathPlane.ts';
import { type PathRepository, pathLimits, pointBytes } from '../storage/pathRepository.ts';
import type { RunConfig } from '../training/settings.ts';

export interface PathKeeperOptions {
  readonly repository: PathRepository;
  /** Bytes that the browser has left for this page; undefined where it does not tell. */
  readonly room: () => Promise<number | undefined>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface PathKeeper {
  /** A run begins with fresh weights: they are kept with the first of its epochs. */
  begins(runId: string, config: RunConfig): void;
  /** Stores what is to be kept of a checkpoint. @param reserve Bytes that must stay free besides. */
  see(runId: string, checkpoint: Checkpoint, reserve: number): void;
  /** What is kept of a run, once what is being written is. */
  load(runId: string): Promise<PathPoint[]>;
}

export function createPathKeeper({ repository, room, now = Date.now }: PathKeeperOptions): PathKeeper {
  let work: Promise<void> = Promise.resolve();
  let writing = false;
  let begun: { readonly runId: string; readonly config: RunConfig } | undefined;

  /** The point, and before it what the run began with, where that is of the same network. */
  function pointsOf(runId: string, checkpoint: Checkpoint): PathPoint[] {
    const point = pathPoint(checkpoint);
    if (!point || pointBytes(point) > pathLimits.ofPoint) return [];
    const first = begun?.runId === runId ? begun.config : undefined;
    begun = undefined;
    return first && blocksOf(first) === blocksOf(checkpoint.config) ? [firstPoint(first), point] : [point];
  }

  async function write(runId: string, checkpoint: Checkpoint, reserve: number): Promise<void> {
    const points = pointsOf(runId, checkpoint);
    const bytes = points.reduce((sum, point) => sum + pointBytes(point), 0);
    const left = await room().catch(() => undefined);
    const place = { step: checkpoint.position.step, blocks: blocksOf(checkpoint.config) };
    const fits = left === undefined || left >= bytes + reserve;
    await repository.keep(runId, place, fits ? points : [], now());
  }

  return {
    begins(runId, config) {
      begun = { runId, config };
    },
    see(runId, checkpoint, reserve) {
      // A change of the depth begins the path anew.
      if (begun?.runId === runId && blocksOf(begun.config) !== blocksOf(checkpoint.config)) begun = undefined;
      if (writing) return;
      writing = true;
      // Where the browser stores nothing, or has no room, there is nothing to do about it.
      work = write(runId, checkpoint, reserve)
        .catch(() => {})
        .then(() => {
          writing = false;
        });
    },
    async load(runId) {
      await work;
      return repository.load(runId).catch(() => []);
    },
  };
}

/**
 * Stores the frames of a run while it trains. A run never waits for it or hears of it: a frame that finds no room is not stored, and
 * none is stored where the run's checkpoints might then find none.
 */
import type { FrameRepository } from '../storage/frameRepository.ts';
import { type Frame, frameBytes } from '../training/frames.ts';

export interface FrameKeeperOptions {
  readonly repository: FrameRepository;
  /** Bytes that the browser has left for this page; undefined where it does not tell. */
  readonly room: () => Promise<number | undefined>;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
}

export interface FrameKeeper {
  /** The run trains from here on: frames of later epochs are of a course that it did not take. @param epoch Epochs done. */
  goesOn(runId: string, epoch: number): void;
  /** Stores a frame after what was asked before. @param reserve Bytes that must stay free besides. */
  save(runId: string, frame: Frame, reserve: number): void;
  /** Resolves when all that was asked so far is done. */
  settled(): Promise<void>;
}

export function createFrameKeeper({ repository, room, now = Date.now }: FrameKeeperOptions): FrameKeeper {
  let work: Promise<void> = Promise.resolve();
  /** Where the browser stores nothing, or has no room, there is nothing to do about it. */
  const next = (task: () => Promise<void>) => {
    work = work.then(task).catch(() => {});
  };
  return {
    goesOn: (runId, epoch) => next(() => repository.cut(runId, epoch)),
    save: (runId, frame, reserve) =>
      next(async () => {
        const left = await room().catch(() => undefined);
        if (left !== undefined && left < frameBytes(frame) + reserve) return;
        await repository.save(runId, frame, now());
      }),
    settled: () => work,
  };
}

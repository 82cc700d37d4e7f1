/**
 * Frames that outlive their page: what is known of each without reading it, the bound on what all of them take, and the
 * repository that holds them. Plain data; `frameDatabase.ts` is the repository in IndexedDB, `src/worker/frameKeeper.ts` writes to it.
 * They go with the weights of their run (`checkpointDatabase.ts`), when it is deleted and when room is made.
 */
import type { Frame } from '../training/frames.ts';

/** What is known of a stored frame without reading it. */
export interface FrameInfo {
  readonly runId: string;
  readonly epoch: number;
  readonly step: number;
  readonly bytes: number;
  /** Milliseconds since 1970. */
  readonly savedAt: number;
  /** Whether it has readers. */
  readonly readers?: boolean;
}

/** What the frames of all runs take together at most, and how many a run has. */
const frameLimits = { bytes: 2 ** 26, ofRun: 200 } as const;

export interface FrameRepository {
  /** What is stored of a run, by epoch. */
  list(runId: string): Promise<FrameInfo[]>;
  /** Undefined where there is none, or a damaged one. */
  load(runId: string, epoch: number): Promise<Frame | undefined>;
  /**
   * Stores a frame, in place of one of the same epoch; where it has readers, no other frame of the run has any from then on. Other
   * frames go where the bound asks for it (see `surplus`). A run that was deleted gets none.
   * @param at Milliseconds since 1970.
   * @throws where there is no room; then everything is as it was.
   */
  save(runId: string, frame: Frame, at: number): Promise<void>;
  /** Removes the frames after an epoch, from which the run goes on. */
  cut(runId: string, epoch: number): Promise<void>;
}

/**
 * Which of the frames between the first and the newest of a run stands the closest to its neighbours, so that those that stay lie
 * evenly: of equal ones the oldest. The one with readers stays, which no other frame has. Of two frames it is the first.
 * @param frames By epoch, two at least.
 */
export function mostCrowded<T extends Pick<FrameInfo, 'epoch' | 'readers'>>(
  frames: readonly T[],
): T | undefined {
  let found = frames[0];
  let least = Number.POSITIVE_INFINITY;
  for (let i = 1; i + 1 < frames.length; i++) {
    const [before, frame, after] = frames.slice(i - 1, i + 2) as [T, T, T];
    const gap = after.epoch - before.epoch;
    if (gap >= least || frame.readers) continue;
    found = frame;
    least = gap;
  }
  return found;
}

/**
 * The frames that have to go: a run that has too many thins them evenly, and so does the run whose frames take the most, until
 * all take no more than they may. The newest of a run stays, unless none but such are left; then those go that were stored first.
 */
export function surplus(
  infos: readonly FrameInfo[],
  limits: { readonly bytes: number; readonly ofRun: number } = frameLimits,
): FrameInfo[] {
  const runs = new Map<string, FrameInfo[]>();
  for (const info of infos) runs.set(info.runId, [...(runs.get(info.runId) ?? []), info]);
  const gone: FrameInfo[] = [];
  const sizeOf = (frames: readonly FrameInfo[]) => frames.reduce((sum, { bytes }) => sum + bytes, 0);
  const take = (frames: FrameInfo[], info: FrameInfo | undefined) => {
    if (!info) return;
    frames.splice(frames.indexOf(info), 1);
    gone.push(info);
  };
  for (const frames of runs.values()) {
    frames.sort((a, b) => a.epoch - b.epoch);
    while (frames.length > limits.ofRun) take(frames, mostCrowded(frames));
  }
  let total = [...runs.values()].reduce((sum, frames) => sum + sizeOf(frames), 0);
  while (total > limits.bytes) {
    const known = [...runs.values()].filter((frames) => frames.length > 0);
    const several = known.filter((frames) => frames.length > 1);
    const [first] =
      several.length > 0
        ? several.sort((a, b) => sizeOf(b) - sizeOf(a))
        : known.sort((a, b) => (a[0]?.savedAt ?? 0) - (b[0]?.savedAt ?? 0));
    if (!first) break;
    take(first, mostCrowded(first));
    total -= gone.at(-1)?.bytes ?? 0;
  }
  return gone;
}

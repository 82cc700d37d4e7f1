/** The runs of a sweep on disk: which of them are done, and what they came to. */
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { configDiff } from '../training/config.ts';
import { groupsOf, type MeanAndStd, meanAndStd } from '../training/groups.ts';
import { flagOf, type RunConfig } from '../training/settings.ts';
import type { Tested } from '../training/sweep/earlyStop.ts';
import { UsageError } from './options.ts';
import { holdsRun, logName } from './runFolder.ts';
import { readStoredRun } from './storedRun.ts';

/** How far a run is. */
export type Standing =
  | { readonly state: 'fresh' | 'diverged' }
  /** With the epochs that it has behind it. */
  | { readonly state: 'begun' | 'done'; readonly epochs: readonly Tested[] };

/** The last line of a log tells how the run ended. */
function hasDiverged(folder: string): boolean {
  const path = join(folder, logName);
  if (!existsSync(path)) return false;
  const lines = readFileSync(path, 'utf8').trimEnd().split('\n');
  try {
    return 'diverged' in (JSON.parse(lines[lines.length - 1] ?? '') as object);
  } catch {
    return false;
  }
}

/**
 * @param config What the run was planned to be.
 * @throws UsageError when another run lies in the folder.
 */
export async function standingOf(
  folder: string,
  config: RunConfig,
  tell: (line: string) => void,
): Promise<Standing> {
  if (hasDiverged(folder)) return { state: 'diverged' };
  if (!holdsRun(folder)) return { state: 'fresh' };
  const { run: checkpoint } = await readStoredRun('sweep', folder, tell);
  if (!checkpoint) return { state: 'fresh' };
  // The blocks of a run whose depth changes are those that it has come to.
  const wrong = configDiff(checkpoint.config, config).find(
    ({ key }) => key !== 'blocks' || config.depthAt.length === 0,
  );
  if (wrong)
    throw new UsageError(
      `${folder} holds a run with --${flagOf(wrong.key)} ${wrong.from}, but this sweep has ${wrong.to} there: give the options that it was begun with, or another --out.`,
    );
  const { position, epochs } = checkpoint;
  return { state: position.epoch < config.epochs ? 'begun' : 'done', epochs };
}

/** A run of a sweep that has ended: without a result where it diverged, or was ended behind the others. */
export interface SweptRun {
  readonly name: string;
  readonly config: RunConfig;
  /** Of the last epoch, 0…1. */
  readonly testAccuracy?: number;
  readonly behind?: boolean;
}

export interface SweptGroup extends MeanAndStd {
  readonly runs: readonly [SweptRun, ...SweptRun[]];
}

/** Means over the runs that came to an end; those that diverged are in the list, not in the mean. */
export const sweptGroups = (runs: readonly SweptRun[]): SweptGroup[] =>
  groupsOf(runs).map((group) => ({
    runs: group,
    ...meanAndStd(group.flatMap(({ testAccuracy }) => (testAccuracy === undefined ? [] : [testAccuracy]))),
  }));

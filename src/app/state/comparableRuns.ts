/** Which networks one can be compared with. Pure. */
import type { CheckpointInfo } from '../../storage/checkpoints.ts';
import type { RunRecord } from '../../storage/runRecord.ts';
import { specOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';
import { isPlain } from './plain.ts';

/** Runs that the network of a run can be compared with: they learned the same data set, and their weights are stored. The newest first. */
export function comparableRuns(
  records: readonly RunRecord[],
  checkpoints: readonly Pick<CheckpointInfo, 'runId'>[],
  runId: string | undefined,
  { dataset }: Pick<RunConfig, 'dataset'>,
): RunRecord[] {
  const stored = new Set(checkpoints.map((checkpoint) => checkpoint.runId));
  return records
    .filter(({ id, config }) => id !== runId && config.dataset === dataset && stored.has(id))
    .reverse();
}

/** Whether two networks differ in their shortcuts alone, and one of them has none. */
export function areTwins(a: RunConfig, b: RunConfig): boolean {
  const same = (config: RunConfig) => JSON.stringify({ ...specOf(config), shortcut: 'none' });
  return isPlain(a) !== isPlain(b) && same(a) === same(b);
}

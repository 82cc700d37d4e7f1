/** Which stored run the page offers to go on with, beside Train. Pure. */
import { type CheckpointInfo, isUnfinished } from '../../../storage/checkpoints.ts';
import type { FilesState } from '../../state/files.ts';
import type { Run } from '../../state/run.ts';

/**
 * The page's own run once it is over, or the run of an earlier visit whose checkpoint is the newest, if it can go on.
 * @param own The run of the page.
 * @param elsewhere Runs that other tabs train: only those can resume them.
 */
export function resumableOf(
  own: Pick<Run, 'id' | 'end'> | undefined,
  { checkpoints, declined }: Pick<FilesState, 'checkpoints' | 'declined'>,
  elsewhere: readonly string[],
): CheckpointInfo | undefined {
  // What a finished run wrote last may still be on its way to the disk: the checkpoint before it is nothing to go on from.
  if (own?.end?.outcome === 'finished') return undefined;
  // The notice of its divergence offers it already.
  if (own?.end?.problem?.kind === 'diverged') return undefined;
  const found = own ? checkpoints.find(({ runId }) => runId === own.id) : checkpoints[0];
  if (!found || !isUnfinished(found) || found.runId === declined || elsewhere.includes(found.runId))
    return undefined;
  return found;
}

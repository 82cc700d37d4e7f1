/** Goes on with a run of this browser, where its pictures are here: without them it would come to nothing more than a run that failed. */
import type { CheckpointInfo } from '../../storage/checkpoints.ts';
import { useStores } from '../state/react.ts';
import { withPictures } from '../state/withPictures.ts';

/** @returns what resumes the run of a checkpoint; `learningRate` in place of its own, where the run is not to be as it was. */
export function useResume(): (
  checkpoint: Pick<CheckpointInfo, 'runId' | 'config'>,
  learningRate?: number,
) => void {
  const { files, overlay } = useStores();
  return ({ runId, config }, learningRate) =>
    withPictures(config.dataset, overlay.actions, () => void files.actions.resume(runId, learningRate));
}

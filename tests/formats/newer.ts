/** Checkpoints as a later version of the program would write them, in a format that this one does not know. */
import { runKey } from '../../src/formats/checkpointFile.ts';
import { readStateFile, stateFile } from '../../src/formats/stateFile.ts';

export function byNewerVersion(checkpoint: Uint8Array): Uint8Array {
  const { metadata, ...state } = readStateFile(checkpoint);
  const run = { ...JSON.parse(metadata[runKey] ?? ''), format: 999 };
  return stateFile(state, { ...metadata, [runKey]: JSON.stringify(run) });
}

/** Checkpoint files, compared to the bit: what they hold of the run, without what no two runs share (times, ids). */
import { createHash } from 'node:crypto';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';

/** What two runs that went the same way have in common. */
export interface Digest {
  readonly step: number;
  readonly epoch: number;
  /** SHA-256 over name, shape and bits of every tensor, optimizer slots included. */
  readonly tensors: string;
  /** The results of every epoch, in full precision. */
  readonly epochs: readonly string[];
}

/** @throws CheckpointError or SafetensorsError where this is not a whole checkpoint. */
export function digestOf(file: Uint8Array): Digest {
  const { position, epochs, state } = readCheckpointFile(file);
  const hash = createHash('sha256');
  for (const { name, shape, data } of [...state.weights, ...state.slots]) {
    hash.update(`${name} ${shape.join('×')}\n`);
    hash.update(new Uint8Array(data.buffer, data.byteOffset, data.byteLength));
  }
  return {
    step: position.step,
    epoch: position.epoch,
    tensors: hash.digest('hex'),
    epochs: epochs.map(({ trainLoss, trainAccuracy, testLoss, testAccuracy }) =>
      [trainLoss, trainAccuracy, testLoss, testAccuracy].join(' '),
    ),
  };
}

/** What differs, in a sentence; nothing where they are equal. */
export function difference(run: Digest, twin: Digest): string | undefined {
  if (run.step !== twin.step || run.epoch !== twin.epoch)
    return `it ended after ${run.step} steps and ${run.epoch} epochs, its twin after ${twin.step} and ${twin.epoch}`;
  const epoch = twin.epochs.findIndex((results, i) => results !== run.epochs[i]);
  if (epoch >= 0)
    return `epoch ${epoch + 1} came to ${run.epochs[epoch] ?? 'nothing'}, its twin's to ${twin.epochs[epoch]}`;
  if (run.epochs.length !== twin.epochs.length)
    return `it lists ${run.epochs.length} epochs, its twin ${twin.epochs.length}`;
  if (run.tensors !== twin.tensors) return 'its weights differ from those of its twin';
  return undefined;
}

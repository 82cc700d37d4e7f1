/** Formats of checkpoints: the present one is compact and sealed, the first one is read, a later one is refused kindly. */
import { describe, expect, it } from 'vitest';
import { type Checkpoint, startPosition } from '../../src/formats/checkpoint.ts';
import { checkpointFile, configTexts, readCheckpointFile, runKey } from '../../src/formats/checkpointFile.ts';
import { writeSafetensors } from '../../src/formats/safetensors.ts';
import { readStateFile, stateFile, withCounters } from '../../src/formats/stateFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { specOf } from '../../src/training/config.ts';
import type { EpochEvent } from '../../src/training/events.ts';
import { defaultConfig } from '../../src/training/settings.ts';

const config = { ...defaultConfig, blocks: [1], width: 2, epochs: 200 } as const;
const weights = initialWeights(structureOf(specOf(config)), 'he', 1);
const state = { weights, slots: [], steps: 7 };
const epochOf = (epoch: number): EpochEvent => ({
  type: 'epoch',
  epoch,
  epochs: 200,
  step: 391 * epoch,
  trainLoss: 1 / (epoch + 0.1),
  trainAccuracy: 0.5,
  testLoss: 1.2345678901234567,
  testAccuracy: 0.25,
  learningRate: 0.1,
  seconds: 4.5678901234,
  imagesPerSecond: 12345.678901,
});
const run: Checkpoint = {
  config,
  position: { ...startPosition, step: 7, epoch: 2 },
  epochs: [epochOf(1), epochOf(2)],
  device: { backend: 'webgpu', name: 'llvmpipe (LLVM 15, 256 bits)' },
  kernels: { 'forward 8': 'direct 4 2', 'filterGradient 8': 'tiled 64', 'forward 4': 'direct 4 2' },
  state,
};
const textOf = (bytes: Uint8Array): string => readStateFile(bytes).metadata[runKey] ?? '';
/** The file with another run in it, whose seal is right. */
const withRun = (text: string): Uint8Array => stateFile(state, { [runKey]: text });

describe('a checkpoint', () => {
  it('comes back with its device and its kernels', () => {
    expect(readCheckpointFile(checkpointFile(run))).toEqual(run);
  });

  it('of 200 epochs takes half of what it took as a list of objects', () => {
    const epochs = Array.from({ length: 200 }, (_, i) => epochOf(i + 1));
    const bytes = checkpointFile({ ...run, epochs });
    expect(readCheckpointFile(bytes).epochs).toEqual(epochs);
    expect(textOf(bytes).length).toBeLessThan(0.5 * JSON.stringify(epochs).length);
  });

  it('of the first format, which had neither number nor checksum, is read', () => {
    const { position, epochs } = run;
    const text = JSON.stringify({ config: configTexts(config), position, epochs });
    const metadata = { [runKey]: text, steps: '7' };
    const bytes = writeSafetensors({ tensors: withCounters(weights, 7), metadata });
    expect(readCheckpointFile(bytes)).toEqual({ config, position, epochs, state });
  });

  it('of a later format is refused in a sentence that says what to do', () => {
    const later = { ...(JSON.parse(textOf(checkpointFile(run))) as object), format: 3 };
    expect(() => readCheckpointFile(withRun(JSON.stringify(later)))).toThrow(
      'This checkpoint was written by a newer version of this program (format 3, and this version reads up to 2): update, then resume.',
    );
  });

  it.each([0, -1, 1.5, null, '2'])('of format %j is refused', (format) => {
    const odd = { ...(JSON.parse(textOf(checkpointFile(run))) as object), format };
    expect(() => readCheckpointFile(withRun(JSON.stringify(odd)))).toThrow('not right at "format"');
  });

  it('that has lost its checksum is refused', () => {
    const text = textOf(checkpointFile(run));
    const bytes = writeSafetensors({ tensors: withCounters(weights, 7), metadata: { [runKey]: text } });
    expect(() => readCheckpointFile(bytes)).toThrow('has lost its checksum');
  });

  it('of columns of different lengths, or of a kernel that is not in its list, is refused', () => {
    const right = JSON.parse(textOf(checkpointFile(run)));
    const uneven = { ...right, epochs: { ...right.epochs, step: [1] } };
    expect(() => readCheckpointFile(withRun(JSON.stringify(uneven)))).toThrow('differ in length');
    const missing = { ...right, kernels: { list: ['a'], passes: { b: 1 } } };
    expect(() => readCheckpointFile(withRun(JSON.stringify(missing)))).toThrow('A kernel is missing');
  });
});

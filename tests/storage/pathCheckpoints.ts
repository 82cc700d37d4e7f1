/** Checkpoints of a run as the tests of its path see them: every epoch has other weights, and takes three steps. */
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { specOf } from '../../src/training/config.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { tiny } from '../trainer/kit.ts';

/** @param images Of the epoch under way that are trained on. */
export const checkpointAt = (epoch: number, config: RunConfig = tiny, images = 0): Checkpoint => ({
  config,
  position: {
    epoch,
    step: 3 * epoch + (images > 0 ? 1 : 0),
    totals: { loss: images, correct: 0, images },
    seconds: 0,
    trainSeconds: 0,
  },
  epochs: [],
  state: { weights: initialWeights(structureOf(specOf(config)), 'he', epoch), slots: [], steps: 3 * epoch },
});

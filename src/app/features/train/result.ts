/** What a run that is over came to, for the card that tells of it. Pure. */

import { structureOf } from '../../../model/structure.ts';
import { datasetOf, specOf } from '../../../training/config.ts';
import { fewPicturesText, networkText, testedText } from '../../i18n/runTexts.ts';
import type { Words } from '../../i18n/words.ts';
import { verdictsOf } from '../../state/answers.ts';
import type { Run } from '../../state/run.ts';

export interface Result {
  /** `ResNet-20` or `Plain-20`. */
  readonly network: string;
  /** Test accuracy after the last epoch, `84.1 %`, or `84.1 % with mirror`. */
  readonly accuracy: string;
  /** `2 min on Apple M2`. */
  readonly effort: string;
  /** What the accuracy is worth, where the test pictures are few. */
  readonly certainty: string | undefined;
  readonly dataset: string;
  /** What guessing comes to, 0…1. */
  readonly chance: number;
  /** Test accuracies by epoch, 0…1. */
  readonly curve: readonly number[];
  /** For each stage, how many blocks it has, and the side of its feature maps as a share of the picture's. */
  readonly stages: readonly { readonly blocks: number; readonly side: number }[];
  /** Whether each sample picture was told rightly at the end; empty where nothing was asked. */
  readonly told: readonly boolean[];
}

/** Undefined where a run is not over, failed, or has no epoch to speak of. */
export function resultOf(run: Run | undefined, words: Words): Result | undefined {
  const last = run?.epochs[run.epochs.length - 1];
  if (!run?.end || run.end.outcome === 'failed' || !last) return undefined;
  const { config, epochs, device, predictions } = run;
  const { title, classes, samples } = datasetOf(config);
  const structure = structureOf(specOf(config));
  const seconds = epochs.reduce((total, epoch) => total + epoch.seconds, 0);
  const where = device?.name || words.page.backend[device?.backend ?? 'webgpu'];
  return {
    network: networkText(words, config),
    accuracy: testedText(words, last.testAccuracy, config),
    effort: words.run.effort(words.estimate.duration(seconds), where),
    certainty: fewPicturesText(words, last.testAccuracy, config.testImages),
    dataset: title,
    chance: 1 / classes.length,
    curve: epochs.map(({ testAccuracy }) => testAccuracy),
    stages: structure.stages.map(({ blocks, output }) => ({
      blocks: blocks.length,
      side: output.height / structure.input.height,
    })),
    told: verdictsOf(samples, predictions),
  };
}

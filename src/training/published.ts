/**
 * Published results to compare with: the log of a note, epoch by epoch, and the final test errors of the paper. Only
 * published numbers are here: the paper's are levels, not curves.
 */
import type { DatasetName } from '../data/sets/index.ts';
import { type PresetName, presetOf } from '../model/presets.ts';
import type { RunConfig } from './settings.ts';

/** One line of the note's log. Accuracies are 0…1. */
export interface ReferenceEpoch {
  readonly epoch: number;
  readonly trainLoss: number;
  readonly trainAccuracy: number;
  readonly testLoss: number;
  readonly testAccuracy: number;
  /** Wall time on the note's machine. */
  readonly seconds: number;
}

/** Train loss, train accuracy in %, test loss, test accuracy in %, seconds. */
const logged: readonly (readonly [number, number, number, number, number])[] = [
  [1.859971, 32.7, 1.527176, 44.09, 96],
  [1.385657, 48.99, 1.305144, 53.1, 93],
  [1.138726, 59.21, 1.060824, 62.54, 92],
  [0.957052, 65.87, 0.901536, 67.65, 93],
  [0.823069, 70.95, 0.831492, 71.23, 94],
  [0.699931, 75.53, 0.734159, 74.29, 99],
  [0.623978, 78.34, 0.675511, 76.53, 105],
  [0.558022, 80.73, 0.577426, 80.04, 107],
  [0.504705, 82.56, 0.526622, 82.42, 104],
  [0.467333, 83.67, 0.518429, 81.89, 105],
  [0.430984, 85.13, 0.483581, 83.91, 103],
  [0.403238, 86.18, 0.45575, 84.33, 105],
  [0.376863, 87.05, 0.456595, 84.32, 106],
  [0.373187, 87.17, 0.440933, 85.21, 103],
  [0.351715, 87.87, 0.41813, 86.15, 107],
  [0.334451, 88.52, 0.431225, 85.24, 105],
  [0.332432, 88.62, 0.385285, 87.2, 106],
  [0.316564, 88.98, 0.400926, 86.7, 104],
  [0.312601, 89.19, 0.415047, 85.62, 106],
  [0.301724, 89.6, 0.450504, 85.0, 105],
];

/** ResNet-34 in PyTorch: the 20 epochs that the note shows of a run of 100. */
export const noteReference = {
  model: 'resnet34' satisfies PresetName,
  dataset: 'cifar10' as const satisfies DatasetName,
  source: 'https://blog.csdn.net/weixin_45508265/article/details/117809512',
  epochs: logged.map(
    ([trainLoss, train, testLoss, test, seconds], i): ReferenceEpoch => ({
      epoch: i + 1,
      trainLoss,
      trainAccuracy: train / 100,
      testLoss,
      testAccuracy: test / 100,
      seconds,
    }),
  ),
};

/** He et al. 2015, table 6: error in % on the test pictures after training, the best run of ResNet-110. */
const paperErrors = {
  resnet20: 8.75,
  resnet32: 7.51,
  resnet44: 7.17,
  resnet56: 6.97,
  resnet110: 6.43,
} as const;

/** Test accuracies, 0…1, at the end of training. */
export const paperReferences = {
  dataset: 'cifar10' as const satisfies DatasetName,
  source: 'https://arxiv.org/abs/1512.03385',
  levels: Object.entries(paperErrors).map(([model, error]) => ({
    model: model as keyof typeof paperErrors,
    testAccuracy: Number((1 - error / 100).toFixed(4)),
  })),
};

/** What others came to with the network of a config, on its data. */
export interface PublishedResult {
  readonly kind: 'paper' | 'note';
  readonly testAccuracy: number;
  readonly source: string;
  /** Epochs that it came to it in, where they are told. */
  readonly epochs?: number;
}

export function publishedFor(config: RunConfig): PublishedResult[] {
  if (config.shortcut === 'none' || config.norm === 'none') return [];
  const preset = presetOf(config);
  const found: PublishedResult[] = [];
  const level = paperReferences.levels.find(({ model }) => model === preset);
  if (level && paperReferences.dataset === config.dataset)
    found.push({ kind: 'paper', testAccuracy: level.testAccuracy, source: paperReferences.source });
  const last = noteReference.epochs.at(-1);
  if (last && noteReference.model === preset && noteReference.dataset === config.dataset)
    found.push({
      kind: 'note',
      testAccuracy: last.testAccuracy,
      source: noteReference.source,
      epochs: last.epoch,
    });
  return found;
}

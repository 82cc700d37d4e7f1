/**
 * The ready experiments, one line each: what it changes in a config. Everything else stays as it is set, the budget of epochs and
 * pictures first of all. Their words are in `i18n/{en,zh}/try.ts`; an experiment without words, or words without an
 * experiment, do not compile. Pure.
 */
import { presets } from '../../../model/presets.ts';
import { configDiff, withSetting } from '../../../training/config.ts';
import { defaultOf } from '../../../training/settingRules.ts';
import { defaultConfig, type RunConfig, settings } from '../../../training/settings.ts';
import type { TryWords } from '../../i18n/try.ts';
import { isPlain, twinOf } from '../../state/plain.ts';

export type ExperimentId = keyof TryWords['each'];

type Change = (config: RunConfig) => RunConfig;

/**
 * A hundred times the default of the optimizer that is set. Batch norm bears much: a ResNet-8 of width 8, 4 epochs of 1,000 pictures
 * under one-cycle, ended at 29 % training accuracy with 0.1, at 23 % with 1, and at 9 % with 10, where test loss had been 95.
 */
function tooHigh(config: RunConfig): number {
  const usual = defaultOf('learningRate', config) as RunConfig['learningRate'];
  return Math.min(settings.learningRate.max, 100 * usual);
}

const changes: Readonly<Record<ExperimentId, Change>> = {
  'plain-twin': (config) => (isPlain(config) ? config : twinOf(config)),
  'plain-56': (config) => ({ ...config, ...presets.resnet56, shortcut: 'none' }),
  'residual-56': (config) => ({ ...config, ...presets.resnet56, shortcut: defaultConfig.shortcut }),
  'high-rate': (config) => ({ ...config, learningRate: tooHigh(config) }),
  'constant-rate': (config) => ({ ...config, schedule: 'constant' }),
  'no-augmentation': (config) => ({ ...config, augment: [] }),
  adamw: (config) => withSetting(config, 'optimizer', 'adamw'),
};

export interface Experiment {
  readonly id: ExperimentId;
  readonly change: Change;
}

/** In the order in which they are offered. */
export const experiments: readonly Experiment[] = (Object.keys(changes) as ExperimentId[]).map((id) => ({
  id,
  change: changes[id],
}));

/** Whether all that an experiment would set is set already. */
export const isSetUp = ({ change }: Experiment, config: RunConfig): boolean =>
  configDiff(config, change(config)).length === 0;

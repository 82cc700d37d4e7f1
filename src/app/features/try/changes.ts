/**
 * Single changes to try on the settings that there are, one line each. Everything else stays as it is set, the budget of epochs and
 * pictures first of all. Their words are in `i18n/{en,zh}/try.ts`; a change without words, or words without a change, do not compile. Pure.
 */
import { configDiff, withSetting } from '../../../training/config.ts';
import { defaultOf } from '../../../training/settingRules.ts';
import { type RunConfig, settings } from '../../../training/settings.ts';
import type { TryWords } from '../../i18n/try.ts';
import { isPlain, twinOf } from '../../state/plain.ts';

export type ChangeId = keyof TryWords['each'];

type Apply = (config: RunConfig) => RunConfig;

/**
 * A hundred times the default of the optimizer that is set. Batch norm bears much: a ResNet-8 of width 8, 4 epochs of 1,000 pictures
 * under one-cycle, ended at 29 % training accuracy with 0.1, at 23 % with 1, and at 9 % with 10, where test loss had been 95.
 */
function tooHigh(config: RunConfig): number {
  const usual = defaultOf('learningRate', config) as RunConfig['learningRate'];
  return Math.min(settings.learningRate.max, 100 * usual);
}

const changes: Readonly<Record<ChangeId, Apply>> = {
  'plain-twin': (config) => (isPlain(config) ? config : twinOf(config)),
  'high-rate': (config) => ({ ...config, learningRate: tooHigh(config) }),
  'constant-rate': (config) => ({ ...config, schedule: 'constant' }),
  adamw: (config) => withSetting(config, 'optimizer', 'adamw'),
};

export interface SingleChange {
  readonly id: ChangeId;
  readonly change: Apply;
}

/** In the order in which they are offered. */
export const singleChanges: readonly SingleChange[] = (Object.keys(changes) as ChangeId[]).map((id) => ({
  id,
  change: changes[id],
}));

/** Whether all that a change would set is set already. */
export const isSetUp = ({ change }: SingleChange, config: RunConfig): boolean =>
  configDiff(config, change(config)).length === 0;

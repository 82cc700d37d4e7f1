/** The lists that a person is about to make runs of: they stay while the page does, whether the dialog is open or not. No React. */
import { createStore } from 'zustand/vanilla';
import { formatSetting } from '../../../training/config.ts';
import { isAdjustable, type RunConfig, settingKeys, settings } from '../../../training/settings.ts';
import { type EarlyStop, noEarlyStop } from '../../../training/sweep/earlyStop.ts';
import type { Axis, AxisKey } from '../../../training/sweep/plan.ts';
import { onePer } from '../../state/onePer.ts';
import type { Page } from '../../state/page.ts';

export interface Draft {
  readonly axes: readonly Axis[];
  readonly rules: EarlyStop;
}

/** What may be varied, in the order in which it is offered. */
export const axisKeys: readonly AxisKey[] = ['depth', 'model', 'recipe', ...settingKeys.filter(isAdjustable)];

/** All of them say which blocks there are: one at a time. */
const ofBlocks: readonly AxisKey[] = ['depth', 'model', 'blocks'];
/** A recipe decides others, which would then be told twice. */
export const clashes = (a: AxisKey, b: AxisKey): boolean =>
  a === b || (ofBlocks.includes(a) && ofBlocks.includes(b));

/** Four digits, as a person would type them. */
const short = (x: number): string => String(Number(x.toPrecision(4)));

/** A list to begin with: around what is set, or all that there is to choose from. */
export function firstList(key: AxisKey, config: RunConfig): string {
  if (key === 'depth') return config.block === 'bottleneck' ? '11, 20, 29' : '8, 14, 20';
  if (key === 'model') return 'resnet8, resnet20, resnet32';
  if (key === 'recipe') return 'standard, fast';
  if (key === 'seed') return `${config.seed}…${config.seed + 2}`;
  if (key === 'learningRate') return `${short(config.learningRate / 2)}…${short(config.learningRate * 2)}:3`;
  const setting = settings[key];
  if (setting.kind === 'choice' || setting.kind === 'dataset') return setting.choices.join(', ');
  if (setting.kind === 'boolean') return 'true, false';
  return formatSetting(key, config[key]);
}

const usual: readonly AxisKey[] = ['seed', 'depth', 'learningRate', 'shortcut', 'weightDecay'];

/** What is varied next, where a person asks for one more. */
export const nextKey = (axes: readonly Axis[]): AxisKey | undefined =>
  [...usual, ...axisKeys].find((key) => axes.every((axis) => !clashes(axis.key, key)));

/** The lists with one of a setting among them; those that nobody has touched make way for it. */
export function withAxis(axes: readonly Axis[], key: AxisKey, config: RunConfig): readonly Axis[] {
  if (axes.some((axis) => axis.key === key)) return axes;
  const others = axes.filter((axis) => !clashes(axis.key, key) && axis.text !== firstList(axis.key, config));
  return [...others, { key, text: firstList(key, config) }];
}

export const draftOf = onePer((page: Page) => {
  const { config } = page.store.getState();
  return createStore<Draft>(() => ({
    axes: [{ key: 'seed', text: firstList('seed', config) }],
    rules: noEarlyStop,
  }));
});

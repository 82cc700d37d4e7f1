/** What groups of runs are called in the words of a language. Pure. */
import type { RunConfig } from '../../training/settings.ts';
import { settingValue, variedKeys } from '../state/groups.ts';
import type { Change } from '../state/runs.ts';
import type { ShownRun } from '../state/shown.ts';
import type { GroupWords } from './groups.ts';
import { labelOf, valueText } from './runTexts.ts';
import type { Words } from './words.ts';

/** The value of a setting as people read it; that it is without effect where it is. */
export function settingText(words: Words, key: Change['key'], config: RunConfig): string {
  const value = settingValue(key, config);
  return value === undefined ? words.runs.noEffect : valueText(words, key, value);
}

/** By the settings that set it apart from others, such as `ResNet-20, learning rate 0.1`. */
export function groupName(
  words: Words,
  own: GroupWords,
  keys: readonly Change['key'][],
  config: RunConfig,
): string {
  const parts = keys
    .filter((key) => settingValue(key, config) !== undefined)
    .map((key) => {
      const value = settingText(words, key, config);
      return key === 'model' ? value : own.setting(labelOf(words, key), value);
    });
  return parts.length > 0 ? parts.reduce(own.join) : own.all;
}

/** What a mean is called on a chart: how it was made and of how many runs, behind what sets it apart from other means. */
export function meanName(words: Words, own: GroupWords, mean: ShownRun, means: readonly ShownRun[]): string {
  const [from, to] = mean.group?.n ?? [0, 0];
  const text = own.mean(from === to ? String(to) : own.range(from, to));
  const keys = variedKeys(means.flatMap(({ run }) => run.config ?? []));
  const { config } = mean.run;
  return keys.length > 0 && config ? own.meanOf(groupName(words, own, keys, config), text) : text;
}

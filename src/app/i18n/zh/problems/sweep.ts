/** Chinese: why lists of settings make no sweep. */
import type { Sentences } from '../../../../problems/sentences.ts';
import type { SettingName } from '../../../../problems/settings.ts';
import type { SweepProblem } from '../../../../problems/sweep.ts';
import { settings } from '../settings.ts';

const labels: Readonly<Record<string, { readonly label: string }>> = {
  ...settings,
  depth: { label: '深度' },
  model: { label: '网络' },
  recipe: { label: '训练方案' },
};

const nameOf = (setting: SettingName): string =>
  typeof setting === 'string' ? setting : (labels[setting.key]?.label ?? setting.label);

export const sweepSentences: Sentences<SweepProblem> = {
  'list-too-long': ({ setting, text, count, most }) =>
    `${nameOf(setting)}：${text} 有 ${count} 个值，而一次批量训练最多 ${most} 个。`,
  'list-not-positive': ({ setting, text }) =>
    `${nameOf(setting)}：${text} 的两端必须大于零，因为各值按对数等距。`,
  'list-length': ({ setting, text, most }) => `${nameOf(setting)}：${text} 必须有 2 到 ${most} 个值。`,
  'list-empty': ({ setting }) => `${nameOf(setting)}还没有值：请列出几个，用逗号隔开。`,
  'depth-of-none': ({ setting, layers, small, larger, text, other }) =>
    `${nameOf(setting)}必须是 ${layers}n + 2 层，例如 ${small} 或 ${larger}，而其中一个是“${text}”：其他网络请用${nameOf(other)}。`,
  'sweep-too-large': ({ runs, most }) => `这些列表共组成 ${runs} 次训练，而一次批量最多 ${most} 次。`,
  'queue-full': ({ runs, waiting, most }) =>
    `队列里还有 ${waiting} 次训练没有结束，再加 ${runs} 次就超过了上限 ${most} 次：请等一些结束，或清空队列。`,
};

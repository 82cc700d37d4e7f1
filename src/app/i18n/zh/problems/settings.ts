/** Chinese: values that a run or a network cannot have. */
import type { Sentences } from '../../../../problems/sentences.ts';
import type { NetworkProblem, SettingName, SettingProblem } from '../../../../problems/settings.ts';
import { settings } from '../settings.ts';

const labels: Readonly<Record<string, { readonly label: string }>> = settings;

export const nameOf = (setting: SettingName): string =>
  typeof setting === 'string' ? setting : (labels[setting.key]?.label ?? setting.label);

/** `a, b 或 c` */
const listed = (words: readonly string[]): string =>
  words.length < 2 ? words.join() : `${words.slice(0, -1).join(', ')} 或 ${words[words.length - 1]}`;

export const settingSentences: Sentences<SettingProblem> = {
  'setting-not-number': ({ setting, each, whole, min, max, text }) =>
    `${nameOf(setting)}${each ? '的每一项' : ''}必须是 ${min} 到 ${max} 之间的${whole ? '整数' : '数'}，而不是“${text}”。`,
  'setting-not-boolean': ({ setting, text }) => `${nameOf(setting)}必须是 true 或 false，而不是“${text}”。`,
  'setting-not-choice': ({ setting, choices, text }) =>
    `${nameOf(setting)}必须是 ${listed(choices)}，而不是“${text}”。`,
  'setting-not-list': ({ setting, min, max, length }) =>
    `${nameOf(setting)}必须列出 ${min} 到 ${max} 个数，例如 2,2,2,2，而这里有 ${length} 个。`,
  'setting-not-set': ({ setting, choices, text }) =>
    `${nameOf(setting)}必须是 none，或用逗号连接的 ${choices.join(', ')}，而这里有“${text}”。`,
  'setting-not-depths': ({ setting, text }) =>
    `${nameOf(setting)}必须写明第几轮之后网络有哪些块，例如 2:3,3,3，轮数从小到大，而这里有“${text}”。`,
  'setting-unknown': ({ text }) => `没有叫做“${text}”的设置。`,
};

const parts = { width: '宽度', inputSize: '输入尺寸（像素）', classes: '类别数' };

export const networkSentences: Sentences<NetworkProblem> = {
  'stage-count': ({ min, max, stages }) =>
    `网络有 ${min} 到 ${max} 个阶段，而这里有 ${stages} 个：请列出每个阶段的块数，例如 2,2,2,2。`,
  'block-count': ({ min, max, blocks }) =>
    `每个阶段需要 ${min} 到 ${max} 个块，而不是 ${blocks}：请用整数，例如 2,2,2,2。`,
  'network-size': ({ part, min, max, value }) =>
    `${parts[part]}必须是 ${min} 到 ${max} 之间的整数，而不是 ${value}。`,
};

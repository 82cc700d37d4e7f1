/** Chinese: the form of settings. */
import type { SettingGroup, Unit } from '../../../training/settingKinds.ts';
import type { Words } from '../en/index.ts';
import { figures } from './figures.ts';

const groups: Record<SettingGroup, string> = {
  model: '网络',
  run: '运行',
  optimizer: '优化器',
  schedule: '学习率计划',
  data: '数据',
};

const units: Record<Unit, string> = { channels: '通道', epochs: '轮', pictures: '张' };

const range = (min: number, max: number): string => `${figures.exact(min)} 到 ${figures.exact(max)}`;

export const training: Words['training'] = {
  title: '训练',
  group: (group) => groups[group],
  unit: (unit) => units[unit],
  range: (min, max, unit) => `${range(min, max)}${unit ? ` ${units[unit]}` : ''}`,
  about: (label) => `关于“${label}”`,
  source: '出处',
  nextRun: '下次训练',
  atOnce: '立即生效',
  noEffect: (label, value) => `“${label}”为“${value}”时不起作用。`,
  nextRunHelp: '改动从下次训练起生效。',
  schedulePreview: ({ first, highest, last, highestAt, epochs }) =>
    `${epochs} 轮中的学习率：从 ${first} 开始，在第 ${highestAt} 轮达到最高的 ${highest}，最后为 ${last}。`,
  epochAxis: (epochs) => `${figures.count(epochs)} 轮`,
};

/** Chinese: the drawer of all settings. */
import type { SettingGroup } from '../../../training/settingKinds.ts';
import type { drawer as en } from '../en/drawer.ts';
import { figures } from './figures.ts';

const groups: Record<SettingGroup, string> = {
  model: '网络',
  run: '训练',
  optimizer: '优化器',
  schedule: '学习率计划',
  data: '数据',
};

export const drawer: typeof en = {
  close: '关闭设置',
  ownData: '自己的图片…',
  search: '查找设置',
  notFound: (query) => `没有与“${query}”相符的设置。`,
  group: (group) => groups[group],
  nextRunHelp: '改动从下次训练起生效，标有“立即生效”的除外。',
  schedulePreview: ({ first, highest, last, highestAt, epochs }) =>
    `${epochs} 轮中的学习率：从 ${first} 开始，在第 ${highestAt} 轮达到最高的 ${highest}，最后为 ${last}。`,
  epochAxis: (epochs) => `${figures.count(epochs)} 轮`,
};

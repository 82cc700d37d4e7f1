/** Chinese: the form of settings. */
import type { Unit } from '../../../training/settingKinds.ts';
import type { Words } from '../en/index.ts';
import { figures } from './figures.ts';

const units: Record<Unit, string> = { channels: '通道', epochs: '轮', pictures: '张' };

const range = (min: number, max: number): string => `${figures.exact(min)} 到 ${figures.exact(max)}`;

export const training: Words['training'] = {
  title: '控制',
  allSettings: '全部设置',
  pictures: '图片',
  change: '更换',
  otherPictures: '更换图片',
  changed: (n) => `已改 ${figures.count(n)} 项`,
  notValid: (n) => `${figures.count(n)} 项无效`,
  toDefault: (label) => `“${label}”恢复默认值`,
  onScale: (label) => `${label}（滑块）`,
  findRate: '寻找',
  helpKey: '按 F1 或 ? 可查看当前设置的说明。',
  unit: (unit) => units[unit],
  fixed: '由作业规定。',
  range: (min, max, unit) => `${range(min, max)}${unit ? ` ${units[unit]}` : ''}`,
  about: (label) => `关于“${label}”`,
  vary: '多个取值',
  source: '出处',
  nextRun: '下次训练',
  ofNextRun: '下次训练：',
  atOnce: '立即生效',
  noEffect: (label, value) => `“${label}”为“${value}”时不起作用。`,
};

/** Chinese: the form of settings. */
import type { SettingGroup, Unit } from '../../../training/settings.ts';
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

/** Names that are the same in every language are shown as they are. */
const choices: Record<string, string> = {
  basic: '基本',
  bottleneck: '瓶颈',
  projection: '投影（1×1）',
  identity: '恒等（补零）',
  none: '无（普通网络）',
  cifar: '3×3，CIFAR',
  imagenet: '7×7 加池化，ImageNet',
  pytorch: 'PyTorch',
  he: 'He',
  sgd: 'SGD',
  adamw: 'AdamW',
  onecycle: '单周期',
  cosine: '余弦',
  step: '阶梯',
  constant: '恒定',
  all: '全部参数',
  weights: '仅权重',
  crop: '裁剪',
  flip: '翻转',
  cutout: '遮挡',
  fused: '融合',
  stock: '原版',
  auto: '自动',
  on: '开',
  off: '关',
};

const range = (min: number, max: number): string => `${figures.exact(min)} 到 ${figures.exact(max)}`;

export const training: Words['training'] = {
  title: '训练',
  group: (group) => groups[group],
  choice: (value) => choices[value] ?? value,
  unit: (unit) => units[unit],
  range: (min, max, unit) => `${range(min, max)}${unit ? ` ${units[unit]}` : ''}`,
  about: (label) => `关于“${label}”`,
  source: '出处',
  nextRun: '下次训练',
  atOnce: '立即生效',
  nextRunHelp: '改动从下次训练起生效。',
  schedulePreview: ({ first, highest, last, highestAt, epochs }) =>
    `${epochs} 轮中的学习率：从 ${first} 开始，在第 ${highestAt} 轮达到最高的 ${highest}，最后为 ${last}。`,
  epochAxis: (epochs) => `${figures.count(epochs)} 轮`,
};

/** Chinese: what goes out of several runs. */
import type { out as Words } from '../en/out.ts';

export const out: typeof Words = {
  save: '保存这些记录',
  tensorboard: 'TensorBoard 事件文件（zip）',
  report: '报告（HTML）',
  csv: '指标 CSV（zip）',
  reportShort: '报告',
  reportOn: (name) => `${name} 的报告`,
};

/** Chinese: the charts of loss and accuracy. */
import type { Words } from '../en/index.ts';
import { figures } from './figures.ts';

export const curves: Words['curves'] = {
  title: '曲线',
  loss: '损失',
  accuracy: '准确率',
  train: '训练',
  test: '测试',
  overEpochs: '横轴为轮次',
  none: '训练开始几步之后，这里会画出曲线。',
  summary: (what, train, test) => `${what}随轮次的变化：训练 ${train}，测试 ${test}`,
  atEpoch: (epoch) => `第 ${figures.twoDigits(epoch)} 轮`,
};

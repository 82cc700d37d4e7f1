/** Chinese: the log and what is read out of it. */
import type { Words } from '../en/index.ts';
import { figures } from './figures.ts';

export const log: Words['log'] = {
  title: '日志',
  none: '每轮结束后写一行。',
  change: (step, changes) => ` 第 ${step} 步：${changes.join('，')}`,
  changePart: (label, value) => `${label}改为 ${value}`,
  broke: {
    'gpu-lost': 'GPU 断开了',
    'gpu-memory': 'GPU 内存不足',
    'gpu-refused': 'GPU 拒绝了一项工作',
    'worker-broke': '训练程序出错',
    'worker-silent': '训练程序不再响应',
    other: '计算引擎出错',
  },
  recovery: (at, broke, step) => ` 第 ${at} 步：${broke}，已自动从第 ${step} 步继续。`,
  end: {
    finished: (step) => ` 完成，共 ${figures.count(step)} 步。`,
    stopped: (step) => ` 已停止，共 ${figures.count(step)} 步。`,
    failed: (step) => ` 失败，共 ${figures.count(step)} 步。`,
  },
  announceEpoch: (epoch, epochs, trainLoss, testAccuracy) =>
    `第 ${epoch} 轮，共 ${epochs} 轮：训练损失 ${trainLoss}，测试准确率 ${testAccuracy}。`,
};

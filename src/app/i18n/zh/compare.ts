/** Chinese: runs side by side. */
import type { compare as Words } from '../en/compare.ts';
import { figures } from './figures.ts';

export const compare: typeof Words = {
  title: '比较训练记录',
  more: '请选择两条或更多记录。',
  add: '添加一条记录',
  none: '没有其他记录叫这个名称。',
  without: (name) => `移除 ${name}`,
  full: (n) => `并排放得下 ${figures.count(n)} 条：先移除一条，再添加另一条。`,
  first: (n, all) =>
    `这是 ${figures.count(all)} 条记录中的前 ${figures.count(n)} 条。先移除一条，再添加另一条。`,
  sameSettings: '这些记录的设置完全相同。',
  settings: '不同的设置',
  results: '结果',
  run: '记录',
  result: {
    status: '状态',
    last: '测试准确率（最后）',
    best: '测试准确率（最高）',
    testLoss: '测试损失（最后）',
    trainAccuracy: '训练准确率（最后）',
    epochs: '完成的轮数',
    seconds: '各轮总用时',
    imagesPerSecond: '图片/秒',
    parameters: '参数',
    device: '设备',
  },
  bestAt: (accuracy, epoch) => `${accuracy}（第 ${epoch} 轮）`,
  thenByHand: (from, to) => `${from}，后改为 ${to}`,
};

/** Chinese: what a block costs when it is left out. */
import type { price as Words } from '../en/price.ts';
import { price as en } from '../en/price.ts';
import { figures } from './figures.ts';

const share = (of: number): string => `${Math.round(100 * of)}\u00a0%`;

export const price: typeof Words = {
  title: '去掉每一块的代价',
  points: en.points,
  wholePoints: en.wholePoints,
  margin: en.margin,
  digits: en.digits,
  cost: (loss, margin) => `${en.points(loss)} ± ${en.digits(100 * margin)} 个百分点`,
  without: '去掉它',
  leaves: '剩下什么',
  left: {
    shortcut: '只剩捷径分支',
    input: '输入原样传下去',
    zeros: '只剩零：没有路绕过它',
  },
  what: (pictures, whole, switched, { lost, of }) =>
    `去掉该块后准确率变化的百分点及其 95 % 区间，用 ${figures.count(pictures)} 张测试图片测得。保留所有块：认对 ${share(whole)}${switched === undefined ? '' : `；按现在的开关：${share(switched)}`}。${lost === 0 ? '' : `${figures.count(of)} 块中有 ${figures.count(lost)} 块一去掉就只能瞎猜。`}`,
  guesses: '只能瞎猜',
  plain: '没有捷径分支，就没有路绕过一块：形状不变时把输入原样传下去，否则只剩零。',
  measuring: (done, total) => `正在测量：${figures.count(done)} / ${figures.count(total)}`,
  asOf: (step) => `第 ${figures.count(step)} 步之后。`,
  untrained: '训练这个网络，这里就会显示每一块值多少。',
  waiting: '正在询问网络。',
  switches: '参与计算的块',
  takesPart: '参与计算',
  switch: (id) => `${id} 参与计算`,
  switchHelp: (id, on) => (on ? `关闭 ${id}：去掉 F(x)，保留捷径分支` : `重新打开 ${id}`),
  off: (names) => (names.length === 1 ? `${names[0]} 已关闭` : `已关闭 ${figures.count(names.length)} 块`),
  offHelp: '回答和特征图都来自去掉这些块的网络；训练仍用全部的块。',
  bringBack: '全部恢复',
};

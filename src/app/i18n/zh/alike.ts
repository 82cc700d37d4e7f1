/** Chinese: which blocks are alike. */
import type { alike as en } from '../en/alike.ts';
import { figures } from './figures.ts';

const value = (cka: number): string =>
  Number.isFinite(cka) ? figures.twoDigits(cka) : '无值，因为其中一个块对所有图片的输出都相同';

export const alike: typeof en = {
  map: (run) => `${run} 各块之间有多相似`,
  mapOfTwo: (run, other) => `${run}（行）与 ${other}（列）的各块有多相似`,
  value,
  cell: (row, column, cka) => `${row} 与 ${column}：${value(cka)}`,
  cellOfTwo: (row, run, column, other, cka) => `${run} 的 ${row} 与 ${other} 的 ${column}：${value(cka)}`,
  hint: '指向一格，或用方向键移动，即可读出它的数值。',
  low: '0：毫无共同之处',
  high: '1：除旋转和缩放外完全相同',
  ramp: '从 0（深）到 1（浅）',

  other: '比较对象',
  itself: '自身',
  weights: (run, epochs) => `${run} 训练 ${figures.exact(Math.round(100 * epochs) / 100)} 轮之后`,
  shipped: '本页自带的网络',
  rows: (network) => `行：${network}`,
  columns: (network) => `列：${network}`,
  pictures: (n) => `在 ${figures.count(n)} 张测试图片上`,
  newest: '这张图用的是最新的权重：不随其他视图所显示的轮次变化。',

  asking: '正在询问网络：它的各块如何表示测试图片。',
  comparing: '正在比较各块。',
  broke: '无法比较各块：浏览器可能内存不足。重新选择此视图即可再试一次。',

  step: (a, b, cka) => `从 ${a} 到 ${b} 变化最大：在相邻的块中，它们最不相似（${value(cka)}）。`,
  twins: (block, cka) => `在位置相同的块中，两个网络的 ${block} 差别最大（${value(cka)}）。`,
  measure: '对每个块的输出在像素上取平均后，计算去偏的线性 CKA',
  caveat:
    '解读时须谨慎：它主要取决于输出变化最大的少数几个方向，或少数不寻常的图片；而且网络的行为不变，它的数值也可以改变',
  save: '保存此图',
  saveAs: (format) => `将此图保存为 ${format}`,
  notSaved: '此浏览器无法绘制这张图。',
};

/** Chinese: the depth of a network that trains. */
import type { depth as en } from '../en/depth.ts';
import { figures } from './figures.ts';

export const depth: typeof en = {
  making: (done, total) =>
    done >= total
      ? '新网络已就绪，将在下一步之前接替。'
      : total > 1
        ? `正在准备新网络：${figures.count(total)} 个内核已完成 ${figures.count(done)} 个，训练照常进行。`
        : '正在准备新网络，训练照常进行。',
  cancel: '取消',
  changed: (before, now, step) => `第 ${figures.count(step)} 步之后，各阶段块数由 ${before} 变为 ${now}`,
  undo: '撤销',
  undoHelp: (step) => `回到第 ${figures.count(step)} 步和当时的权重，此后学到的内容会丢失。`,
  apply: '改变当前训练',
  applyHelp: (blocks) => `正在训练的网络变为所设定的网络（各阶段块数 ${blocks}），然后继续训练。`,
  insert: (stage, place) => `在 ${stage} 中加入一个残差块，作为第 ${place} 块`,
  pull: '向右拖动可一次加入多块。',
  pulled: (blocks) => `${blocks > 0 ? '+' : blocks < 0 ? '−' : ''}${figures.count(Math.abs(blocks))}`,
  pullOut: '拖出本阶段即可移除',
  letGo: '松手后移除这一块',
  mustStay: '这一块必须保留',
  title: '正在训练的网络的深度',
  before: '在前面加一块',
  after: '在后面加一块',
  takeOut: '移除这一块',
  identity: '新块从恒等映射开始：任何输出都不改变，然后从那里学起。',
  stays: '本阶段的形状由第一块产生，所以它必须留在最前。',
  plain: '普通网络不能边训练边加深：没有捷径分支，新块无法从恒等映射开始。',
};

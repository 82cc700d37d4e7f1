/** Chinese: the picture of the network. */
import type { Words } from '../en/index.ts';

export const diagram: Words['diagram'] = {
  title: '结构图',
  summary: (parts) => `网络从左到右：${parts.join('；')}。`,
  input: '输入',
  channels: (n) => `${n} 通道`,
  pixels: (height, width) => `${height}×${width}`,
  legend: '高度表示像素，厚度表示通道。',
  identity: '恒等的捷径分支',
  projection: '改变形状的捷径分支',
  noShortcut: '没有捷径分支：普通网络',
};

/** Chinese: the feature maps of a block. */
import type { maps as en } from '../en/maps.ts';
import { figures } from './figures.ts';

const times = (height: number, width: number): string => `${figures.count(height)}×${figures.count(width)}`;

export const maps: typeof en = {
  ofStep: (step) => `第 ${figures.count(step)} 步之后`,
  ofShipped: '来自页面自带的已训练网络',
  caption: (whose) => `特征图（${whose}）：每一块显示其值在图片各处差别最大的一个通道，各用自己的刻度。`,
  before: {
    picture: '这些特征图还是上一张图片的，正在询问网络。',
    network: '这些特征图还是改动之前的网络的，正在重新询问。',
  },
  beforeShort: { picture: '上一张图片的', network: '改动之前的网络的' },
  waiting: '正在向网络询问特征图。',
  untrained: '训练这个网络，这里就会显示各块从图片中得到什么。',
  otherNetwork: '训练过的是另一个网络。训练这个网络，才能看到它的特征图。',
  otherShipped: '页面自带的已训练网络与这个网络不同。训练这个网络，才能看到它的特征图。',
  otherSize: (trained, drawn) =>
    `特征图只有训练时的大小 ${times(trained, trained)}，没有 ${times(drawn, drawn)} 的。`,
  noMaps: (id) => `${id} 没有特征图，请选择起始层或某一块。`,

  picture: '图片，以及支持某一类别的部位',
  side: { branch: 'F(x)', sum: 'x + F(x)', output: 'ReLU 之后' },
  shortcut: { identity: 'x', pad: 'x（补零）', projection: 'W·x' },
  sides: (channel, total) => `第 ${figures.count(channel)} 个通道（共 ${figures.count(total)} 个），同一刻度`,
  pixel: '特征图的像素',
  pixelAt: (row, column) => `第 ${figures.count(row)} 行，第 ${figures.count(column)} 列`,
  value: (value) => figures.measured(value),
  field: (row, column, size) =>
    `第 ${figures.count(row)} 行第 ${figures.count(column)} 列最多能看到 ${times(size, size)} 个像素，即理论感受野。`,
  fieldWithin: (height, width) => `其中 ${times(height, width)} 个在图片内，其余是填充。`,
  fieldHint: '指向一个像素，或用方向键移动：图片上的方框就是它能看到的全部。',
  projectedSum: 'W·x + F(x)',
  adds: (ratio, smaller, projected) =>
    `对这张图片，‖F(x)‖ 是 ‖${projected ? 'W·x' : 'x'}‖ 的 ${figures.measured(ratio)} 倍：这一块加上的比捷径分支传来的${smaller ? '小' : '大'}。`,
  addsPlain: '没有捷径分支，这一块只传出 F(x)，x 不会另外保留。',

  shownChannel: (n, total) =>
    `第 ${figures.count(n)} 个通道（共 ${figures.count(total)} 个），它的值在图片各处差别最大：`,
  ranges: (low, high) => `从 ${figures.measured(low)}（暗）到 ${figures.measured(high)}（亮）。`,
  channels: (n) => `全部 ${figures.count(n)} 个通道`,
  channelsOf: (what, n) => `${what} 的全部 ${figures.count(n)} 个通道`,
  channel: (n) => `第 ${figures.count(n)} 个通道`,
  what: '显示哪里的通道',
  each: '各自刻度',
  eachHelp: '每个通道用自己的刻度，而不是共用一个。',
  range: (low, high) => `${figures.measured(low)} 至 ${figures.measured(high)}`,

  filters: (n, height, width) =>
    `第一层的 ${figures.count(n)} 个滤波器，${times(height, width)} 像素，彩色。`,
  filterScale: '灰色为零，同一刻度。',

  cam: 'Grad-CAM',
  camClass: '类别',
  noClass: '没有叫这个名字的类别。',
  camTop: (name) => `最可能：${name}`,
  camCells: (height, width, cell) =>
    cell === 1
      ? `共 ${times(height, width)} 格，与像素一样多。`
      : `共 ${times(height, width)} 格，每格对应 ${times(cell, cell)} 个像素，不会更细。`,
  camBefore: (name) => `还是“${name}”的，正在询问网络。`,
  camNothing: (name) => `这一块中没有什么支持“${name}”。`,
  smooth: '平滑',
  smoothHelp: '颜色在格与格之间渐变，但图并不因此更细。',
};

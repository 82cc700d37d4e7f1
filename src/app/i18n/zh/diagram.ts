/** Chinese: the picture of the network, what is told of its blocks, and what is inside them. */
import type { Words } from '../en/index.ts';
import { figures } from './figures.ts';

const vital = (value: number): string =>
  value > 0 && value < 1e-3 ? value.toExponential(1) : figures.measured(value);

/** The classes of the data sets. */
const classNames: Readonly<Record<string, string>> = {
  airplane: '飞机',
  automobile: '汽车',
  bird: '鸟',
  cat: '猫',
  deer: '鹿',
  dog: '狗',
  frog: '青蛙',
  horse: '马',
  ship: '船',
  truck: '卡车',
};

export const diagram: Words['diagram'] = {
  title: '结构图',
  summary: (parts) =>
    `按图片经过的顺序，网络依次为：${parts.join('；')}。方向键在各块之间移动，回车键打开一块。`,
  input: '输入',
  classifier: '分类器',
  pool: '池化',
  legend: '高度表示像素，厚度表示通道数的平方根。',
  identity: '恒等的捷径分支',
  projection: '投影的捷径分支（1×1 卷积）',
  pad: '补零的捷径分支（无参数）',
  noShortcut: '没有捷径分支：普通网络。',

  order: '轴的顺序',
  orders: { nhwc: 'NHWC', nchw: 'NCHW' },
  inputSize: '输入大小',
  detail: '详细程度',
  details: { blocks: '残差块', layers: '各层' },
  exportAs: (format) => `保存为 ${format}`,
  network: {
    none: '没有捷径分支',
    identity: '形状改变处用补零的捷径分支',
    projection: '形状改变处用投影的捷径分支',
  },
  caption: (name, shortcuts, parameters, macs) =>
    `${name}，${shortcuts}：${parameters} 个参数，${macs} 次乘加`,
  heatCaption: (what, step) => `第 ${figures.count(step)} 步之后的${what}`,
  exportFailed: '浏览器无法绘制这张图，请改存为 SVG。',

  foldStage: (stage, blocks) => `${stage}，${figures.count(blocks)} 块：折叠相同的块`,
  count: (n) => `×${n}`,
  cardOff: (card) => `${card}，已关闭`,
  openFold: (id, n, shape) => `${id}，${figures.count(n)} 个相同的块，${shape}：展开`,
  card: (id, shape, shortcut) => [id, shape, shortcut].filter(Boolean).join('，'),
  shortcutKind: {
    none: '无捷径分支',
    identity: '恒等捷径分支',
    pad: '补零捷径分支',
    projection: '投影捷径分支',
  },

  output: '输出',
  kernels: '卷积核，/步长',
  window: (kernel, stride) => `${kernel}×${kernel}${stride > 1 ? ` /${stride}` : ''}`,
  blocks: '残差块',
  together: (n) => `${figures.count(n)} 块，合计`,
  parameters: '参数',
  macs: '乘加次数',
  receptiveField: '感受野',
  field: (first, last) =>
    first === last ? `${first}×${first} 像素` : `${first}×${first} 至 ${last}×${last} 像素`,
  shortcut: '捷径分支',
  vitalRange: (low, high) => (vital(low) === vital(high) ? vital(low) : `${vital(low)} 至 ${vital(high)}`),
  notYet: '训练时显示',

  heat: '颜色',
  heats: { gradient: '梯度范数', activation: '激活幅度' },
  heatChoices: { none: '结构', gradient: '梯度', activation: '激活', maps: '特征图', price: '代价' },
  heatScale: (what, low, high) => `用颜色表示${what}，从暗（${low}）到亮（${high}），对数刻度`,
  heatAtStep: (step) => `第 ${figures.count(step)} 步之后`,
  heatWaiting: '训练这个网络时会显示颜色。',
  heatOtherSize: (measured, shown) => `颜色在 ${measured}×${measured} 下测得，${shown}×${shown} 时不显示。`,

  running: (name) => `正在训练：${name}`,
  nextRun: (name) => `下次训练：${name}（虚线）`,
  fromTo: (from, to) => `${from}\u200a→\u200a${to}`,
  view: '网络的画法',
  meaning: '线条的含义',

  besidePlain: '与普通网络并排',
  besideResidual: '与残差网络并排',
  besideHelp: '并排显示这个网络和它的对照网络的梯度，两者只差捷径分支。',
  twinDoing: '正在测量……',
  twinLater: '训练结束后才能测量',

  samples: '测试图片',
  sampleOf: (what) => `测试图片：${what}`,
  testPicture: (index) => `第 ${figures.count(index)} 张测试图片`,
  otherNext: (what) => `${what}。点击换成测试图片。`,
  sampleNext: (what) => `测试图片：${what}。点击换下一张。`,
  sampleRight: (what) => `${what}，认对了`,
  sampleWrong: (what, answer) => `${what}，认成了${answer}`,
  samplesRight: (right, total) => `${total} 张中认对 ${right} 张`,
  shippedSays: (name, share) =>
    `现在由一个训练好的 ${name} 回答，它认对 ${share} 的测试图片；你的网络走出第一步后就由它回答。`,
  shippedHow: '它是怎样训练的',
  shippedLoad: (size) => `下载一个训练好的网络来提问（${size}）`,
  shippedShort: (name) => `训练好的 ${name}`,
  own: '自己的图片：选择、粘贴或拍摄',
  ownAgain: '自己的图片',
  ownIn: (side) => `自己的图片已放入：网络看到其中的 ${side}×${side} 像素。`,
  ownShort: '自己的',
  ownSeen: (side) => `自己的，${side}×${side}`,
  ownTold: (side) => `自己的图片，网络看到的是 ${side}×${side} 像素`,
  answers: '网络的回答',
  rightAnswer: '正确答案',
  otherClasses: (n) => `其余 ${figures.count(n)} 类合计`,
  percent: (share) => `${Math.round(100 * share)}\u00a0%`,
  className: (name) => classNames[name] ?? name,

  chooseBlock: '请在网络中选择一块，这里会显示它的各层、数值和 PyTorch 代码。',
  blockGone: (network, id) => `${network} 中没有 ${id}，请选择另一块。`,

  inside: '显示该块的什么',
  insides: { layers: '各层', maps: '特征图' },
  code: (id) => `${id} 的 PyTorch 代码`,
  copyCode: '复制代码',
  copied: '已复制。',
  copyFailed: '浏览器不允许复制，请选中代码自行复制。',
  convolution: (kernel, channels, stride) =>
    `${kernel}×${kernel} 卷积，${channels}${stride > 1 ? `，/${stride}` : ''}`,
  shortConvolution: (kernel, channels, stride) =>
    `${kernel}×${kernel}，${channels}${stride > 1 ? `，/${stride}` : ''}`,
  poolingWindow: (kernel, stride) => `${kernel}×${kernel} 最大池化，/${stride}`,
  averagePool: '全局平均池化',
  linear: (inputs, outputs) => `全连接，${inputs} → ${outputs}`,
  batchNorm: '批归一化',
  relu: 'ReLU',
  add: '+',
  identityShort: '恒等',
  padShort: (stride, channels) => (stride > 1 ? `/${stride}，补 ${channels}` : `补 ${channels}`),
  flow: (steps, shortcut) => `${steps.join('，然后 ')}${shortcut ? `；旁边是${shortcut}` : ''}`,
};

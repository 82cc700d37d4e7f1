/** Chinese: labels and help of the settings. */
import { cropPadding, cutoutSize } from '../../../training/augmentation.ts';
import type { Words } from '../en/index.ts';

export const settings: Words['settings'] = {
  blocks: {
    label: '每个阶段的残差块数',
    help: '每个阶段堆叠多少个残差结构；从第二个阶段起，每个阶段都把图片的高和宽减半，把通道数加倍。',
  },
  width: { label: '宽度', help: '第一个阶段的通道数。' },
  block: {
    label: '残差块',
    help: '基本块（basic）：两个 3×3 卷积。瓶颈块（bottleneck）：1×1、3×3、1×1 三个卷积，最后的通道数是中间的四倍。',
    choices: { basic: '基本', bottleneck: '瓶颈' },
  },
  shortcut: {
    label: '捷径分支',
    help: '残差块改变形状时加上什么：1×1 卷积的投影、抽样并补零的输入（恒等映射），或者什么都不加（没有任何捷径的普通网络）。',
    choices: { projection: '投影（1×1）', identity: '恒等（补零）', none: '无（普通网络）' },
  },
  norm: {
    label: '归一化',
    help: '批归一化：每个卷积之后都有批归一化。无：不做任何归一化，每个卷积改为带偏置。',
    choices: { batch: '批归一化', none: '无（带偏置）' },
  },
  stem: {
    label: '起始层',
    help: '网络的第一层：适合小图片的 3×3 卷积（cifar），或步长为 2 的 7×7 卷积加最大池化（imagenet）。',
    choices: { cifar: '3×3，CIFAR', imagenet: '7×7 加池化，ImageNet' },
  },
  init: {
    label: '初始权重',
    help: 'He：方差为 2/fan-out 的正态分布。PyTorch：其卷积层和全连接层默认的均匀分布。',
    choices: { pytorch: 'PyTorch', he: 'He' },
  },
  zeroInit: {
    label: '残差块从零开始',
    help: '每个残差块最后一个批归一化的缩放（没有批归一化时是最后一个卷积）从 0 开始：起初只有捷径分支。',
  },
  stochasticDepth: {
    label: '随机深度',
    help: '每一步最后一个残差块只留捷径分支的概率；越靠前的块越小。',
  },
  optimizer: {
    label: '优化器',
    help: '带动量的 SGD，或权重衰减与梯度解耦的 Adam（AdamW）。',
    choices: { sgd: 'SGD', adamw: 'AdamW' },
  },
  learningRate: { label: '学习率', help: '学习率计划达到的最高学习率。' },
  momentum: { label: '动量', help: '保留上一次更新的比例（SGD），或第一个 beta（AdamW）。' },
  nesterov: { label: 'Nesterov', help: '先沿动量方向前瞻一步再求梯度；只对 SGD 有效。' },
  weightDecay: { label: '权重衰减', help: '把每个权重拉向零的力度。' },
  decay: {
    label: '衰减对象',
    help: '全部参数：与 PyTorch 相同。仅权重：不包括批归一化的参数和偏置。',
    choices: { all: '全部参数', weights: '仅权重' },
  },
  schedule: {
    label: '学习率计划',
    help: '学习率如何变化：先升后降到零（单周期）、余弦下降、在 1/2 和 3/4 处各降到十分之一（阶梯），或保持不变。',
    choices: { onecycle: '单周期', cosine: '余弦', step: '阶梯', constant: '恒定' },
  },
  warmup: {
    label: '预热轮数',
    help: '学习率从零线性上升所用的轮数；单周期计划自带上升阶段。',
  },
  epochs: { label: '轮数', help: '把全部训练图片学习多少遍。' },
  depthAt: {
    label: '逐轮改变深度',
    help: '第几轮之后网络有哪些块，例如 2:3,3,3：新块从恒等映射开始，不改变任何输出；多余的块被移除；保留下来的部分不丢失任何已学到的东西。',
  },
  batchSize: { label: '批大小', help: '每一步使用的图片张数。' },
  batchDoubling: {
    label: '批大小翻倍',
    help: '第几轮之后批大小翻倍，例如 5,8；学习率仍按原计划变化。',
  },
  labelSmoothing: { label: '标签平滑', help: '把目标概率中的这一部分平均分给所有类别。' },
  ema: {
    label: '权重平均',
    help: '权重的滑动平均中旧值的比例；测试和保存用这个平均。0：不用。',
  },
  freeze: {
    label: '冻结部分',
    help: '训练过的网络中保持不变的部分：1 为起始层，2 再加第一个阶段，依此类推。后面的部分用很少的图片就能学会，每一步也更快。',
  },
  augment: {
    label: '数据增强',
    help: `四周补 ${cropPadding} 个像素后随机裁剪、随机左右翻转，以及用平均颜色随机遮住一个 ${cutoutSize}×${cutoutSize} 的方块（cutout）。`,
    choices: { crop: '裁剪', flip: '翻转', cutout: '遮挡' },
  },
  dataset: { label: '数据集', help: '要学习的图片，以及要区分的类别。' },
  trainImages: { label: '训练图片', help: '使用多少张训练图片。' },
  testImages: {
    label: '测试图片',
    help: '每轮结束后在多少张测试图片上评估。',
  },
  mirrorTest: {
    label: '测试时镜像',
    help: '每张测试图片及其镜像各测一次，取输出的平均。',
  },
  seed: { label: '随机种子', help: '全部随机性的唯一来源：种子相同，训练过程就相同。' },
  engine: {
    label: '引擎',
    help: '融合：我们自己的 WebGPU 训练内核。原版：只用 TensorFlow.js 的内核，作为对照。',
    choices: { fused: '融合', stock: '原版' },
  },
  storage: {
    label: '特征图存储',
    help: '融合引擎的内核之间传递的数据怎样存放：16 位浮点数只占一半显存，但每个数只保留三位有效数字；求和与权重仍用 32 位。',
    choices: { float32: '32 位', float16: '16 位' },
  },
  tuning: {
    label: '内核调优',
    help: '第一次训练前在这块 GPU 上测试每个卷积的各种算法：自动模式只在真实的 GPU 上这样做。',
    choices: { auto: '自动', on: '开', off: '关' },
  },
  precision: {
    label: '卷积计算',
    help: '快速：在能节省时间处用 4×4 分块的 Winograd 算法，舍入误差约为两倍。精确：不用。',
    choices: { fast: '快速', exact: '精确' },
  },
};

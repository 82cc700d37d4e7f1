/** Chinese: which network it is. */
import { model as en } from '../en/model.ts';

export const model: typeof en = {
  preset: '网络',
  presetHelp:
    '网络有多少层。窄网络（宽度 16）是何恺明等人为 CIFAR-10 设计的；宽网络（宽度 64）来自 ImageNet，这里换成了适合小图片的起始层。',
  presetName: en.presetName,
  networkName: (name, plain) =>
    plain ? en.presetName(name).replace(/^ResNet/, '普通网络') : en.presetName(name),
  withoutNorm: (name) => `${name}（无归一化）`,
  layers: '层数',
  family: '网络系列',
  thin: '窄',
  wide: '宽',
  customNetwork: (blocks, layers) => `自定义 ${blocks}，${layers} 层`,
  parameters: (millions) => `${millions} 个参数`,
  stages: '阶段数',
  stagesHelp: '一到四个；从第二个阶段起，每个阶段都把图片的高和宽减半，把通道数加倍。',
  blocksOf: (stage) => `${stage} 的残差块数`,
  residual: '残差结构',
  isResidual: '残差',
  isPlain: '普通',
  noShortcuts: '普通网络没有捷径分支，此项不起作用。',
  residualHelp:
    '去掉捷径分支就成了普通网络。普通网络加深之后，就连在训练图片上也学得更差：这就是残差结构要解决的退化问题。两种各训练一次，比较曲线。',
  fewer: (what) => `减少：${what}`,
  more: (what) => `增加：${what}`,
  stageName: en.stageName,
};

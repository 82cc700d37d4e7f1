/** Chinese: what a run will ask of the device. */

import { durationText, type TimeUnit } from '../duration.ts';
import type { Words } from '../en/index.ts';
import { figures } from './figures.ts';

const units: Readonly<Record<TimeUnit, string>> = { s: '秒', min: '分钟', h: '小时', d: '天' };

const duration = (seconds: number): string =>
  durationText(seconds, (n, unit) => `${figures.exact(n)}\u00a0${units[unit]}`);

const choose = (most: number): string =>
  most > 0 ? `请把批大小设为不超过 ${figures.count(most)}` : '请选择更窄的网络';

export const estimate: Words['estimate'] = {
  title: '下次训练所需',
  memory: 'GPU 内存',
  epochTime: '每轮',
  runTime: '整个训练',
  about: (value) => `≈ ${value}`,
  fromTo: (low, high) => `${low} 到 ${high}`,
  duration,
  memoryParts: (weights, gradients, optimizer, activations, evaluation) =>
    `权重 ${weights}，梯度 ${gradients}，优化器 ${optimizer}，一批图片的激活值 ${activations}${evaluation ? `，评估 ${evaluation}` : ''}。`,
  stockMemory: '原版引擎占用的内存是融合引擎的好几倍。',
  source: {
    measured: (gflops) => `用这个网络在这台设备上测得：${gflops} GFLOP/s。`,
    frozen: (gflops) =>
      `根据这个网络不冻结时在这台设备上的速度（${gflops} GFLOP/s）和剩下的计算推算，可能相差一半。`,
    derived: (gflops) => `根据另一个网络在这台设备上的速度（${gflops} GFLOP/s）推算，可能相差一半。`,
    assumed: (gflops) => `假定值：这台设备还没有测量过，同类设备大约能达到 ${gflops} GFLOP/s。`,
  },
  shortSource: {
    measured: '速度已测',
    frozen: '速度为推算',
    derived: '速度为推算',
    assumed: '速度为假定',
  },
  budget: '训练时间',
  budgetHelp:
    '按这台设备的速度选择轮数和图片数，使一次训练大约用这么久：能用全部图片训练几轮就用全部图片，否则减少图片。“按设置”则两者都不变。',
  budgets: { minute: '1 分钟', tenMinutes: '10 分钟', hour: '1 小时' },
  asSet: '按设置',
  plan: (epochs, pictures) => `${figures.count(epochs)} 轮，每轮 ${figures.count(pictures)} 张图片`,
  line: (memory, source) => `GPU 内存 ${memory}，${source}`,
  hopeless: '要训练很久。',
  minuteInstead: '改为 1 分钟',
  measure: '测量这个网络',
  measuring: '测量中',
  tensorTooLarge: (bytes, limit, most) =>
    `放不下：一批图片需要 ${bytes} 的张量，而这块 GPU 最多允许 ${limit}；${choose(most)}。`,
  memoryTooLarge: (limit, most) =>
    `可能放不下：浏览器不会透露 GPU 有多少内存，但超过 ${limit} 已经很多了；${choose(most)}。`,
};

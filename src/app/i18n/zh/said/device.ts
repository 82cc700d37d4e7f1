/** Chinese: which device trains and why, and what it cannot do. */
import type { Phrase } from '../../translator.ts';

export const device: readonly Phrase[] = [
  [
    'Training runs through {where}, a software adapter: right, but slow.',
    '训练通过{where}进行；这是软件适配器，结果正确，但速度较慢。',
  ],
  ['Training runs through {where}.', '训练通过{where}进行。'],
  ['WebGPU on {name}', ' {name} 上的 WebGPU '],
  ['WebGPU', ' WebGPU '],
  ['{because}, so training runs {so}; {remedy}.', '{because}，所以{so}；{remedy}。'],
  ['{because}, so training runs {so}.', '{because}，所以{so}。'],
  ['through WebGL, which is slower', '改用较慢的 WebGL 训练'],
  ['in plain JavaScript on the CPU, which is very slow', '只能用 JavaScript 在 CPU 上训练，非常慢'],
  [
    'Chrome and Edge have it from version 113, Safari from 26 and Firefox from 141 on Windows',
    'Chrome 和 Edge 从 113 版、Safari 从 26 版、Windows 上的 Firefox 从 141 版起支持',
  ],
  ['{because}, and WebGL {why}', '{because}，WebGL {why}'],
  ['has no float textures here', '在这里没有浮点纹理'],
  ['is missing too', '也没有'],
  ['computes wrong results', '的计算结果不对'],
  ['it computes wrong results', '计算结果不对'],
  [
    'This page did not come over https or from this machine and may not use WebGPU',
    '本页不是通过 https 或从本机打开的，不能使用 WebGPU',
  ],
  ['This browser has no WebGPU', '这个浏览器没有 WebGPU'],
  ['This browser has WebGPU, but no graphics adapter it can use', '这个浏览器有 WebGPU，但没有可用的显卡'],
  [
    'This browser has WebGPU, but the graphics adapter failed ({why})',
    '这个浏览器有 WebGPU，但显卡出错（{why}）',
  ],
  [
    'A batch of {batch} needs a tensor larger than the {size} MB this GPU allows: choose a batch size of at most {most}.',
    '批大小 {batch} 需要的张量超过这块 GPU 允许的 {size} MB：请把批大小设为至多 {most}。',
  ],
  [
    'One picture alone needs a tensor larger than the {size} MB this GPU allows: choose a narrower network.',
    '仅一张图片就需要超过这块 GPU 允许的 {size} MB 的张量：请选择更窄的网络。',
  ],
  [
    'A layer has more than the {size} MB of weights this GPU allows: choose a narrower network.',
    '有一层的权重超过这块 GPU 允许的 {size} MB：请选择更窄的网络。',
  ],
  [
    'The GPU has too little memory for this network at batch size {batch}: choose {half} or a smaller network.',
    'GPU 内存不足以按批大小 {batch} 训练这个网络：请改为 {half}，或选择更小的网络。',
  ],
  ['This device could not compile the kernel {kernel}.', '这台设备无法编译内核 {kernel}。'],
  ['This device cannot run any of our convolution kernels.', '这台设备无法运行我们的任何卷积内核。'],
  [
    'This device has too little workgroup memory for convolutions.',
    '这台设备的工作组内存太小，无法计算卷积。',
  ],
  [
    'This device has no timestamp queries, so single kernels cannot be timed.',
    '这台设备没有时间戳查询，无法给单个内核计时。',
  ],
  [
    'The {what} stopped being a finite number in step {step} at learning rate {rate}: start again with a tenth of it, {gentler}.',
    '{what}在第 {step} 步不再是有限数，当时学习率为 {rate}：请改用它的十分之一 {gentler} 重新开始。',
  ],
  ['loss', '损失'],
  ['test loss', '测试损失'],
];

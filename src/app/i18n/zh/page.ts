/** Chinese: the frame of the page, its header and its notices. */
import type { Words } from '../en/index.ts';

const list = new Intl.ListFormat('zh-CN', { type: 'conjunction' });
/** Names in Latin letters are set apart from the word between them. */
const and = (names: readonly string[]): string => list.format(names).replace('和', ' 和 ');

export const page: Words['page'] = {
  title: 'ResNet 游乐场',
  dismiss: '关闭',

  backend: { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' },
  detecting: '正在寻找 GPU',
  softwareDevice: '软件模拟',

  addressProblems: (sentences, more) => {
    const others = more === 0 ? '' : `另有 ${more} 项同样无效。`;
    return `网址里有 ${sentences.length + more} 项设置无效，改用默认值；其余设置与网址一致。${sentences.join('')}${others}`;
  },
  addressTitle: '网址中的设置',
  failedTitle: '训练提前中断',
  askFirstTitle: '在这里继续会得到不同的数字',
  goOnHere: '仍在这里继续',
  leaveStopped: '保持停止',
  depthTitle: '网络深度保持不变',
  recoveredTitle: '训练已自动继续',
  recovered: (broke, at, step) =>
    step === 0
      ? `${broke}，当时走完了 ${at} 步。那时还没有检查点，所以从头开始训练。`
      : `${broke}，当时走完了 ${at} 步。训练从最近的检查点，即第 ${step} 步继续，没有丢失别的内容。`,
  sharedTitle: '另一个标签页也在训练',
  shared: '两次训练共用 GPU，各自都会变慢，但不会丢失任何内容。',
  workerTitle: '训练程序没有运行',

  credit: (dataset, authors) => `图片来自 ${dataset}${authors.length > 0 ? `，作者 ${and(authors)}` : ''}。`,
  licences: '许可证',
  line: (gpu) => `看一个残差网络${gpu ? '在你自己的 GPU 上' : '在你自己的电脑上（不用 GPU）'}学会看图。`,
};

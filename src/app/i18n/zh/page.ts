/** Chinese: the frame of the page, its header and its notices. */
import type { DeviceInfo } from '../../../training/events.ts';
import type { Words } from '../en/index.ts';

/** The trainer tells its reason in English: WebGPU's follows from what it is, others are quoted. */
function deviceReason({ backend, name, software, reason }: DeviceInfo): string {
  if (backend === 'webgpu') {
    const where = name === '' ? 'WebGPU' : `${name} 上的 WebGPU`;
    return software
      ? `训练通过 ${where} 进行；这是软件适配器，结果正确，但速度较慢。`
      : `训练通过 ${where} 进行。`;
  }
  const so =
    backend === 'webgl'
      ? '无法使用 WebGPU，改用较慢的 WebGL 训练。'
      : '没有可用的 GPU，只能用 JavaScript 在 CPU 上训练，非常慢。';
  return `${so}（${reason}）`;
}

export const page: Words['page'] = {
  title: 'ResNet 游乐场',
  lead: '让残差网络在你自己的设备上学习 CIFAR-10。',
  toDark: '深色外观',
  toLight: '浅色外观',
  dismiss: '关闭',

  backend: { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' },
  detecting: '正在寻找 GPU',
  softwareDevice: '软件模拟',
  deviceReason,

  addressProblem: (sentence) => `网址里有一项设置无效，已改用默认值。${sentence}`,
  addressTitle: '网址中的设置',
  failedTitle: '训练提前中断',
  workerTitle: '训练程序没有运行',

  credit: '图片来自 CIFAR-10，作者 Alex Krizhevsky、Vinod Nair 和 Geoffrey Hinton。',
};

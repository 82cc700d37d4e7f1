/** Chinese: how fast the device is. */
import type { Words } from '../en/index.ts';
import { figures } from './figures.ts';

export const speed: Words['speed'] = {
  help: '用一批人造图片把每个网络训练几步，再与一次大矩阵乘法的速度相比，后者是这台设备运行我们的代码所能达到的最高速度。',
  networks: '要测量的网络',
  choice: (name, batchSize) => `${name}，批大小 ${figures.count(batchSize)}`,
  current: (name) => `上面设置的网络（${name}）`,
  compareStock: '与原版 TensorFlow.js 比较',
  measure: '测量',
  stop: '停止测量',
  status: {
    idle: '尚未测量。',
    empty: '请选择要测量的网络。',
    run: '训练结束后才能测量。',
    noWebGpu: '测量需要 WebGPU，但这里无法使用。',
    stopping: '走完这一步就停止。',
    finished: '测量完成。',
    stopped: '已停止。',
    failed: '测量失败。',
  },
  measuring: (name, number, total) => `正在测量 ${name}，第 ${number} 个，共 ${total} 个。`,
  roofline: (device, gflops) => `${device}：矩阵乘法最高 ${gflops} GFLOP/s。`,
  table: '测得的速度',
  columns: {
    network: '网络',
    batch: '批大小',
    speed: '图片/秒',
    step: '毫秒/步',
    gflops: 'GFLOP/s',
    share: '占最高速度的比例',
    dispatches: '内核调用次数',
    memory: 'GPU 内存',
    speedup: '加速比',
  },
  onStock: (name) => `${name}，原版`,
  copyJson: '复制为 JSON',
  copied: '已复制。',
  copyFailed: '浏览器拒绝复制：请选中下面的文字自行复制。',
  copyText: '测量结果（JSON）',
};

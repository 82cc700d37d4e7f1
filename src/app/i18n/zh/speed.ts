/** Chinese: whether the engine is right on the device, how fast it is, and by which kernels. */
import type { speed as en } from '../en/speed.ts';
import { figures } from './figures.ts';

const limitOf = (limit: number) => `（上限 ${figures.power(limit)}）`;

export const speed: typeof en = {
  help: '把引擎在这台设备上的计算结果与 PyTorch 算出的数值相比，并把常见网络各训练几步：最多一分钟。',
  helpSoftware:
    '把引擎在这台设备上的计算结果与 PyTorch 算出的数值相比，并把 ResNet-8 训练几步。这里没有显卡，更大的网络要花几分钟，请在“更多”中测量。',
  whole: '检查并测量',
  more: '更多',
  networks: '要测量的网络',
  choice: (name, batchSize) => `${name}，批大小 ${figures.count(batchSize)}`,
  current: (name) => `上面设置的网络（${name}）`,
  compareStock: '与原版 TensorFlow.js 比较',
  empty: '请选择要测量的网络。',
  measure: '测量所选网络',
  stop: '停止',
  status: {
    idle: '尚未测量。',
    run: '训练结束后才能测量。',
    noWebGpu: '测量需要 WebGPU，但这里无法使用。',
    checking: '正在检查落选的内核。',
    stopping: '走完这一步就停止。',
    finished: '测量完成。',
    stopped: '已停止。',
    failed: '测量失败。',
  },
  leftOut: (n) => `测量完成；为了不超过一分钟，略去了 ${figures.count(n)} 个更大的网络，可在“更多”中测量。`,
  measuring: (name, number, total) => `正在测量 ${name}，第 ${number} 个，共 ${total} 个。`,
  right: (deviation, limit) =>
    `引擎在这台设备上计算正确：最大偏差 ${figures.power(deviation)}${limitOf(limit)}。`,
  wrong: (deviation, limit) => {
    const how = Number.isFinite(deviation)
      ? `有一个结果偏差 ${figures.power(deviation)}${limitOf(limit)}`
      : '有一个结果不是有限的数';
    return `引擎在这台设备上计算有误：${how}。请复制 JSON 并报告这个问题；解决之前，请在全部设置中选择“原版”引擎来训练。`;
  },
  roofline: (device, gflops) => `${device}：矩阵乘法最高 ${gflops} GFLOP/s。`,
  table: '测得的速度',
  columns: {
    network: '网络',
    batch: '批大小',
    speed: '图片/秒',
    share: '占最高速度的比例',
    step: '毫秒/步',
    gflops: 'GFLOP/s',
    dispatches: '内核调用次数',
    memory: 'GPU 内存',
    speedup: '加速比',
  },
  onStock: (name) => `${name}，原版`,
  passes: { forward: '前向', inputGradient: '输入梯度', filterGradient: '卷积核梯度' },
  families: { direct: '直接', tiled: '分块', winograd: 'Winograd' },
  family: (name, layers) => (layers === undefined ? name : `${name}（${layers} 层）`),
  winners: (pass, families) => `${pass}用${families.join('、')}`,
  kernels: (network, passes) => `${network}：${passes.join('；')}。`,
  won: '胜出的内核',
  copyJson: '复制为 JSON',
  copied: '已复制。',
  copyFailed: '浏览器拒绝复制：请选中下面的文字自行复制。',
  copyText: '测量结果（JSON）',
};

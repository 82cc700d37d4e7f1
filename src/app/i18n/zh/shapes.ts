/** Chinese: shapes and sizes of stages. */
import type { shapes as en } from '../en/shapes.ts';
import { figures } from './figures.ts';

export const shapes: typeof en = {
  title: '各阶段',
  table: '表格',
  chart: (network) => `${network} 各阶段的高×宽、通道数、参数、乘加次数和激活字节数`,
  next: (network) => `下次训练：${network}`,
  metrics: {
    size: () => '高 × 宽',
    channels: () => '通道数',
    parameters: () => '参数',
    macs: () => '每张图片乘加次数',
    activations: (batch) => `激活，${figures.count(batch)} 张`,
  },
  help: '形状对应一批 N 张图片；参数只计可学习的；MAC 是一张图片前向传播的乘加次数。',
  stage: '阶段',
  nhwc: '输出，NHWC',
  nchw: '输出，NCHW',
  parameters: '参数',
  macs: '乘加次数',
  total: '合计',
};

/** Chinese: the table of stages. */
import type { Words } from '../en/index.ts';

export const shapes: Words['shapes'] = {
  title: '各阶段',
  help: '形状对应一批 N 张图片；参数只计可学习的；MAC 是一张图片前向传播的乘加次数。',
  stage: '阶段',
  nhwc: '输出，NHWC',
  nchw: '输出，NCHW',
  parameters: '参数',
  macs: '乘加次数',
  total: '合计',
};

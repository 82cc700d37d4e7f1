/** Chinese: the first minute. */
import type { Words } from '../en/index.ts';

export const hints: Words['hints'] = {
  line: (gpu) => `看一个残差网络${gpu ? '在你自己的 GPU 上' : '在你自己的电脑上（不用 GPU）'}学会看图。`,
  picture: '真实的图片从这里进入网络，另一端给出网络认为它是什么。',
  train: '点击“训练”，看它从瞎猜变成会认。',
  residual: '再关掉捷径分支训练一次：网络很深的时候，少了它会怎样？',
  hide: '不再显示提示',
  next: '下一条',
  about: '提示',
};

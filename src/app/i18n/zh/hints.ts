/** Chinese: the first minute. */
import type { hints as Words } from '../en/hints.ts';

export const hints: typeof Words = {
  picture: '真实的图片从这里进入网络，另一端给出网络认为它是什么。',
  train: '点击“训练”，看它从瞎猜变成会认。',
  residual: '再关掉捷径分支训练一次：网络很深的时候，少了它会怎样？',
  hide: '不再显示提示',
  next: '下一条',
  about: '提示',
};

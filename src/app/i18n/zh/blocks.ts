/** Chinese: what every block of a network adds. */
import type { blocks as en } from '../en/blocks.ts';

export const blocks: typeof en = {
  views: '查看内容',
  view: { table: '表格', epochs: '随轮次变化', picture: '单张图片', alike: '相似度' },
  waiting: '第一轮训练结束后，这里显示网络的每个块各起什么作用。',
  promises: {
    table: '表格：在每个块之后能把类别分得多准，它在输入之上又加了多少。',
    epochs: '随轮次变化：这些数值在学习过程中如何变化。',
    picture: '单张图片：走到每个块之后，会把它判断成什么。',
    alike: '相似度：哪些块对同样的图片做了差不多的事。',
  },
};

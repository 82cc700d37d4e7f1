/** Chinese: the named ways to train, which come with the drawer of settings. */
import type { recipes as en } from '../en/recipes.ts';

export const recipes: typeof en = {
  label: '训练方案',
  own: '自定义',
  ownHelp: '选一个方案，就一次设好训练所需的一切：优化器、学习率计划、批大小、数据增强。网络保持不变。',
  named: {
    standard: {
      name: '标准',
      help: '什么都不选时的设置：单周期学习率、批大小 128、裁剪和翻转；适合任何网络和任何时长。',
    },
    fast: {
      name: '快速',
      help: '用最少的轮数得到最高的准确率：小批量、单周期学习率，短训练时只做少量数据增强。',
    },
    paper: {
      name: '论文',
      help: '何恺明等人 2015 年在 CIFAR-10 上的做法：共 64,000 步，学习率从 0.1 开始，在 32,000 和 48,000 步各降到十分之一。',
    },
    note: {
      name: '笔记',
      help: '对应那篇 PyTorch 笔记的 100 轮；笔记没有写明其他设置，其余按当时的惯例：学习率 0.1，按余弦下降。',
    },
  },
};

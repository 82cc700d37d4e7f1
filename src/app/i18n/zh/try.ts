/** Chinese: single changes to try, and results of others to compare with. */
import type { experiments as en } from '../en/try.ts';

export const experiments: typeof en = {
  changes: '在你的设置上只改一处',
  lead: '每项只改动相关的设置，轮数和图片数保持不变。',
  twin: {
    title: '对照实测',
    about: '一对网络，逐块看个究竟。',
  },
  setUp: '照此设置',
  setUpOf: (title) => `照此设置：${title}`,
  undo: '撤销',
  undoOf: (title) => `撤销：${title}`,
  trainOf: (title) => `训练：${title}`,
  each: {
    'plain-twin': {
      title: '去掉捷径分支',
      about: '网络与现在相同，只是没有捷径分支，也就是普通网络。',
      look: '与残差网络的曲线对比：网络越深，普通网络落后得越多。',
    },
    'high-rate': {
      title: '学习率高了一百倍',
      about: '每一步都远远走过了头，下一步也补不回来。',
      look: '看损失怎样跳动，而准确率一直停在瞎猜的水平。损失一旦爆炸，训练就以“已发散”结束。',
    },
    'constant-rate': {
      title: '单周期对恒定学习率',
      about: '学习率从头到尾不变；单周期则先升高，再降到零。',
      look: '看最后几轮：恒定学习率下测试准确率一直跳动，单周期下则趋于平稳。',
    },
    adamw: {
      title: '用 AdamW 代替 SGD',
      about: '每个权重都有自己的更新幅度。学习率改为 AdamW 的默认值 0.002。',
      look: '与 SGD 的训练对比，先看最初几轮，再看最后几轮。',
    },
  },

  others: '别人的成绩，可以画在你的曲线旁边',
  othersNot: '可供对照的已发表成绩都来自 CIFAR-10：图上有一次训练或下一次训练用 CIFAR-10 时，就可以画出来。',
  referenceNote: (network, epochs) => `一篇 PyTorch 笔记：${network} 的前 ${epochs} 轮`,
  referencePaper: '何恺明等人 2015 年的论文：训练结束时的测试准确率',
  referenceLevel: (network, accuracy) => `${network}：${accuracy}`,
};

/** Chinese: ready experiments, and results of others to compare with. */
import type { experiments as en } from '../en/try.ts';

export const experiments: typeof en = {
  title: '实验',
  lead: '每个实验只改动相关的设置，轮数和图片数保持不变。',
  twin: {
    title: '对照实测',
    about: '按一次按钮，用同一个种子训练一个深层网络和它去掉捷径分支的对照网络，并用两句话说出发现了什么。',
    open: '实测两个网络…',
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
    'plain-56': {
      title: '56 层的普通网络',
      about: '又深又没有捷径分支，就连在训练图片上也不如浅的网络：这就是退化问题。',
      look: '在网络上方选择“梯度”，看它逐块怎样变化；再与 ResNet-56 比较训练准确率。',
    },
    'residual-56': {
      title: '深了还要更深：20 层对 56 层',
      about: '有了捷径分支，56 层也能像 20 层一样训练。先训练 ResNet-20，再训练它。',
      look: '逐轮比较准确率：更深的网络每一轮更慢，也要更多轮才能领先。',
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
    'no-augmentation': {
      title: '关闭数据增强',
      about: '每一轮看到的都是一模一样的图片，既不平移也不翻转。',
      look: '看训练准确率和测试准确率怎样拉开距离：网络把图片背了下来。',
    },
    adamw: {
      title: '用 AdamW 代替 SGD',
      about: '每个权重都有自己的更新幅度。学习率改为 AdamW 的默认值 0.002。',
      look: '与 SGD 的训练对比，先看最初几轮，再看最后几轮。',
    },
  },

  others: '别人的成绩，可以画在你的曲线旁边',
  referenceNote: (network, epochs) => `一篇 PyTorch 笔记：${network} 的前 ${epochs} 轮`,
  referencePaper: '何恺明等人 2015 年的论文：训练结束时的测试准确率',
  referenceLevel: (network, accuracy) => `${network}：${accuracy}`,
};

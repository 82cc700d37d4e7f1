/** Chinese: names of the help page's sections. */
import type { Words } from '../en/index.ts';

export const help: Words['help'] = {
  sections: {
    page: '本页能做什么',
    network: '从图片到答案',
    residual: '残差学习',
    shortcuts: '捷径分支：恒等与投影',
    gradient: '梯度能传多远',
    degradation: '退化问题：越深越差',
    'batch-norm': '批归一化',
    bottleneck: '瓶颈结构',
    training: '步、批和轮',
    'learning-rate': '学习率、单周期与优化器',
    curves: '怎样看曲线',
    overfitting: '过拟合与对策',
    keys: '键盘',
    sources: '资料来源',
  },
  contents: '目录',
  readMore: '详细了解',
  about: (section) => `帮助：${section}`,
};

/** Chinese: a network and its twin, trained and measured. */
import type { TwinWords } from '../en/twin.ts';
import { cosineText, grouped, shareText } from '../pairFacts.ts';
import { figures } from './figures.ts';

const times = (ratio: number): string =>
  ratio < 1e-6 ? '不到百万分之一' : ratio < 0.1 ? shareText(ratio) : `${grouped(ratio)} 倍`;
const both = (a: number, b: number): string => `${figures.percent(a)} 和 ${figures.percent(b)}`;

export const twin: TwinWords = {
  title: '对照实测',
  what: '用同一个种子把同一个网络训练两次：先带捷径分支，再去掉捷径分支。两次都是普通的训练记录，发现的结果写在这里。',
  which: '网络',
  ready: '现成实验',
  mine: '我的设置',
  plan: (network, plain, epochs, pictures) =>
    `先 ${network}，后 ${plain}：各训练 ${epochs} 轮，每轮 ${figures.count(pictures)} 张图片。`,
  takes: (duration) => `两个共约 ${duration}。`,
  norm: '批归一化',
  norms: { batch: '有批归一化', none: '没有批归一化' },
  train: '训练两个网络',
  doing: {
    residual: '正在训练带捷径分支的网络，对照网络随后自动开始。',
    plain: '正在训练没有捷径分支的对照网络。',
  },
  busy: '训练正在进行：请等它结束，或先停止。',
  without: (norm) => (norm === 'none' ? '，没有批归一化' : ''),
  found: '发现了什么',
  network: (layers, width, plain) => `${plain ? '普通网络' : 'ResNet'}-${layers}（宽度 ${width}）`,
  pair: '成对的训练',
  pairOf: (residual, plain) => `${residual} 和 ${plain}`,
  noPair: '还没有一对对照网络训练到结束。',
  missing: (done, other, epochs) =>
    epochs
      ? `${done} 已训练完；${other} 只训练了 ${figures.count(epochs.of)} 轮中的 ${figures.count(epochs.done)} 轮：可在记录列表里继续，也可重新训练。`
      : `${done} 已训练完，${other} 还没有训练：两个都训练完才成一对。`,
  trainOne: (network) => `训练 ${network}`,
  show: '显示两条曲线',
  measuring: '正在测量两个网络训练前的状态……',
  whenIdle: '没有训练进行时会测量这两个网络。',
  measured:
    '在种子给出的权重上、训练之前测得。相关性用 32 张图片：它们对同一个类别分数的梯度（对块的输出求导）两两之间夹角余弦的平均。',
  sources: '流行的说法和实测的出处：',
  lines: { residual: '有捷径分支', plain: '无捷径分支' },
  charts: {
    gradient: '第一步的梯度范数',
    correlation: '不同图片的梯度有多相关',
    response: '块的输出大小',
  },
  fromTo: '从第一块到最后一块',
  chart: (title, residual, plain) =>
    `${title}，从第一块到最后一块：有捷径分支 ${residual}，无捷径分支 ${plain}`,
  range: (first, last) => `${first} 到 ${last}`,

  outcome: ({ networks, finding }) => {
    const { results, epochs, seed, outcome, norm } = finding;
    const bare = norm === 'none' ? '没有批归一化时，' : '';
    const { residual, plain } = results;
    if (residual && plain) {
      const points = `训练准确率相差 ${(100 * Math.abs(residual.train - plain.train)).toFixed(1)} 个百分点`;
      const verdict =
        outcome === 'even'
          ? '差别可以忽略'
          : `${points}，${outcome === 'residual-ahead' ? '有捷径分支的更好' : '没有捷径分支的反而更好'}`;
      return `${bare}从种子 ${seed} 训练 ${epochs} 轮后，${networks.residual} 和 ${networks.plain} 分别答对训练图片的 ${both(residual.train, plain.train)}、测试图片的 ${both(residual.test, plain.test)}：${verdict}。`;
    }
    const left = residual ?? plain;
    if (!left) return `${bare}在这组设置和种子 ${seed} 下，两个网络都发散了。`;
    const [gone, stayed] = residual
      ? [networks.plain, networks.residual]
      : [networks.residual, networks.plain];
    return `${bare}在这组设置和种子 ${seed} 下，${gone} 发散了，而 ${stayed} 最后答对训练图片的 ${figures.percent(left.train)}、测试图片的 ${figures.percent(left.test)}。`;
  },
  gradients: ({ finding }) => {
    const { gradients } = finding;
    if (!gradients) return '';
    const { ratio, path, correlation, common } = gradients;
    const story = {
      kept: '没有捷径分支的网络，梯度并没有消失',
      vanishes: '没有捷径分支的网络，梯度在回传途中消失了',
      explodes: '没有捷径分支的网络，梯度不是消失，而是在回传途中爆炸了',
    }[path];
    const norms = `第一步里，第一块的梯度范数是最后一块的 ${times(ratio.plain)}（有捷径分支时为 ${times(ratio.residual)}）`;
    if (!correlation) return `${story}：${norms}。`;
    const cosines = `在网络中部平均余弦为 ${cosineText(correlation.plain)}，有捷径分支时为 ${cosineText(correlation.residual)}`;
    const compared = {
      'far-less': `${path === 'kept' ? '但' : '而且'}不同图片的梯度之间共同点少得多`,
      less: '不同图片的梯度之间共同点少一些',
      'as-much': '不同图片的梯度之间共同点差不多',
      more: '不同图片的梯度之间共同点更多',
    }[common];
    return `${story}：${norms}；${compared}，${cosines}。`;
  },
};

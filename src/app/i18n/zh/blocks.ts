/** Chinese: what every block of a network adds. */
import type { blocks as en } from '../en/blocks.ts';
import { diagram } from './diagram.ts';
import { figures } from './figures.ts';

const vital = (value: number): string =>
  value > 0 && value < 1e-3 ? value.toExponential(1) : figures.measured(value);

export const blocks: typeof en = {
  views: '查看内容',
  view: { table: '表格', epochs: '随轮次变化', picture: '单张图片', alike: '相似度' },
  epoch: (epoch) => `第 ${figures.count(epoch)} 轮`,
  waiting: '第一轮训练结束后，这里显示网络的每个块各起什么作用。',
  noFrame: (run) => `${run} 没有存储可供查看的内容：它训练时页面还不存储这些内容，或者当时空间不足。`,
  promises: {
    table: '表格：走到每个块之后能把类别分得多准，它在输入之上又加了多少。',
    epochs: '随轮次变化：这些数值在学习过程中如何变化。',
    picture: '单张图片：走到每个块之后，会把它判断成什么。',
    alike: '相似度：哪些块对同样的图片做了差不多的事。',
  },

  table: '每个块的贡献',
  tableHelp: '指向列标题可看它的含义，点击则画出随轮次的变化。',
  gainHelp: '旁边是比前一个块多出的百分点。',
  block: '块',
  ownAnswer: '整个网络',
  ownAnswerTold: '网络在末端自己的判断，统计该次训练的全部测试图片。',
  overEpochs: (measure) => `${measure}：画出随轮次的变化`,
  measures: {
    probe: {
      name: '若到此为止',
      help: '把该块的输出按像素取平均，用线性分类器（岭回归，在训练图片上拟合）判断留出的测试图片，答对的比例。',
    },
    branch: {
      name: '‖F(x)‖ / ‖x‖',
      help: '主路 F(x)（最后一个批归一化之后；网络没有批归一化时，是最后一个卷积之后）与捷径分支（x，或补零、投影后的 x）的大小之比，取一个训练步中全部元素的均方根。He 等人（2015）图 7 画的则是各层响应的标准差。',
    },
    gradient: { name: '梯度范数', help: '一个训练步中，损失对该块全部参数的梯度的范数。' },
    mean: { name: '均值', help: '一个训练步中，该块输出（最后一个 ReLU 之后）全部元素的均值。' },
    deviation: { name: '标准差', help: '一个训练步中，该块输出（最后一个 ReLU 之后）全部元素的标准差。' },
    dead: {
      name: '失活通道',
      help: '该块输出中，对这一步的每张图片、每个像素都为 0 的通道所占比例：这些 ReLU 得不到梯度。',
    },
    update: { name: '更新 / 权重', help: '一步更新让该块的参数移动多远，与参数大小之比：‖Δw‖ / ‖w‖。' },
  },
  value: {
    probe: figures.percent,
    branch: vital,
    gradient: vital,
    mean: vital,
    deviation: vital,
    dead: figures.percent,
    update: (ratio) => ratio.toExponential(1),
  },
  points: (points) => {
    const size = Math.abs(points).toFixed(1);
    if (size === '0.0') return '±\u200a0';
    return `${points > 0 ? '+' : '−'}${size}`;
  },
  missing: {
    stem: '起始层没有捷径分支。',
    plain: '这个网络没有捷径分支。',
    unprobed: '这一轮没有拟合探针。',
    unlooked: '这一轮中没有测量过任何一步。',
    unmeasured: '无法测得。',
  },
  when: (step) =>
    `探针：轮末的结果。其余数值：来自第 ${figures.count(step)} 个训练步，用的是该步自己的图片。`,

  measure: '画什么',
  lines: (measure) => `各阶段的${measure}随轮次的变化`,
  stageMeans: '每条线是该阶段各块的平均，起始层单独一条。',
  noLines: '这次训练没有可画的数值。',

  bars: '走到每个块之后，会把这张图片判断成什么',
  network: '网络',
  says: '判断',
  bar: (block, name, share) => `${block}：${name} ${share}`,
  shortClass: diagram.className,
  yours: '你的图片',
  settled: (block, name, right) => `从 ${block} 起，判断都是${name}${right ? '，答对了' : ''}。`,
  scoresNote: (epoch) =>
    `各块一列：第 ${figures.count(epoch)} 轮线性探针的得分，目标是正确类别为 1、其余为 0，只画 0 到 1 之间，并不是概率。最后一列：网络自己给出的概率。`,
  someClasses: (classes) =>
    `共 ${figures.count(classes)} 类，这里列出正确类别、各列的判断，以及最可能的几类。`,
  before: {
    picture: '这些条形还是上一张图片的。',
    network: '这些条形还是改动之前的网络的。',
  },
  asking: '正在询问网络。',
  pastPicture: (epoch) =>
    `第 ${figures.count(epoch)} 轮只保留了探针的准确率，没有保留探针和权重，因此图片只能送入最新的网络。`,
  toNewest: '显示最新一轮',
  noReaders:
    '这次训练还没有探针。探针在一轮结束后计算，用时不超过训练时间的 3%，因此未必每轮都有，最后一轮之后通常会有；早期版本的页面不保存探针。网络很宽、类别又非常多时，探针太占空间，也不保存。',

  mark: '探针，%',
  fromTo: (first, last) => `${first} 到 ${last}`,
  copy: '复制为 CSV',
  copied: '已复制。',
  copyFailed: '浏览器不允许复制。',
};

/** Chinese: what a network makes of the test pictures. */
import type { predictions as en } from '../en/predictions.ts';
import { diagram } from './diagram.ts';
import { figures } from './figures.ts';

const pictures = (n: number): string => `${figures.count(n)} 张图片`;

export const predictions: typeof en = {
  views: '查看内容',
  view: { pictures: '图片', classes: '类别', mistakes: '最严重的错误', flips: '变化' },
  pictures,
  score: (epoch, right, total) =>
    `第 ${figures.count(epoch)} 轮：${figures.count(total)} 张中答对 ${figures.count(right)} 张（${figures.percent(right / total)}）`,

  waiting: '第一轮训练结束后，这里显示网络对测试图片的判断。',
  promises: {
    pictures: '图片：每轮之后都是同样几张，附最可能的三个类别，可以看到网络怎样改变判断。',
    classes: '类别：每一类答对多少，哪些类别容易混淆。',
    mistakes: '最严重的错误：网络最有把握却答错的图片。',
    flips: '变化：与上一轮相比，由错变对或由对变错的图片。',
  },
  noFrame: (run) => `没有存储 ${run} 的判断结果：它训练时页面还不存储这些内容，或者当时空间不足。`,
  noLabels: '测试图片及其类别无法加载，请在网络恢复后重新打开。',
  noPictures: '测试图片无法加载，这里只显示数字和名称。',

  rightPicture: (label, share) => `${label}，判断正确，概率 ${share}`,
  wrongPicture: (label, said, share) => `${label}（概率 ${share}），被判为${said}`,
  withShare: (name, share) => `${name} ${share}`,
  wasRight: '上次判断正确',
  wasWrong: '上次判断错误',
  putIn: '点击图片，把它送入网络。',
  more: (n) => `再显示 ${figures.count(n)} 张`,

  shortClass: diagram.className,

  strip: '测试图片，以及每张最可能的三个类别',
  stripNote: (flipped, epoch) =>
    flipped === 0
      ? `与第 ${figures.count(epoch)} 轮相比，对错没有变化。`
      : `带框的 ${pictures(flipped)}与第 ${figures.count(epoch)} 轮相比，对错有变化。`,

  matrix: '混淆矩阵',
  matrixHelp: '行是正确类别，列是网络的判断。方向键移动，回车键打开该格的图片。',
  corner: '实际↓ 判断→',
  cellsShow: '格中显示',
  cells: { counts: '张数', shares: '比例' },
  share: (share) => `${Math.round(100 * share)}`,
  cell: (label, said, n, total) =>
    `${label}被判为${said}：${figures.count(total)} 张中 ${figures.count(n)} 张（${figures.percent(n / total)}）`,
  rightCell: (label, n, total) =>
    `${label}判断正确：${figures.count(total)} 张中 ${figures.count(n)} 张（${figures.percent(n / total)}）`,
  otherCell: (label, n, total) =>
    `${label}被判为未列出的类别：${figures.count(total)} 张中 ${figures.count(n)} 张（${figures.percent(n / total)}）`,
  trueClass: (label, n) => `${label}类的全部 ${pictures(n)}`,
  saidClass: (said, n) => `被判为${said}的全部 ${pictures(n)}`,
  saidOther: '被判为未列出类别的全部图片',
  others: '其他',
  someClasses: (shown, classes) => `${figures.count(classes)} 类中的 ${shown} 类：`,
  mostConfused: '最容易混淆的类别',
  around: '显示某一类及与它混淆的类别',
  ramp: '占正确类别的比例，由少（暗）到全部（亮）',
  none: '0\u00a0%',
  all: '100\u00a0%',

  perClass: '各类的准确率',
  order: '类别的顺序',
  orders: { classes: '按类别顺序', worst: '由低到高' },
  find: '查找类别',
  noClass: '没有叫这个名字的类别。',
  rightOf: (right, total) => `${figures.count(right)}/${figures.count(total)}`,
  className: '类别',
  accuracy: '准确率',
  change: (epoch) => `与第 ${figures.count(epoch)} 轮相比`,
  points: (points) => {
    const size = Math.abs(points).toFixed(1);
    if (size === '0.0') return '±\u200a0';
    return `${points > 0 ? '▲' : '▼'} ${size}`;
  },

  listOf: {
    cell: (label, said, n) => `${label}被判为${said}：${pictures(n)}`,
    right: (label, n) => `${label}判断正确：${pictures(n)}`,
    label: (label, n) => `${label}：${pictures(n)}`,
    said: (said, n) => `被判为${said}：${pictures(n)}`,
    otherCell: (label, n) => `${label}被判为未列出的类别：${pictures(n)}`,
    saidOther: (n) => `被判为未列出的类别：${pictures(n)}`,
  },
  listNote: '损失由大到小。答错的图片下方是正确类别及其概率。',
  closeList: '关闭图片列表',

  mistakes: (n) => `损失最大的 ${pictures(n)}`,
  noMistakes: '所有测试图片都判断正确。',
  mistakesNote: '损失由大到小：下方的正确类别得到的概率最低。',

  toRight: (n) => `由错变对：${figures.count(n)}`,
  toWrong: (n) => `由对变错：${figures.count(n)}`,
  flipsNote: (epoch) => `与第 ${figures.count(epoch)} 轮相比。`,
  noBefore: '这是该次训练存储的第一轮，从下一轮起显示与上一轮相比的变化。',
  shippedOnce: '随页面提供的网络只带有一轮的结果。训练自己的网络后，这里显示各轮之间的变化。',
};

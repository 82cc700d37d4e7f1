/** Chinese: the turning projection of what the network says. */
import type { projection as en } from '../en/projection.ts';
import { figures } from './figures.ts';

export const projection: typeof en = {
  waiting: '第一轮训练结束后，这里用一幅图显示网络对前 1,000 张测试图片的判断。',
  noFrame: (run) => `没有存储 ${run} 的判断结果：它训练时页面还不存储这些内容，或者当时空间不足。`,
  noLabels: '测试图片及其类别无法加载，请在网络恢复后重新打开。',
  promise:
    '每个点是一张测试图片，颜色表示正确类别。网络对它的每一类各给出一个数，这些数就是它在同样多维的空间中的位置，观察的方向缓慢变化。随着训练进行，各类逐渐分开；仍然混在一起的，就是网络容易混淆的类别。',

  turn: '旋转',
  pause: '停止',
  standsStill: '处理器训练期间投影保持静止，按“旋转”仍可转动。',
  even: '把各轴均匀展开',
  valuesLabel: '点的位置由什么决定',
  values: { probabilities: '概率', logits: '原始得分' },
  valuesNote: {
    probabilities: '点位于某个轴的末端，表示全部概率都给了该类。',
    logits: '原始得分是归一化之前的数，已减去均值；各轮都用最新一轮的比例尺。',
  },

  others: (n) => `其余 ${figures.count(n)} 类`,
  add: '单独画出一类',
  mostConfused: '当前最易混淆的类',
  noClass: '没有叫这个名字的类别。',
  onOneLine: '两个类别落在一条直线上：点的高低没有含义，只是为了避免互相遮挡。',
  legend: '类别；按下可突出显示',
  axes: '各类的坐标轴',
  axis: (name) => `${name}的坐标轴：用方向键移动`,
  axisHelp: '拖动可转动投影',

  pointHint: '指向一个点可查看图片。',
  number: (picture) => `测试图片 ${figures.count(picture)}`,
  said: (name, share) => `判为${name}，${share}`,
  previous: '上一张图片',
  next: '下一张图片',
  putIn: '送入网络',
  isIn: '已在网络中',

  summary: (epoch, right, total) =>
    `第 ${figures.count(epoch)} 轮：${figures.count(total)} 张中答对 ${figures.count(right)} 张。`,
  mixed: (a, b, times) => `最常混淆：${a}和${b}，${figures.count(times)} 次。`,

  save: '保存',
  saveAs: (kind) => `保存为 ${kind}`,
  film: '动画 (GIF)',
  filmHelp: '训练的所有轮次，一轮过渡到下一轮，同时投影不断旋转',
  making: '正在制作动画',
  cancel: '取消',
  notSaved: '浏览器无法生成文件。',
  title: (run, epoch, values) => `${run}${run && ' · '}第 ${figures.count(epoch)} 轮 · ${values}`,
};

/** Chinese: loss landscapes. */
import type { landscape as en } from '../en/landscape.ts';
import { figures } from './figures.ts';

const loss = (value: number): string =>
  Number.isFinite(value) ? `损失 ${figures.measured(value)}` : '损失不是有限的数';
const place = (x: number, y: number): string => `(${figures.twoDigits(x)}, ${figures.twoDigits(y)})`;

export const landscape: typeof en = {
  title: '权重附近的损失',
  promise:
    '网络的权重稍作改变时，损失会怎样变化：在所有权重构成的空间里取一个过当前权重的平面，画成曲面。没有捷径分支的深层网络，曲面可能崎岖不平；有捷径分支的同样网络，则可能是平滑的盆地。把两者都测一测，看看是否如此。',
  shipped: '本页自带的网络',
  own: '本次训练的网络',

  measure: '测量',
  goOn: '继续',
  stop: '停止',
  preparing: '准备中',
  progress: (done, total) => `${figures.count(done)} / ${figures.count(total)} 个点`,
  work: (passes) => `计算量约等于训练 ${figures.count(Number((passes / 3).toPrecision(2)))} 张图片`,
  coming: '正在测量最初的几个点。',
  notMeasured: '尚未测量',
  noTwin: '想在旁边放另一个网络来比较，请先在这里训练它：例如去掉捷径分支的同样网络，也就是它的对照网络。',
  newest: '曲面用的是最新的权重：不随其他视图所显示的轮次变化。',

  beside: '在旁边用同一刻度显示',
  nothing: '无',
  twin: (name) => `${name}（对照网络）`,
  points: '点数',
  grid: (size) => `${size} × ${size}`,
  plane: '平面',
  planes: { random: '两个随机方向', path: '沿训练路径' },
  reach: '范围',
  reachOf: (reach) => `${figures.exact(reach)} 倍长度`,
  pictures: '图片数',
  count: (n) => figures.count(n),
  from: '取自',
  split: { train: '训练图片', test: '测试图片' },

  drawingLabel: '画法',
  drawing: { surface: '曲面', map: '等高线' },
  turnLeft: '向左转',
  turnRight: '向右转',
  higher: '从更高处看',
  lower: '从更低处看',
  turned: (azimuth, elevation) => `转动 ${figures.count(azimuth)}°，俯视 ${figures.count(elevation)}°`,
  hint: {
    surface: '拖动或用方向键转动；指向曲面可读出损失。',
    map: '指向图中一点，或用方向键移动，即可读出损失。',
  },
  label: (name, centre) => `${name} 的损失曲面：在其权重处${loss(centre)}，以图钉标出`,
  at: (x, y) => `在 ${place(x, y)} 处：`,
  value: (name, value, accuracy) => `${name}：${loss(value)}，准确率 ${figures.percent(accuracy)}`,
  unknown: (name) => `${name}：尚未测量`,
  centre: (name, value, accuracy) =>
    `${name} 在图钉处，即其权重处：${loss(value)}，准确率 ${figures.percent(accuracy)}。`,
  shape: (name, doubled, hollows) =>
    `${name}：在半数方向上，${doubled === undefined ? '损失在此范围内没有翻倍' : `损失在 ${figures.twoDigits(doubled)} 倍长度处已翻倍`}；曲面有 ${figures.count(hollows)} 处低洼。`,
  loss: '损失（对数刻度）',
  ramp: (from, to) => `颜色从损失 ${figures.measured(from)}（深）到 ${figures.measured(to)}（浅）`,
  short: (value) => String(Number(value.toPrecision(2))),
  axes: { random: ['方向一', '方向二'], path: ['主成分一', '主成分二'] },
  epoch: (epoch) => `第 ${figures.exact(Number(epoch.toFixed(1)))} 轮`,

  otherDirections: '换一组方向',
  directions1: (seed) =>
    `两个随机方向（第 ${figures.count(seed)} 组），每个卷积核的长度与网络自身的相同，范围即以此长度计；偏置和批归一化的参数不变。换一组方向，图也会不同，请多看几组。`,
  components:
    '取本次训练自身路径的前两个主成分，以及过当前权重、由它们张成的平面。路径上的每个点是一轮结束时的权重在平面上的投影，所以点下方的损失并不是那一轮的损失。距离即权重之间的距离；偏置和批归一化的参数不变。随机游走的前两个主成分也约占四分之三的方差 (Antognini and Sohl-Dickstein 2018)。',
  path: (name, points, share) =>
    `${name}：路径有 ${figures.count(points)} 个点，此平面占其方差的 ${figures.percent(share)}${points > 3 ? '' : '（三个点总在同一平面上）'}。`,
  rule: (pictures, split) =>
    `在前 ${figures.count(pictures)} 张${split}上的平均损失，不做数据增强。大于 10 的损失画在 10 处。`,
  norm: '在每个点上，批归一化都使用中心处的滑动平均统计量。',
  broken: (n) => `${figures.count(n)} 个点的损失不是有限的数，画在最高处。`,

  save: '保存',
  saveAs: (kind) => `保存为 ${kind}`,
  notSaved: '浏览器无法生成文件。',
};

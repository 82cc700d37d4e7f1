/** Chinese: several runs, one after the other. */
import type { QueueWords } from '../en/queue.ts';
import { figures } from './figures.ts';

const runs = (n: number): string => `${figures.count(n)} 次训练`;

export const queue: QueueWords = {
  title: '批量训练',
  lead: '这些列表的每种组合各训练一次，一次接着一次；没有列出的设置与页面上当前的一致。',
  lists: '列表',
  setting: (row) => `第 ${row} 个设置`,
  values: (name) => `${name}的取值`,
  each: {
    depth: '深度（三个等长阶段）',
    model: '网络',
    recipe: '训练方案',
  },
  choices: (all) => `可选：${all}`,
  count: (n) => `${figures.count(n)} 个值`,
  add: '再加一个设置',
  remove: (name) => `不再改变${name}`,
  syntax:
    '用逗号隔开各个值：8, 20, 32。整数范围写作 1…5；按对数等距的四个数写作 0.05…0.4:4。值本身带逗号时，用分号隔开。',
  behind: '提前结束落后的训练',
  behindHelp:
    '如果一次训练到目前为止的最高测试准确率，低于已完成的各次训练在同一轮的中位数（至少要有三次），就提前结束它。适合在设置之间搜索；如果要对多个种子求平均，提前结束较差的会使平均值偏高。来源：',
  grace: '在此之前至少训练的轮数',
  preview: (counts, n) => (counts === '' ? runs(n) : `${counts} = ${runs(n)}`),
  time: (about) => `，在这台设备上 ${about}`,
  invalid: '有一项设置的内容不是有效值：请先改正。',
  busy: '另一个标签页正在进行批量训练：请在那里添加，或等它结束。',
  start: (n) => `开始 ${runs(n)}`,
  enqueue: (n) => `把 ${runs(n)}加入队列`,

  panel: '训练队列',
  over: (done, all) => `${runs(all)}中已结束 ${figures.count(done)} 次`,
  left: (time) => `约剩 ${time}`,
  trains: (n, what) => `正在进行第 ${n} 次：${what}`,
  paused: (n) => `第 ${n} 次训练已暂停，队列也随之等待。`,
  between: '下一次训练即将开始。',
  waits: '当前的训练结束后开始。',
  all: '全部训练都已结束。',
  elsewhere: '另一个标签页正在进行这个队列。',
  held: {
    stopped: '你停止了这次训练：“继续”会接着训练，“跳过”则转到下一次。',
    'after-this': '已按你的要求，在一次训练结束后停下。',
    failed: '连续两次训练失败：请先在训练列表中查看原因，再继续。',
    asks: '这次训练继续之前有一个问题：请先回答，或跳过这次训练。',
    elsewhere: '另一个标签页正在进行这次训练：等那边结束后再继续。',
    opened: '队列停在上次离开的地方，按“继续”接着进行。',
  },
  goOn: '继续',
  skipIt: '跳过',
  stopAfter: '这次结束后停下',
  clear: '清空',
  clearHelp: '清空队列。已有的训练仍留在列表里；正在进行的训练会继续。',
  show: '队列中的训练',
  more: '添加训练',
  up: (what) => `把${what}上移`,
  down: (what) => `把${what}下移`,
  skip: (what) => `跳过${what}`,
  again: (what) => `重新进行${what}`,
  states: {
    waiting: '等待中',
    running: '训练中',
    done: '已完成',
    diverged: '已发散',
    stopped: '已停止',
    behind: '落后，已提前结束',
    skipped: '已跳过',
    failed: '失败',
  },
  part: (label, value) => `${label} ${value}`,
};

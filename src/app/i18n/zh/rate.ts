/** Chinese: the search for a learning rate. */
import type { RateWords } from '../en/rate.ts';
import { rateText } from '../rateText.ts';
import { figures } from './figures.ts';

export const rate: RateWords = {
  title: '寻找学习率',
  what: (steps) =>
    `最多训练 ${figures.count(steps)} 步，学习率从极小逐步升高，直到损失爆炸。训练这些步的网络用完即弃，你的训练记录不受影响。`,
  begin: '起始权重',
  fresh: '全新权重',
  ofRun: '这次训练的权重',
  start: '开始寻找',
  again: '再找一次',
  stop: '停止',
  preparing: '正在准备',
  progress: (done, total) => `第 ${figures.count(done)} 步，最多 ${figures.count(total)} 步`,
  trains: '训练正在进行：请先暂停或等它结束，再来寻找。',
  rate: rateText,
  rateAxis: '学习率',
  lossAxis: '损失',
  set: (value) => `当前：${rateText(value)}`,
  suggestedMark: (value) => `建议：${rateText(value)}`,
  suggested: {
    'before-rise': (value, lowest) =>
      `学习率为 ${rateText(lowest)} 时损失最低，超过 ${rateText(value)} 后开始回升：单周期可以升到这里。`,
    level: (value) => `学习率升到 ${rateText(value)} 时，损失已降到最低，此后一直没有回升：再高也没有好处。`,
    tenth: (value, lowest) =>
      `学习率为 ${rateText(lowest)} 时损失最低，取其十分之一，即 ${rateText(value)}。`,
  },
  use: (value) => `采用 ${rateText(value)}`,
  adopted: (value) => `已按建议把学习率设为 ${rateText(value)}。`,
  none: '在任何学习率下损失都没有下降，因此没有建议。',
  stale: '这是在另一组设置下找到的，与当前设置不同。',
  curve: (steps, lowest, suggested) =>
    `${figures.count(steps)} 步的损失随学习率的变化${
      lowest === undefined || suggested === undefined
        ? ''
        : `：在 ${rateText(lowest)} 处最低，建议 ${rateText(suggested)}`
    }`,
  rule: '规则：单周期的最高值，取平滑后的损失从最低处回升达到总降幅的十分之一之前的最高学习率；若始终没有回升，则取损失已基本降到最低处的学习率；会一直停留在最高值的学习率计划，取损失最低处学习率的十分之一。它是一个起点，不一定是最好的值：100 步说明不了长时间的训练。来源：',
};

/** Chinese: which run and which epoch the views of the dock show. */
import type { time as en } from '../en/time.ts';
import { figures } from './figures.ts';

export const time: typeof en = {
  run: '显示哪次训练',
  slider: '显示哪一轮',
  epoch: (epoch, planned) => `第 ${figures.count(epoch)} 轮，共 ${figures.count(planned)} 轮`,
  past: (epoch, newest) => `第 ${figures.count(epoch)} 轮；训练已到第 ${figures.count(newest)} 轮`,
  play: '逐轮播放',
  pause: '暂停',
  step: '下一轮',
  follow: '跟随',
  follows: '始终显示最新一轮。按下可停在这一轮。',
  followNow: '始终显示最新一轮',
  shipped: (name) => `训练好的 ${name}`,
};

/** Chinese: what surrounds a run: help, keys, the link, the tab, notifications, how it ended. */
import type { Words } from '../en/index.ts';
import { figures } from './figures.ts';

export const flow: Words['flow'] = {
  shareWith: '分享…',
  copied: '链接已复制，其中只包含与默认值不同的设置。',
  copyFailed: '浏览器不允许本页复制，请选中链接后自行复制。',
  link: '带有当前设置的链接',

  wasReset: '所有设置已恢复为默认值。',
  alreadyDefault: '所有设置本来就是默认值。',
  resetWhenOver: '当前训练结束后才能重置设置。',
  undo: '撤销',
  picturesNeeded: (classes, train, test, side) =>
    `图片不在这个浏览器里：${figures.count(classes)} 类，${figures.count(train)} 张训练图片、${figures.count(test)} 张测试图片，每张 ${side}×${side} 像素。请在这里添加同样的图片（最好是这个数据集存成的 zip），名称就会相同。`,
  addPictures: '添加图片',
  notStarted: (sentence) => `没有开始训练：${sentence}`,

  percent: (percent) => `${percent}\u00a0%`,
  pausedAt: (paused, percent) => `${paused} ${percent}`,
  titleOf: (state, network) => `${state} · ${network}`,
  runAt: (percent, timeLeft) => `${percent}，剩余 ${timeLeft}`,
  epochAt: (epoch, epochs) => `第 ${figures.count(epoch)} 轮，共 ${figures.count(epochs)} 轮`,

  resumeGentler: (epoch, learningRate) => `从第 ${epoch} 轮以学习率 ${learningRate} 继续`,
  trainGentler: (learningRate) => `用学习率 ${learningRate} 训练`,
  ended: {
    finished: (network, best) => `${network} 训练完成。${best}`,
    stopped: (network, best) => `${network} 的训练已停止。${best}`,
    failed: (network, best) => `${network} 的训练失败。${best}`,
  },
  best: (accuracy) => `最高测试准确率：${accuracy}。`,

  notify: '结束时通知我',
  notifyHelp: '如果训练结束时本标签页在后台，就发送通知。',
  notifyBlocked: '浏览器拦截了本页的通知，请在浏览器的网站设置中允许。',

  newVersion: '本页有新版本可用。',
  reload: '重新载入',

  close: '关闭帮助',
  notLoaded: '无法载入这一部分，请检查网络后再打开。',
};

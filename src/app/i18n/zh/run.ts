/** Chinese: the run, its buttons and how far it is. */
import type { Words } from '../en/index.ts';

export const run: Words['run'] = {
  controls: '训练控制',

  progressOf: '训练进度',
  phase: {
    preparing: '准备中',
    waiting: '正在等待图片',
    training: '训练中',
    evaluating: '正在测试图片上评估',
    paused: '已暂停',
    recovering: '正在重新启动',
  },
  offline: '正在等待网络连接',
  asked: {
    pause: '走完这一步就暂停',
    resume: '正在继续',
    step: '正在走一步',
    stop: '走完这一步就停止',
  },
  diverged: '已发散',
  outcome: { finished: '已完成', stopped: '已停止', failed: '失败' },
  task: {
    shards: '载入图片',
    compile: '编译内核',
    tune: '内核调优',
    evaluate: '在测试图片上评估',
    depth: '准备另一深度的网络',
  },
  taskAt: (task, progress) => `${task}：${progress}`,
  effort: (duration, device) => `${device}，用时 ${duration}`,
  showTwins: '对照网络对比',
  resultOf: (network) => `${network} 的结果`,
  testAccuracyOf: (network) => `${network} 的测试准确率`,
  savePicture: '保存为图片',
  save: '保存',
  link: '链接',
  linkToRun: '复制链接',
  loads: (size) => `第一次训练要下载 ${size} 的图片，只需一次。`,
  perSecond: (pictures) => `${pictures} 图片/秒`,
  left: (time) => `剩余 ${time}`,
  stat: {
    network: '网络',
    epoch: '轮次',
    step: '步数',
    speed: '图片/秒',
    learningRate: '学习率',
    timeLeft: '剩余时间',
    shards: '已载入分片',
    memory: 'GPU 内存',
  },
};

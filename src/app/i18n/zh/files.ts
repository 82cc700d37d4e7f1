/** Chinese: exports, files that are opened, and runs that can be resumed. */

import type { Words } from '../en/index.ts';
import { figures } from './figures.ts';

export const files: Words['files'] = {
  export: '导出',
  exportOf: (run) => `导出 ${run} 的权重`,
  exportHelp: '把训练得到的权重存为文件',
  nothingYet: '还没有权重：请先训练，至少一步。',
  latest: (run, step) => `${run || '本次训练'}，第 ${figures.count(step)} 步`,
  best: (epoch, accuracy) => `第 ${epoch} 轮（最高），测试 ${accuracy}`,
  format: {
    safetensors: '权重（safetensors）',
    checkpoint: '检查点（可继续训练）',
    tfjs: 'TensorFlow.js（zip）',
    onnx: 'ONNX 模型',
    'onnx-folded': 'ONNX（批归一化已并入卷积）',
    pytorch: 'PyTorch 项目（zip）',
    tensorboard: 'TensorBoard 日志（zip）',
  },
  ofBest: (format) => `${format}，准确率最高的一轮`,
  exporting: '走完这一步就导出',
  exported: (name) => `已保存 ${name}。`,
  exportFailed: '导出没有成功',

  choose: '选择 safetensors 文件',
  drop: '拖入一张图片、图片文件夹或 zip，或 safetensors 文件',
  reading: (name) => `正在读取 ${name}`,
  titled: (name, size) => `${name}，${size}`,
  close: '关闭',

  network: (name, shortcut) => (shortcut === 'identity' ? `${name}（恒等捷径）` : name),

  resume: '继续',
  resumeOf: (run) => `继续 ${run}`,
  resumeTitle: (run) => (run ? `${run} 可以继续` : '有一次训练可以继续'),
  resumeAt: (network, step, epoch, epochs) =>
    `${network} 保存在第 ${figures.count(step)} 步之后，处于第 ${epoch} 轮，共 ${epochs} 轮。继续的结果与从未中断完全一样。`,
  startFrom: '从这个网络开始训练',
  startFromTrained: (name) => `从训练好的 ${name} 开始`,
  startFromOf: (name) => `用 ${name} 的权重开始新的训练`,
  startFromHelp: '以这些权重为起点，按本页的设置开始一次新的训练',
  freshClassifier: (dataset, classes) =>
    `沿用那个网络除分类器以外的部分；${dataset} 的 ${figures.count(classes)} 个类别由新的分类器从头学起。`,
  resumeFrom: (epoch) => `从第 ${epoch} 轮继续`,

  storageTitle: '权重只保存在内存里',
  storageProblem: (sentence) => `关闭页面后它们就会消失，请导出需要的权重。${sentence}`,
  passedOverTitle: '最新的检查点已损坏',
  passedOver: (step) => `改用它之前的检查点，即第 ${figures.count(step)} 步。`,
  roomTitle: '存放权重的空间不足',
  room: (needed, left) =>
    `这次训练的权重最多需要 ${needed}，而浏览器只给这个页面剩下 ${left}。放不下的部分只保存在内存里，关闭页面后就会消失。`,
  roomChoose: '选择要删除的权重',
  evictedTitle: '内存已让给更新的权重',
  evicted: (runs) => `较早的 ${figures.count(runs)} 次训练的权重无法写入磁盘，现已不在；曲线和结果仍然保留。`,
};

/** Chinese: what the worker does and cannot do now. */
import type { Phrase } from '../../translator.ts';

export const worker: readonly Phrase[] = [
  ['{broke}: press {button} to start again.', '{broke}：请按“{button}”重新开始。'],
  ['{broke}: try again.', '{broke}：请重试。'],
  ['The training worker broke down ({why})', '训练程序出错（{why}）'],
  ['its script could not be loaded or it ran out of memory', '脚本无法加载，或内存不足'],
  ['Train', '训练'],
  ['Measure', '测量'],
  [
    '{what} is under way: stop it or wait for its end, then measure.',
    '{what}正在进行：请先停止，或等它结束，然后再测量。',
  ],
  ['A run', '有一次训练'],
  ['A measurement', '有一次测量'],
  ['The run was stopped.', '训练已停止。'],
  ['The run is over.', '训练已经结束。'],
  [
    'The speed of a GPU is measured through WebGPU, which cannot be used here: try Chrome or Edge on a machine with a graphics card.',
    '测量 GPU 的速度需要 WebGPU，但这里无法使用：请在有显卡的机器上用 Chrome 或 Edge 再试。',
  ],
  ['warming up the {kind} engine', '正在预热{kind}引擎'],
  ['compiled {done} of {total} kernels', '已编译 {done} / {total} 个内核'],
  ['tuned {done} of {total} convolutions', '已调优 {done} / {total} 个卷积'],
  ['measuring what the device can do at best', '正在测量这台设备的最高速度'],
  ['step {done} of {total}, {kind} engine', '{kind}引擎，第 {done} 步，共 {total} 步'],
  ['fused', '融合'],
  ['stock', '原版'],
];

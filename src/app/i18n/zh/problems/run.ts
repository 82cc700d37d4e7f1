/** Chinese: what ends a run or a measurement early, and what a measurement is doing. */
import type { BenchTask, RunProblem } from '../../../../problems/run.ts';
import { type Sentences, textClause } from '../../../../problems/sentences.ts';

const engines = { fused: '融合', stock: '原版' };
const buttons = { train: '请按“训练”重新开始', measure: '请重新测量' };

export const runSentences: Sentences<RunProblem> = {
  diverged: ({ loss, value, step, learningRate, gentler }) => {
    const happened = value === undefined ? '不再是有限的数' : `已飙升到 ${value}`;
    return `在第 ${step} 步、学习率为 ${learningRate} 时，${loss === 'test' ? '测试损失' : '损失'}${happened}。请把学习率降到十分之一，即 ${gentler}，重新训练。`;
  },
  'run-over': () => '训练已经结束。',
  'storage-full': () => '浏览器已没有更多空间给这个页面：请清理磁盘，或删除不需要的训练。',
  'other-dataset': ({ learned, chosen }) =>
    `这次训练学习的是 ${learned}，不能改用 ${chosen} 继续：请选择 ${learned}，或开始新的训练。`,
  busy: ({ doing }) =>
    `有一次${doing === 'run' ? '训练' : '测量'}正在进行：请先停止，或等它结束，然后再测量。`,
  'worker-broke': ({ why, again }) => {
    const because = why === '' ? '脚本无法加载，或内存不足' : textClause({ kind: 'text', text: why });
    return `训练程序出错（${because}）：${again ? buttons[again] : '请重试'}。`;
  },
};

export const benchTasks: Sentences<BenchTask> = {
  tuning: ({ done, total }) => `已调优 ${done} / ${total} 个卷积`,
  'warming-up': ({ engine }) => `正在预热${engines[engine]}引擎`,
  compiling: ({ done, total }) => `已编译 ${done} / ${total} 个内核`,
  checking: () => '正在检查引擎的计算是否正确',
  roofline: () => '正在测量这台设备的最高速度',
  timing: ({ step, steps, engine }) => `${engines[engine]}引擎，第 ${step} 步，共 ${steps} 步`,
};

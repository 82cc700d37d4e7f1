/** Chinese: what ends a run or a measurement early, and what a measurement is doing. */
import type { BenchTask, NamedDevice, RunProblem } from '../../../../problems/run.ts';
import { type Sentences, textClause } from '../../../../problems/sentences.ts';

const engines = { fused: '融合', stock: '原版' };
const buttons = { train: '请按“训练”重新开始', measure: '请重新测量' };

const backends = { webgpu: 'WebGPU', webgl: 'WebGL', cpu: 'CPU' };
const deviceText = ({ backend, name }: NamedDevice): string =>
  name === '' || backend === 'cpu' ? ` ${backends[backend]} ` : ` ${backends[backend]}（${name}）`;

/** What broke each time, and what helps. */
const remedies = {
  gpu: 'GPU 或它的驱动程序撑不住：请关闭其他使用 GPU 的程序，或重启浏览器',
  worker: '训练程序内存不足，或被强行结束：请关闭其他标签页和程序，或选择更小的网络',
};

export const runSentences: Sentences<RunProblem> = {
  diverged: ({ loss, value, step, learningRate, gentler, half }) => {
    const happened = value === undefined ? '不再是有限的数' : `已飙升到 ${value}`;
    return `在第 ${step} 步、学习率为 ${learningRate} 时，${loss === 'test' ? '测试损失' : '损失'}${happened}。请把学习率降到十分之一，即 ${gentler}，重新训练${half ? '；也可以改用 float32 存储，因为半精度的数最大是 65,504' : ''}。`;
  },
  'run-over': () => '训练已经结束。',
  'not-understood': () => '页面与训练线程的版本不同：请在所有标签页中重新加载页面，然后重试。',
  'storage-full': () => '浏览器已没有更多空间给这个页面：请清理磁盘，或删除不需要的训练。',
  'other-dataset': ({ learned, chosen }) =>
    `这次训练学习的是 ${learned}，不能改用 ${chosen} 继续：请选择 ${learned}，或开始新的训练。`,
  'other-device': ({ before, now }) =>
    `这次训练之前用${deviceText(before)}进行，而这里将用${deviceText(now)}进行：可以继续，但数字不会与不中断时完全一致。`,
  'kernels-gone': ({ now }) =>
    `对于${deviceText(now)}，此版本已没有这次训练所用的计算内核：可以继续，但数字不会与不中断时完全一致。`,
  busy: ({ doing }) =>
    `有一次${doing === 'run' ? '训练' : '测量'}正在进行：请先停止，或等它结束，然后再测量。`,
  'worker-silent': ({ again }) => `训练程序没有任何响应，已被结束：${again ? buttons[again] : '请重试'}。`,
  'run-stalled': () => 'GPU 几分钟都没有走完一步：请减小批大小或换用更小的网络，然后按“训练”重新开始。',
  'engine-broke': () => '计算引擎在工作途中出错：请减小批大小或换用更小的网络，然后按“训练”重新开始。',
  'backend-gone': ({ before, now }) =>
    `训练在第一个检查点之前中断，之后${deviceText(before)}不可用了：请重启浏览器恢复它，或者按“训练”，改用${deviceText(now)}从头开始。`,
  'gave-up': ({ starts, because }) =>
    `训练连续自动重启了 ${starts} 次，每次都中断。${remedies[because]}，然后按“继续”；如果还没有存过检查点，请按“训练”。`,
  'stopped-unheard': ({ kept }) =>
    `训练程序没有响应，已被结束。${kept === undefined ? '此前还没有存过检查点' : `到第 ${kept} 步为止的训练都保留着`}。`,
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

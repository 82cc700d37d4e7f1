/** SGD and AdamW over several steps against PyTorch's formulas written out in float64. */
import { expect, test } from 'vitest';
import type { ParameterInfo } from '../../src/model/parameters.ts';
import { decays, StockOptimizer } from '../../src/nn/stockOptimizer.ts';
import * as tf from '../../src/nn/tf.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig, type StepSettings } from '../../src/training/settings.ts';
import { onEachBackend } from './devices.ts';
import { expectClose, randomArray, randomNumbers } from './numbers.ts';

const infos: readonly ParameterInfo[] = [
  { name: 'conv.weight', role: 'conv', shape: [5, 3, 3, 3], trainable: true },
  { name: 'norm.weight', role: 'gamma', shape: [12], trainable: true },
  { name: 'norm.bias', role: 'beta', shape: [12], trainable: true },
  { name: 'linear.weight', role: 'linear', shape: [10, 5], trainable: true },
  { name: 'linear.bias', role: 'bias', shape: [10], trainable: true },
];
const lengthOf = (info: ParameterInfo): number => info.shape.reduce((a, b) => a * b, 1);

/** torch.optim.SGD and torch.optim.AdamW, one number at a time. */
function expectedAfter(
  start: Float32Array,
  gradients: readonly Float32Array[],
  rates: readonly number[],
  s: StepSettings,
  decayed: boolean,
): Float64Array {
  const wd = decayed ? s.weightDecay : 0;
  return Float64Array.from(start, (value, i) => {
    let p = value;
    let buffer: number | undefined;
    let m = 0;
    let v = 0;
    gradients.forEach((gradient, step) => {
      const lr = rates[step] ?? Number.NaN;
      let g = gradient[i] ?? Number.NaN;
      if (s.optimizer === 'sgd') {
        g += wd * p;
        if (s.momentum !== 0) {
          buffer = buffer === undefined ? g : s.momentum * buffer + g;
          g = s.nesterov ? g + s.momentum * buffer : buffer;
        }
        p -= lr * g;
      } else {
        p *= 1 - lr * wd;
        m = s.momentum * m + (1 - s.momentum) * g;
        v = 0.999 * v + 0.001 * g * g;
        const t = step + 1;
        p -= (lr / (1 - s.momentum ** t)) * (m / (Math.sqrt(v) / Math.sqrt(1 - 0.999 ** t) + 1e-8));
      }
    });
    return p;
  });
}

const base: StepSettings = { ...stepSettings(defaultConfig, 0), weightDecay: 0.1 };
const rates = [0.05, 0.1, 0.2, 0.01, 0.003];

onEachBackend(() => {
  test.each<Partial<StepSettings>>([
    { momentum: 0, nesterov: false, weightDecay: 0 },
    { momentum: 0, nesterov: true },
    { nesterov: false },
    { nesterov: true },
    { nesterov: true, decay: 'weights' },
    { optimizer: 'adamw' },
    { optimizer: 'adamw', decay: 'weights', momentum: 0.8 },
    { optimizer: 'adamw', weightDecay: 0 },
  ])('%o', async (change) => {
    const settings = { ...base, ...change };
    const draw = randomNumbers(21);
    const starts = infos.map((info) => randomArray(lengthOf(info), draw));
    const parameters = infos.map((info, i) => ({
      info,
      variable: tf.variable(tf.tensor1d(starts[i] as Float32Array)),
    }));
    const gradients = infos.map((info) => rates.map(() => randomArray(lengthOf(info), draw)));
    const optimizer = new StockOptimizer();
    rates.forEach((learningRate, step) => {
      tf.tidy(() => {
        const now = new Map(
          infos.map((info, i) => [info.name, tf.tensor1d(gradients[i]?.[step] as Float32Array) as tf.Tensor]),
        );
        optimizer.apply(parameters, now, { ...settings, learningRate });
      });
    });
    expect(optimizer.counts.steps).toBe(rates.length);
    for (const [i, { info, variable }] of parameters.entries()) {
      const decayed = settings.decay === 'all' || ['conv', 'linear'].includes(info.role);
      expect(decays(info, settings.decay)).toBe(decayed);
      expectClose(
        await variable.data(),
        expectedAfter(starts[i] as Float32Array, gradients[i] ?? [], rates, settings, decayed),
        2e-6,
        info.name,
      );
    }
    optimizer.dispose();
    tf.dispose(parameters.map((p) => p.variable));
  });
});

/** Initial weights and the two layouts. */
import { describe, expect, test } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import type { NamedTensor } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { deviceShape, toDeviceLayout, toPyTorchLayout } from '../../src/nn/layout.ts';
import { makeSpec } from '../specs.ts';

const structure = structureOf(makeSpec('resnet20'));
const find = (weights: readonly NamedTensor[], name: string): Float32Array => {
  const tensor = weights.find((w) => w.name === name);
  if (!tensor) throw new Error(`no ${name}`);
  return tensor.data;
};
const mean = (a: Float32Array): number => a.reduce((sum, v) => sum + v, 0) / a.length;
const moment = (a: Float32Array, power: number): number => {
  const centre = mean(a);
  return mean(a.map((v) => (v - centre) ** power));
};
const variance = (a: Float32Array): number => moment(a, 2);
const kurtosis = (a: Float32Array): number => moment(a, 4) / variance(a) ** 2;

describe('initial weights', () => {
  const conv = 'layer3.1.features.3.weight';
  const fan = 64 * 9;

  test('he: normal with variance 2 / fan-out', () => {
    const w = find(initialWeights(structure, 'he', 1), conv);
    expect(w.length).toBe(64 * fan);
    expect(mean(w)).toBeCloseTo(0, 3);
    expect((variance(w) * fan) / 2).toBeCloseTo(1, 1);
    expect(kurtosis(w)).toBeCloseTo(3, 0);
    // Fan-out, not fan-in: the stem has 3 inputs and 16 outputs.
    expect(
      (variance(find(initialWeights(structure, 'he', 1), 'features.0.weight')) * 16 * 9) / 2,
    ).toBeGreaterThan(0.7);
  });

  test('pytorch: uniform within one over the root of fan-in', () => {
    const w = find(initialWeights(structure, 'pytorch', 1), conv);
    const bound = 1 / Math.sqrt(fan);
    expect(Math.max(...w)).toBeLessThanOrEqual(Math.fround(bound));
    expect(Math.max(...w)).toBeGreaterThan(0.999 * bound);
    expect(Math.min(...w)).toBeLessThan(-0.999 * bound);
    expect((variance(w) * 3) / bound ** 2).toBeCloseTo(1, 1);
  });

  test.each(['he', 'pytorch'] as const)('%s: classifier and batch norm', (init) => {
    const weights = initialWeights(structure, init, 1);
    for (const name of ['classifer.weight', 'classifer.bias']) {
      const w = find(weights, name);
      expect(Math.max(...w.map(Math.abs))).toBeLessThanOrEqual(1 / 8);
      expect(variance(w)).toBeGreaterThan(0.001);
    }
    expect(new Set(find(weights, 'features.1.weight'))).toEqual(new Set([1]));
    expect(new Set(find(weights, 'features.1.bias'))).toEqual(new Set([0]));
    expect(new Set(find(weights, 'features.1.running_mean'))).toEqual(new Set([0]));
    expect(new Set(find(weights, 'features.1.running_var'))).toEqual(new Set([1]));
  });

  test('residual blocks may start as their shortcuts alone; nothing else changes, and plain networks do not', () => {
    const zeroed = initialWeights(structure, 'he', 1, true);
    const usual = initialWeights(structure, 'he', 1);
    const differing = zeroed.filter(({ data }, i) => data.some((v, k) => v !== usual[i]?.data[k]));
    const ends = structure.stages.flatMap(({ blocks }) =>
      blocks.map(({ name }) => `${name}.features.4.weight`),
    );
    expect(differing.map(({ name }) => name)).toEqual(ends);
    for (const { data } of differing) expect(new Set(data)).toEqual(new Set([0]));
    const bottleneck = structureOf(makeSpec({ block: 'bottleneck', stem: 'cifar', blocks: [2], width: 4 }));
    expect(new Set(find(initialWeights(bottleneck, 'he', 1, true), 'layer1.1.features.7.weight'))).toEqual(
      new Set([0]),
    );
    const unnormalised = initialWeights(
      structureOf(makeSpec('resnet20', { norm: 'none' })),
      'pytorch',
      1,
      true,
    );
    for (const end of ['layer1.1.features.3.weight', 'layer1.1.features.3.bias'])
      expect(new Set(find(unnormalised, end))).toEqual(new Set([0]));
    const plain = structureOf(makeSpec('resnet20', { shortcut: 'none' }));
    expect(initialWeights(plain, 'he', 1, true)).toEqual(initialWeights(plain, 'he', 1));
  });

  test('a convolution without batch norm: its filters as ever, its bias like PyTorch or 0', () => {
    const plain = structureOf(makeSpec('resnet20', { norm: 'none' }));
    for (const init of ['he', 'pytorch'] as const) {
      const [weights, normed] = [initialWeights(plain, init, 1), initialWeights(structure, init, 1)];
      expect(find(weights, conv)).toEqual(find(normed, conv));
      expect(find(weights, 'classifer.bias')).toEqual(find(normed, 'classifer.bias'));
    }
    const biases = find(initialWeights(plain, 'pytorch', 1), 'layer3.1.features.3.bias');
    expect(biases.length).toBe(64);
    const bound = 1 / Math.sqrt(fan);
    expect(Math.max(...biases.map(Math.abs))).toBeLessThanOrEqual(Math.fround(bound));
    expect((variance(biases) * 3) / bound ** 2).toBeGreaterThan(0.6);
    expect((variance(biases) * 3) / bound ** 2).toBeLessThan(1.4);
    const he = find(initialWeights(plain, 'he', 1), 'layer3.1.features.3.bias');
    expect(new Set(he)).toEqual(new Set([0]));
  });

  test('the seed and the name decide, nothing else', () => {
    const weights = initialWeights(structure, 'he', 1);
    expect(initialWeights(structure, 'he', 1)).toEqual(weights);
    expect(find(initialWeights(structure, 'he', 2), conv)).not.toEqual(find(weights, conv));
    expect(find(weights, 'layer3.2.features.3.weight')).not.toEqual(find(weights, conv));
    const deeper = initialWeights(structureOf(makeSpec('resnet32')), 'he', 1);
    expect(find(deeper, conv)).toEqual(find(weights, conv));
  });
});

describe('layouts', () => {
  test('OIHW and HWIO', () => {
    const info = { shape: [2, 3, 2, 2] };
    const oihw = Float32Array.from({ length: 24 }, (_, i) => i);
    const hwio = toDeviceLayout(info, oihw);
    expect(deviceShape(info)).toEqual([2, 2, 3, 2]);
    const [o, i, h, w] = [1, 2, 0, 1];
    expect(hwio[((h * 2 + w) * 3 + i) * 2 + o]).toBe(((o * 3 + i) * 2 + h) * 2 + w);
    expect(Array.from(hwio.slice(0, 4))).toEqual([0, 12, 4, 16]);
    expect(toPyTorchLayout(info, hwio)).toEqual(oihw);
  });

  test('[out, in] and [in, out], vectors as they are', () => {
    const data = Float32Array.of(1, 2, 3, 4, 5, 6);
    expect(Array.from(toDeviceLayout({ shape: [2, 3] }, data))).toEqual([1, 4, 2, 5, 3, 6]);
    expect(toPyTorchLayout({ shape: [2, 3] }, toDeviceLayout({ shape: [2, 3] }, data))).toEqual(data);
    expect(toDeviceLayout({ shape: [6] }, data)).toEqual(data);
  });
});

/**
 * When a run has diverged, on losses that were measured: training and test loss of every epoch, on llvmpipe with the fused engine.
 * Healthy runs start far worse than one would think, and must survive.
 */
import { describe, expect, it } from 'vitest';
import { sentenceOf } from '../../src/problems/index.ts';
import { divergedError, divergedLoss, isSuspect, rateFrom } from '../../src/training/divergence.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';

type Losses = readonly (readonly [train: number, test: number])[];

interface Told {
  /** Counted from 1. */
  readonly epoch: number;
  readonly loss: 'train' | 'test';
}

/** What ends a run with these losses, if anything. */
function told(losses: Losses, stepsPerEpoch: number, more: Partial<RunConfig> = {}): Told | undefined {
  const config = { ...defaultConfig, schedule: 'constant' as const, ...more, epochs: losses.length };
  const all = losses.map(([trainLoss, testLoss]) => ({ trainLoss, testLoss }));
  for (let epoch = 1; epoch <= all.length; epoch++) {
    const loss = divergedLoss({
      config,
      classes: 10,
      epochs: all.slice(0, epoch),
      step: epoch * stepsPerEpoch,
      totalSteps: all.length * stepsPerEpoch,
    });
    if (loss) return { epoch, loss };
  }
  return undefined;
}

describe('a run that recovers', () => {
  it.each<[string, number, Losses]>([
    ['ResNet-8 at rate 0.1', 20, [[2.05, 2.01], [1.828, 2.372], [1.736, 1.762], [1.65, 1.828]]],
    ['ResNet-8 at rate 1', 20, [[2.456, 7.441], [2.244, 2.201], [2.154, 2.301], [2.109, 2.063]]],
    ['ResNet-20 at rate 0.1', 20, [[2.406, 140.5], [2.148, 2.676], [1.977, 2.043]]],
    ['ResNet-56 at rate 0.1', 20, [[3.042, 1439], [2.351, 3.146], [2.317, 2.275]]],
    ['ResNet-56, one-cycle', 20, [[3.088, 1.143e6], [2.369, 5.351], [2.211, 2.217]]],
    ['Plain-56 at rate 0.1', 20, [[2.356, 4.644e5], [2.324, 2.379], [2.326, 2.41]]],
    ['ResNet-110 at rate 0.1', 20, [[6.221, 9.216e4], [2.397, 3.983], [2.287, 2.451], [2.265, 2.239]]],
    ['AdamW at rate 1', 20, [[2.27, 141.2], [2.163, 6.366], [2.163, 2.337], [2.091, 2.091]]],
  ])('is never ended: %s', (_, perEpoch, losses) => {
    expect(told(losses, perEpoch)).toBeUndefined();
    // Nor where it stops short of its recovery.
    for (let n = 1; n < losses.length; n++) expect(told(losses.slice(0, n), perEpoch)).toBeUndefined();
  }); // biome-ignore format: tables

  it('is never ended by a spike of the test loss, or by one bad epoch', () => {
    expect(told([[1.5, 1.6], [1.4, 5000], [1.3, 1.4], [1.2, 70], [1.1, 1.2]], 400)).toBeUndefined(); // biome-ignore format: table
    expect(told([[1.5, 1.6], [40, 5000], [2.1, 2.2]], 400)).toBeUndefined(); // biome-ignore format: table
    expect(told([[2.6, 900], [2.2, 2.4]], 400)).toBeUndefined(); // biome-ignore format: table
  });

  it('is left to its schedule where that comes down to the gentler rate', () => {
    const losses: Losses = [[2.371, 16.23], [2.364, 3.76], [7.503, 26_510], [3.65, 2.341], [2.401, 2.325], [2.377, 2.357], [2.333, 2.37], [2.174, 2.142]]; // biome-ignore format: table
    for (const schedule of ['onecycle', 'cosine', 'step'] as const)
      expect(told(losses, 20, { schedule }), schedule).toBeUndefined();
    expect(told(losses, 20)).toEqual({ epoch: 3, loss: 'test' });
  });
});

describe('a run that has diverged', () => {
  it.each<[string, number, Losses, Told]>([
    ['ResNet-8 at rate 10', 20, [[7.426, 62.07], [2.671, 2.609], [2.572, 2.548], [2.921, 125.5], [2.6, 2.6]], { epoch: 4, loss: 'test' }],
    ['ResNet-8 at rate 100', 20, [[1.057e17, 1.344e19], [2.117e21, 6.986e22], [2.698e24, 226], [5e29, 1e29]], { epoch: 3, loss: 'train' }],
    ['ResNet-20 at rate 10', 20, [[7820, 1.528e25], [7.887e5, 9.868e9], [3.754e10, 4.919e26]], { epoch: 3, loss: 'train' }],
    ['with epochs of their full length', 391, [[2.9, 67_061], [2.8, 30_000], [2.7, 3]], { epoch: 2, loss: 'test' }],
    ['in a single epoch', 391, [[7820, 1e9]], { epoch: 1, loss: 'train' }],
    ['in its last epoch, by the test loss alone', 391, [[2.9, 67_061]], { epoch: 1, loss: 'test' }],
  ])('is ended: %s', (_, perEpoch, losses, expected) => {
    expect(told(losses, perEpoch)).toEqual(expected);
  }); // biome-ignore format: tables

  it('is ended where the schedule has come down already, or never does', () => {
    const losses: Losses = Array.from({ length: 10 }, () => [50, 50]);
    expect(told(losses, 100, { schedule: 'step' })).toEqual({ epoch: 5, loss: 'train' });
    expect(told(losses, 100, { schedule: 'onecycle' })?.epoch).toBeGreaterThan(8);
    expect(told(losses, 100)).toEqual({ epoch: 1, loss: 'train' });
  });

  it('measures by the number of classes', () => {
    const epochs = [{ trainLoss: 4, testLoss: 30 }, { trainLoss: 4, testLoss: 30 }]; // biome-ignore format: short
    const run = { config: { ...defaultConfig, schedule: 'constant' }, epochs, step: 800, totalSteps: 1600 } as const; // biome-ignore format: short
    expect(divergedLoss({ ...run, classes: 10 })).toBe('test');
    expect(divergedLoss({ ...run, classes: 100 })).toBeUndefined();
  });

  it('is told with the loss, and with a tenth of the rate', () => {
    expect(
      sentenceOf(divergedError('test', 391, { learningRate: 10, storage: 'float32' }, 67_061.3).problem),
    ).toBe(
      'The test loss has exploded to 67100 by step 391 at learning rate 10: start again with a tenth of it, 1.',
    );
    expect(
      sentenceOf(divergedError('train', 391, { learningRate: 0.3, storage: 'float16' }, 1.2e19).problem),
    ).toBe(
      'The loss has exploded to 12000000000000000000 by step 391 at learning rate 0.3: start again with a tenth of it, 0.03.',
    );
  });

  it('blames halves too where a number of theirs overflowed', () => {
    const half = { learningRate: 0.1, storage: 'float16' } as const;
    expect(sentenceOf(divergedError('train', 7, half).problem)).toContain(
      'or store float32, as halves end at 65,504',
    );
    expect(divergedError('train', 7, { ...half, storage: 'float32' }).problem.half).toBeUndefined();
  });

  it('doubts a state whose losses are far from those of guessing, once they say something', () => {
    const seen = { classes: 10, step: 60, trainLoss: 2.4 };
    expect(isSuspect(seen)).toBe(false);
    expect(isSuspect({ ...seen, testLoss: 67_061 })).toBe(true);
    expect(isSuspect({ ...seen, trainLoss: 24 })).toBe(true);
    // A network that learns is none, whatever its test loss was once; and early losses say nothing.
    expect(isSuspect({ ...seen, trainLoss: 2.2, testLoss: 67_061 })).toBe(false);
    expect(isSuspect({ ...seen, step: 59, testLoss: 67_061 })).toBe(false);
  });

  it('resumes with a tenth of the rate that was too high, or with the one that was not', () => {
    expect(rateFrom({ gentler: 0.03 }, { learningRate: 0.3 })).toBe(0.03);
    expect(rateFrom({ gentler: 1 }, { learningRate: 0.1 })).toBe(0.1);
  });
});

/** Small networks of every kind with weights that would show any mistake, and the logits that our own network gives. */
import '@tensorflow/tfjs-backend-cpu';
import { uniformFloat64 } from 'pure-rand/distribution/uniformFloat64';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { parametersOf } from '../../src/model/parameters.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import type { NamedTensor } from '../../src/nn/engine.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { Network } from '../../src/nn/network.ts';
import { stockOps } from '../../src/nn/stockOps.ts';
import * as tf from '../../src/nn/tf.ts';
import { makeSpec } from '../specs.ts';

const spec = (
  block: ModelSpec['block'],
  blocks: readonly number[],
  width: number,
  rest: Partial<ModelSpec> = {},
): ModelSpec => makeSpec({ block, blocks, width, stem: rest.stem ?? 'cifar' }, rest);

/** Every kind of block, shortcut and stem, odd widths and sizes that do not divide, from two classes to as many as there may be. */
export const smallNetworks: Readonly<Record<string, ModelSpec>> = {
  'three stages of basic blocks, 3 classes': spec('basic', [1, 1, 1], 4, { classes: 3 }),
  'four stages, odd width, two blocks': spec('basic', [1, 2, 1, 1], 3, { inputSize: 17 }),
  'bottlenecks, 100 classes': spec('bottleneck', [1, 2], 4, { inputSize: 16, classes: 100 }),
  'bottlenecks with identity shortcuts': spec('bottleneck', [1, 1], 3, {
    shortcut: 'identity',
    inputSize: 15,
  }),
  'identity shortcuts, 2 classes': spec('basic', [2, 2], 4, { shortcut: 'identity', classes: 2 }),
  'identity shortcuts, odd width and size': spec('basic', [1, 1, 1], 5, {
    shortcut: 'identity',
    inputSize: 19,
  }),
  'no shortcuts, 257 classes': spec('basic', [1, 1], 4, { shortcut: 'none', classes: 257 }),
  'no batch norm, 1000 classes': spec('basic', [1, 1], 4, { norm: 'none', classes: 1000 }),
  'bottlenecks without batch norm, identity shortcuts': spec('bottleneck', [1, 1], 3, {
    norm: 'none',
    shortcut: 'identity',
    inputSize: 15,
  }),
  'the ImageNet stem, 7 classes': spec('basic', [1, 1], 4, { stem: 'imagenet', classes: 7 }),
  'the ImageNet stem, odd size': spec('bottleneck', [1, 1], 2, { stem: 'imagenet', inputSize: 35 }),
};

/** Numbers of a seed, uniform between two bounds. */
function uniform(seed: number, count: number, low: number, high: number): Float32Array {
  const generator = xoroshiro128plus(seed);
  return Float32Array.from({ length: count }, () => low + (high - low) * uniformFloat64(generator));
}

/** Weights whose batch norms and biases do something: no parameter and no statistic is 0 or 1. */
export function livelyWeights(network: ModelSpec, seed = 1): NamedTensor[] {
  const structure = structureOf(network);
  const infos = parametersOf(structure);
  return initialWeights(structure, 'he', seed).map((tensor, i) => {
    const values = (low: number, high: number) => uniform(100 * seed + i, tensor.data.length, low, high);
    switch (infos[i]?.role) {
      case 'gamma':
        return { ...tensor, data: values(0.5, 1.5) };
      case 'beta':
      case 'mean':
      case 'bias':
        return { ...tensor, data: values(-0.5, 0.5) };
      case 'variance':
        return { ...tensor, data: values(0.3, 2) };
      default:
        return tensor;
    }
  });
}

export interface Expected {
  /** Pictures as [N, S, S, 3]. */
  readonly nhwc: Float32Array;
  /** The same as [N, 3, S, S]. */
  readonly nchw: Float32Array;
  /** [N, classes] */
  readonly logits: Float32Array;
}

/** What our own network answers to a few pictures, on tfjs's CPU backend. */
export async function expectedLogits(
  network: ModelSpec,
  weights: readonly NamedTensor[],
  n: number,
): Promise<Expected> {
  await tf.setBackend('cpu');
  const size = network.inputSize;
  const nhwc = uniform(9, n * size * size * 3, -2, 2);
  const ours = new Network(structureOf(network), stockOps({ mean: [0, 0, 0], std: [1, 1, 1] }), weights);
  try {
    return tf.tidy(() => {
      const x = tf.tensor4d(nhwc, [n, size, size, 3]);
      const nchw = tf.transpose(x, [0, 3, 1, 2]).dataSync<'float32'>();
      return { nhwc, nchw, logits: ours.logits(x).dataSync<'float32'>() };
    });
  } finally {
    ours.dispose();
  }
}

/** The largest difference of two lists of numbers. */
export const maxDifference = (a: ArrayLike<number>, b: ArrayLike<number>): number =>
  Array.from(a).reduce((max, value, i) => Math.max(max, Math.abs(value - (b[i] ?? Number.NaN))), 0);

/** Sums over tensors that a recording takes aside: what vitals and taps are made of. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { elementsOf } from '../model/parameters.ts';
import * as tf from '../nn/tf.ts';
import type { TrainingBackend } from './backend.ts';
import { ceilDiv } from './kernel.ts';
import { channelSums } from './kernels/channelSums.ts';
import { type Pieces, pieceTable, sumSquares } from './kernels/sumSquares.ts';

/** Sums of squares of a tensor, [pieces]. */
export function squaresOf(b: TrainingBackend, values: TensorInfo, pieces: Pieces): TensorInfo {
  const sums = b.makeTensorInfo([pieces.length], 'float32');
  const table = tf.tensor1d(pieceTable(pieces), 'int32');
  b.aside(() => b.run(sumSquares(pieces, b.storageOf(values)), [values, table, sums]));
  table.dispose();
  return sums;
}

/** Σ x and Σ x² of [rows…, channels] by channel, over groups of rows: [groups, 2, channels]. */
export function channelSumsOf(b: TrainingBackend, x: TensorInfo, groupRows: number): TensorInfo {
  const channels = x.shape.at(-1) ?? 1;
  const rows = elementsOf(x.shape) / channels;
  const sums = b.makeTensorInfo([ceilDiv(rows, groupRows), 2, channels], 'float32');
  const kernel = channelSums(rows, channels, groupRows, b.traits, b.storageOf(x));
  b.aside(() => b.run(kernel, [x, sums]));
  return sums;
}

/**
 * A recorded look at a network: what a request asks for is kept or summed by dispatches beside those of the forward pass, which
 * stay as they are, and read together.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import { elementsOf } from '../model/parameters.ts';
import { type Tapped, type TapValues, tappedKey, tapsWatcher, type Watcher } from '../nn/taps.ts';
import type { TrainingBackend } from './backend.ts';
import { floatsOfHalves } from './halves.ts';
import { piecesOf } from './kernels/sumSquares.ts';
import type { BufferRegion } from './region.ts';
import type { Storage } from './storage.ts';
import { channelSumsOf, squaresOf } from './sums.ts';

/**
 * What a logit counts in the gradient, which is divided by it when it is read. Where gradients are stored as halves, more than
 * once: those of a logit by the last feature map are the classifier's weights over its pixels, about a thousandth, and
 * grow to where there is as much room above as below.
 */
export const weightOfLogit = (storage: Storage): number => (storage === 'float16' ? 2 ** 10 : 1);

/** What a recording leaves of a request: where its results lie after a replay of everything, and what they say. */
export interface RecordedTaps {
  readonly regions: readonly BufferRegion[];
  /** @param buffers The bytes of the regions. */
  of(buffers: readonly ArrayBuffer[]): TapValues;
}

interface Result {
  readonly key: string;
  readonly region: BufferRegion;
  read(bytes: ArrayBuffer): Float32Array;
}

const floats = (bytes: ArrayBuffer): Float32Array => new Float32Array(bytes);

export class TapsRecording {
  private readonly results: Result[] = [];

  readonly watcher: Watcher;

  /**
   * @param keep Gives a tensor of the recording a place that outlives the replay.
   * @param wanted What is asked for.
   */
  constructor(
    private readonly backend: TrainingBackend,
    private readonly keep: (tensor: TensorInfo) => BufferRegion,
    wanted: readonly Tapped[],
  ) {
    this.watcher = tapsWatcher(wanted, (tapped, { dataId, shape, dtype }) =>
      this.take(tapped, { dataId, shape, dtype }),
    );
  }

  /** Takes what was computed besides. @param weight What a logit counts in the gradient. */
  finish(logits: TensorInfo, gradient: TensorInfo | undefined, weight: number): RecordedTaps {
    this.add('logits', logits, floats);
    if (gradient) {
      const read = this.reader(gradient);
      this.add('gradient', gradient, (bytes) => read(bytes).map((v) => v / weight));
    }
    const { results } = this;
    return {
      regions: results.map(({ region }) => region),
      of: (buffers) => {
        const tapped = new Map(
          results.map(({ key, read }, i) => [key, read(buffers[i] ?? new ArrayBuffer())]),
        );
        return {
          logits: tapped.get('logits') ?? new Float32Array(),
          tapped,
          gradient: tapped.get('gradient'),
        };
      },
    };
  }

  private take(tapped: Tapped, tensor: TensorInfo): void {
    const key = tappedKey(tapped);
    if (tapped.form === 'map') this.add(key, tensor, this.reader(tensor));
    if (tapped.form === 'size') {
      const elements = elementsOf(tensor.shape);
      this.addSums(key, squaresOf(this.backend, tensor, piecesOf(0, elements)), (sums) => {
        const square = sums.reduce((sum, part) => sum + part, 0) / elements;
        return Float32Array.of(Math.sqrt(square));
      });
    }
    if (tapped.form === 'pooled') {
      const [, height = 1, width = 1, channels = 1] = tensor.shape;
      const pixels = height * width;
      // Of a picture the sums of its channels come first, then those of their squares, which nobody asked for.
      this.addSums(key, channelSumsOf(this.backend, tensor, pixels), (sums) =>
        sums.filter((_, i) => i % (2 * channels) < channels).map((sum) => sum / pixels),
      );
    }
  }

  private addSums(key: string, sums: TensorInfo, of: (sums: Float32Array) => Float32Array): void {
    this.add(key, sums, (bytes) => of(floats(bytes)));
    this.backend.disposeData(sums.dataId);
  }

  private add(key: string, tensor: TensorInfo, read: Result['read']): void {
    this.results.push({ key, region: this.keep(tensor), read });
  }

  /** How the values of a tensor of the recording are read. */
  private reader(tensor: TensorInfo): Result['read'] {
    return this.backend.storageOf(tensor) === 'float16' ? floatsOfHalves : floats;
  }
}

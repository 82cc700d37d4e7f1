/**
 * The vitals of a recorded training step: sums of squares of every block's output and gradients, recorded as optional
 * dispatches beside the step's own, which stay as they are. All sums land in one small buffer.
 */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { Network } from '../nn/network.ts';
import type { Watcher } from '../nn/taps.ts';
import { blockOf, joinVitals, type VitalSum } from '../nn/vitals.ts';
import type { BlockVitals } from '../training/vitals.ts';
import type { TrainingBackend } from './backend.ts';
import { ceilDiv } from './kernel.ts';
import { type Pieces, piecesOf } from './kernels/sumSquares.ts';
import type { ParameterStore, Window } from './parameterStore.ts';
import { align, type BufferRegion, bytesOf } from './region.ts';
import { squaresOf } from './sums.ts';

/** What a recording leaves of its vitals: where the sums lie after a replay, and what they say. */
export interface RecordedVitals {
  readonly region: BufferRegion;
  of(sums: Float32Array): BlockVitals[];
}

/** Where results of a recording may lie. */
export interface Places {
  /** A buffer that outlives the step. */
  room(bytes: number): BufferRegion;
  /** A tensor of the recording will lie in a given place. */
  at(tensor: TensorInfo, region: BufferRegion): void;
}

/** One dispatch: its sums, and of what each is. */
interface Summed {
  readonly sums: TensorInfo;
  readonly parts: readonly Omit<VitalSum, 'sum'>[];
}

/** Pieces of a window of the flat gradients, with their blocks. What lies between parameters is zero. */
function gradientPieces(
  { structure, trainable }: Network,
  store: ParameterStore,
  window: Window,
): { pieces: Pieces; blocks: string[] } {
  const found = trainable.map(({ info }) => {
    const { offset, size } = store.region('gradients', info.name);
    const start = Math.max(offset, window.offset);
    const end = Math.min(offset + 16 * ceilDiv(size, 16), window.offset + window.bytes);
    const pieces = piecesOf((start - window.offset) / 4, (end - window.offset) / 4);
    return { pieces, blocks: pieces.map(() => blockOf(structure, info.name)) };
  });
  return { pieces: found.flatMap((f) => f.pieces), blocks: found.flatMap((f) => f.blocks) };
}

export class VitalsRecording {
  private readonly outputs: Summed[] = [];
  private readonly gradients: Summed[] = [];

  constructor(private readonly backend: TrainingBackend) {}

  /** Records the sums over a block's output, in the midst of the forward pass. */
  readonly watcher: Watcher = {
    wants: (_, of) => of === 'output',
    see: (block, _, { dataId, shape, dtype, size }) => {
      const pieces = piecesOf(0, size);
      const parts = pieces.map(() => ({ block, of: 'output' as const, elements: size }));
      this.outputs.push({ sums: this.add({ dataId, shape, dtype }, pieces), parts });
    },
  };

  /**
   * Records the sums over the gradients, once all of them have been recorded, and gives every sum its place.
   */
  finish(network: Network, store: ParameterStore, places: Places): RecordedVitals {
    for (const window of store.windows()) {
      const { pieces, blocks } = gradientPieces(network, store, window);
      const flat = store.windowTensor('gradients', window);
      const parts = blocks.map((block) => ({ block, of: 'gradients' as const, elements: 0 }));
      this.gradients.push({ sums: this.add(flat, pieces), parts });
      this.backend.disposeData(flat.dataId);
    }
    const all = [...this.outputs, ...this.gradients];
    const bytes = all.map(({ sums }) => align(bytesOf(sums.shape)));
    const region = places.room(bytes.reduce((sum, b) => sum + b, 0));
    const firsts = new Map<Summed, number>();
    let offset = 0;
    for (const [i, summed] of all.entries()) {
      firsts.set(summed, offset / 4);
      places.at(summed.sums, { buffer: region.buffer, offset, size: bytesOf(summed.sums.shape) });
      this.backend.disposeData(summed.sums.dataId);
      offset += bytes[i] ?? 0;
    }
    const { structure } = network;
    const read = (list: readonly Summed[], values: Float32Array): VitalSum[] =>
      list.flatMap((summed) =>
        summed.parts.map((part, i) => ({
          ...part,
          sum: values[(firsts.get(summed) ?? Number.NaN) + i] ?? Number.NaN,
        })),
      );
    return {
      region,
      of: (values) => joinVitals(structure, read(all, values)),
    };
  }

  /** @returns the sums, one a piece. */
  private add(values: TensorInfo, pieces: Pieces): TensorInfo {
    return squaresOf(this.backend, values, pieces);
  }
}

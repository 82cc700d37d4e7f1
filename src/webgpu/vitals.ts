/**
 * The vitals of a recorded training step: sums over what every block computes, over gradients, weights and their update, recorded as
 * optional dispatches beside the step's own, which stay as they are. All sums land in one small buffer.
 */
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { elementsOf } from '../model/parameters.ts';
import type { Structure } from '../model/structure.ts';
import type { Network } from '../nn/network.ts';
import type { Watcher } from '../nn/taps.ts';
import { blockOf, joinVitals, type VitalSum, vitalsWatcher } from '../nn/vitals.ts';
import type { BlockVitals } from '../training/vitals.ts';
import type { TrainingBackend } from './backend.ts';
import { stepSizesOf, type UpdateInputs } from './fusedOptimizer.ts';
import { ceilDiv, range } from './kernel.ts';
import { type Pieces, piecesOf } from './kernels/sumSquares.ts';
import type { ParameterStore, Window } from './parameterStore.ts';
import { align, type BufferRegion, bytesOf } from './region.ts';
import { channelSumsOf, squaresOf } from './sums.ts';

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

/** One dispatch: its sums, and what they say of blocks. */
interface Summed {
  readonly sums: TensorInfo;
  of(sums: Float32Array): VitalSum[];
}

const total = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, v) => sum + v, 0);

/** Rows that a sum by channel is over: many enough that its workgroups are busy, and its results are few. */
const groupRowsOf = (rows: number): number => Math.max(256, ceilDiv(rows, 64));

/** Pieces of a window of the flat buffers, with their blocks. What lies between parameters is zero. */
function parameterPieces(
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
  private readonly summed: Summed[] = [];
  /** The sums of a block's output, by its data. */
  private readonly outputs = new Map<DataId, Summed>();

  /** Records the sums over what a block computes, in the midst of the forward pass. */
  readonly watcher: Watcher;

  /** @param frozen Sections of the network that the step leaves alone. */
  constructor(
    private readonly backend: TrainingBackend,
    structure: Structure,
    frozen: number,
  ) {
    this.watcher = vitalsWatcher(structure, frozen, (block, of, { dataId, shape, dtype, size }) => {
      const tensor = { dataId, shape, dtype };
      const mean = (part: VitalSum['of']): void => {
        const parts: Summed['of'] = ([sum = Number.NaN]) => [{ block, of: part, sum, elements: 1 }];
        this.summed.push({ sums: tensor, of: parts });
      };
      if (of === 'output') this.sumOutput(block, tensor, size);
      if (of === 'shortcut') this.sumShortcut(block, tensor, size);
      if (of === 'branch') this.sumSquares(block, of, tensor, size);
      if (of === 'branchSquare') mean('branch');
      if (of === 'shortcutSquare') mean('shortcut');
    });
  }

  /** Sum, squares and channels without a value: one pass over the output. */
  private sumOutput(block: string, tensor: TensorInfo, elements: number): void {
    const channels = tensor.shape.at(-1) ?? 1;
    const summed = this.add(channelSumsOf(this.backend, tensor, groupRowsOf(elements / channels)), (sums) => {
      // [groups, 2, channels]: sums, then squares.
      const half = (second: boolean): Float32Array =>
        sums.filter((_, i) => i % (2 * channels) >= channels === second);
      const values = half(false);
      const empty = range(channels).filter((c) => values.every((v, i) => v === 0 || i % channels !== c));
      const dead: VitalSum = { block, of: 'dead', sum: empty.length, elements: channels };
      return [
        { block, of: 'output', sum: total(half(true)), elements },
        { block, of: 'outputSum', sum: total(values), elements },
        ...(block === 'classifier' ? [] : [dead]),
      ];
    });
    this.outputs.set(tensor.dataId, summed);
  }

  private sumShortcut(block: string, tensor: TensorInfo, elements: number): void {
    // Where nothing is done to it, the shortcut is the output before, whose squares are summed already.
    const known = this.outputs.get(tensor.dataId);
    if (known) {
      const squares = (sums: Float32Array): VitalSum[] => known.of(sums).filter(({ of }) => of === 'output');
      this.summed.push({
        ...known,
        of: (sums) => squares(sums).map((s) => ({ ...s, block, of: 'shortcut' })),
      });
      return;
    }
    this.sumSquares(block, 'shortcut', tensor, elements);
  }

  private sumSquares(block: string, of: 'branch' | 'shortcut', tensor: TensorInfo, elements: number): void {
    this.add(squaresOf(this.backend, tensor, piecesOf(0, elements)), (sums) => [
      { block, of, sum: total(sums), elements },
    ]);
  }

  /**
   * Records the sums over gradients, weights and their update, once all gradients have been recorded and before the update is, and
   * gives every sum its place.
   */
  finish(network: Network, store: ParameterStore, update: UpdateInputs, places: Places): RecordedVitals {
    for (const window of update.windows) {
      const { pieces, blocks } = parameterPieces(network, store, window);
      this.add(stepSizesOf(this.backend, store, window, pieces, update), (sums) =>
        blocks.flatMap((block, i) =>
          (['gradients', 'weights', 'updates'] as const).map(
            (of, j): VitalSum => ({ block, of, sum: sums[3 * i + j] ?? Number.NaN, elements: 0 }),
          ),
        ),
      );
    }
    const tensors = [...new Set(this.summed.map(({ sums }) => sums))];
    const region = places.room(tensors.reduce((bytes, { shape }) => bytes + align(bytesOf(shape)), 0));
    const firsts = new Map<TensorInfo, number>();
    let offset = 0;
    for (const sums of tensors) {
      const size = bytesOf(sums.shape);
      places.at(sums, { buffer: region.buffer, offset, size });
      firsts.set(sums, offset / 4);
      offset += align(size);
    }
    const valuesOf = (values: Float32Array, sums: TensorInfo): Float32Array => {
      const first = firsts.get(sums) ?? Number.NaN;
      return values.subarray(first, first + elementsOf(sums.shape));
    };
    return {
      region,
      of: (values) =>
        joinVitals(
          network.structure,
          this.summed.flatMap(({ sums, of }) => of(valuesOf(values, sums))),
        ),
    };
  }

  /** Takes sums that a dispatch has written; the tensor stands for its place in the recording alone. */
  private add(sums: TensorInfo, of: Summed['of']): Summed {
    this.backend.disposeData(sums.dataId);
    const summed = { sums, of };
    this.summed.push(summed);
    return summed;
  }
}

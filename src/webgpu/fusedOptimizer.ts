/** The optimizer of a recorded step: one dispatch over all parameters, its numbers in a small buffer. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import * as tf from '../nn/tf.ts';
import type { StepSettings } from '../training/settings.ts';
import type { TrainingBackend } from './backend.ts';
import { adamW, adamWUpdate } from './kernels/adamW.ts';
import { hyperFields, hyperValues } from './kernels/optimizerHyper.ts';
import { sgd, sgdUpdate } from './kernels/sgd.ts';
import { stepSizes } from './kernels/stepSizes.ts';
import { type Pieces, pieceTable } from './kernels/sumSquares.ts';
import type { ParameterStore, Window } from './parameterStore.ts';

const slots = { sgd: ['momentum'], adamw: ['adam_m', 'adam_v'] } as const;
const updates = { sgd: sgdUpdate, adamw: adamWUpdate } as const;

/** Names of the slots that a store holds. */
export const slotsOf = (store: ParameterStore): string[] =>
  Object.values(slots)
    .flat()
    .filter((slot) => store.has(slot));

/** What an update is made of besides the parameters. */
export interface UpdateInputs {
  readonly optimizer: StepSettings['optimizer'];
  /** Learning rate and the like: see `Hyper`. */
  readonly hyper: TensorInfo;
  /** State of the loss scaling, by which steps that overflowed are skipped. */
  readonly scaling: TensorInfo | undefined;
}

/** Records the update of every parameter from the flat gradients. */
export function recordOptimizer(
  backend: TrainingBackend,
  store: ParameterStore,
  { optimizer, hyper, scaling }: UpdateInputs,
): void {
  for (const window of store.windows()) {
    const part = (flat: string): TensorInfo => store.windowTensor(flat, window);
    const count = window.bytes / 4;
    const kernelOf = optimizer === 'sgd' ? sgd : adamW;
    const kernel = kernelOf(count, window.decayCount, scaling !== undefined);
    const shared = scaling ? [hyper, scaling] : [hyper];
    const tensors = [part('gradients'), ...shared, part('values'), ...slots[optimizer].map(part)];
    backend.run(kernel, tensors);
    for (const t of tensors) if (!shared.includes(t)) backend.disposeData(t.dataId);
  }
}

/**
 * Records, aside and before the update, how large it is in a window: sums of squares of gradients, weights and what will be added
 * to them, [pieces, 3].
 * @param pieces Of the window, in elements.
 */
export function stepSizesOf(
  backend: TrainingBackend,
  store: ParameterStore,
  window: Window,
  pieces: Pieces,
  { hyper, optimizer, scaling }: UpdateInputs,
): TensorInfo {
  const part = (flat: string): TensorInfo => store.windowTensor(flat, window);
  const views = [part('gradients'), part('values'), ...slots[optimizer].map(part)];
  const [gradients, ...others] = views;
  const table = tf.tensor1d(pieceTable(pieces), 'int32');
  const sums = backend.makeTensorInfo([pieces.length, 3], 'float32');
  const kernel = stepSizes(updates[optimizer](window.decayCount), pieces, scaling !== undefined);
  const tensors = [gradients!, hyper, ...(scaling ? [scaling] : []), ...others, table, sums];
  backend.aside(() => backend.run(kernel, tensors));
  for (const t of [...views, table]) backend.disposeData(t.dataId);
  return sums;
}

/** Learning rate and the like, where kernels read them. */
export class Hyper {
  readonly tensor: TensorInfo;
  private readonly buffer: GPUBuffer;

  constructor(private readonly backend: TrainingBackend) {
    const size = 4 * hyperFields.length;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.buffer = backend.device.createBuffer({ label: 'hyper', size, usage });
    this.tensor = backend.view({ buffer: this.buffer, offset: 0, size }, [hyperFields.length]);
  }

  /** Sets the numbers of step `t`, counted from 1. */
  write(s: StepSettings, t: number): void {
    this.backend.device.queue.writeBuffer(this.buffer, 0, hyperValues(s, t));
  }

  dispose(): void {
    this.backend.disposeData(this.tensor.dataId);
    this.buffer.destroy();
  }
}

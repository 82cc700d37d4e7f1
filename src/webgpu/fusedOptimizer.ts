/** The optimizer of a recorded step: one dispatch over all parameters, its numbers in a small buffer. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { StepSettings } from '../training/settings.ts';
import type { TrainingBackend } from './backend.ts';
import { adamW } from './kernels/adamW.ts';
import { hyperFields, hyperValues } from './kernels/optimizerHyper.ts';
import { sgd } from './kernels/sgd.ts';
import type { ParameterStore } from './parameterStore.ts';

const slots = { sgd: ['momentum'], adamw: ['adam_m', 'adam_v'] } as const;

/** Names of the slots that a store holds. */
export const slotsOf = (store: ParameterStore): string[] =>
  Object.values(slots)
    .flat()
    .filter((slot) => store.has(slot));

/**
 * Records the update of every parameter from the flat gradients.
 * @param scaling State of the loss scaling, by which steps that overflowed are skipped.
 */
export function recordOptimizer(
  backend: TrainingBackend,
  store: ParameterStore,
  hyper: TensorInfo,
  optimizer: StepSettings['optimizer'],
  scaling?: TensorInfo,
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

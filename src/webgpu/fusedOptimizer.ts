/** The optimizer of a recorded step: one dispatch over all parameters, its numbers in a small buffer. */
import type { TensorInfo } from '@tensorflow/tfjs-core';
import type { StepCounts } from '../nn/stepCounts.ts';
import * as tf from '../nn/tf.ts';
import type { StepSettings } from '../training/settings.ts';
import type { TrainingBackend } from './backend.ts';
import { adamW, adamWUpdate } from './kernels/adamW.ts';
import { hyperFields, hyperValues } from './kernels/optimizerHyper.ts';
import { sgd, sgdUpdate } from './kernels/sgd.ts';
import { stepSizes } from './kernels/stepSizes.ts';
import { type Pieces, pieceTable } from './kernels/sumSquares.ts';
import type { ParameterStore, Window } from './parameterStore.ts';
import { align } from './region.ts';

const slots = { sgd: ['momentum'], adamw: ['adam_m', 'adam_v'] } as const;
const updates = { sgd: sgdUpdate, adamw: adamWUpdate } as const;

/** Names of the slots that a store holds. */
export const slotsOf = (store: ParameterStore): string[] =>
  Object.values(slots)
    .flat()
    .filter((slot) => store.has(slot));

/** A part of the parameters that one dispatch updates. */
export interface UpdateWindow extends Window {
  /** Learning rate and the like: see `Hyper`. */
  readonly hyper: TensorInfo;
}

/** What an update is made of besides the parameters. */
export interface UpdateInputs {
  readonly optimizer: StepSettings['optimizer'];
  /** All that a step updates. */
  readonly windows: readonly UpdateWindow[];
  /** State of the loss scaling, by which steps that overflowed are skipped. */
  readonly scaling: TensorInfo | undefined;
}

/** Records the update of every parameter from the flat gradients. */
export function recordOptimizer(
  backend: TrainingBackend,
  store: ParameterStore,
  { optimizer, windows, scaling }: UpdateInputs,
): void {
  for (const { hyper, ...window } of windows) {
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
  { hyper, ...window }: UpdateWindow,
  pieces: Pieces,
  { optimizer, scaling }: Pick<UpdateInputs, 'optimizer' | 'scaling'>,
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

/**
 * Learning rate and the like, where kernels read them: once for the step, and once for each section of the network, as AdamW counts the
 * steps of a section that was frozen for a while apart.
 */
export class Hyper {
  /** Of the step. */
  readonly tensor: TensorInfo;
  private readonly ofSections: readonly TensorInfo[];
  private readonly buffer: GPUBuffer;

  constructor(
    private readonly backend: TrainingBackend,
    sections = 0,
  ) {
    const size = 4 * hyperFields.length;
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.buffer = backend.device.createBuffer({
      label: 'hyper',
      size: sections * align(size) + size,
      usage,
    });
    const [tensor, ...ofSections] = Array.from({ length: 1 + sections }, (_, i) =>
      backend.view({ buffer: this.buffer, offset: i * align(size), size }, [hyperFields.length]),
    );
    this.tensor = tensor!;
    this.ofSections = ofSections;
  }

  /** Sets the numbers of the step that was counted last. */
  write(s: StepSettings, counts: StepCounts): void {
    const { queue } = this.backend.device;
    const { steps } = counts;
    queue.writeBuffer(this.buffer, 0, hyperValues(s, steps));
    if (!this.apart(s, counts, 0)) return;
    this.ofSections.forEach((_, section) => {
      const values = hyperValues(s, steps, counts.of(section));
      queue.writeBuffer(this.buffer, (1 + section) * align(values.byteLength), values);
    });
  }

  /** Whether sections from one on have numbers of their own. */
  apart({ optimizer }: StepSettings, counts: StepCounts, from: number): boolean {
    return optimizer === 'adamw' && counts.differFrom(from);
  }

  /** What a step updates that leaves the first sections alone, with the numbers for it. */
  windows(store: ParameterStore, frozen: number, apart: boolean): UpdateWindow[] {
    if (!apart) return store.windows(frozen).map((window) => ({ ...window, hyper: this.tensor }));
    return this.ofSections
      .slice(frozen)
      .flatMap((hyper, i) => store.windows(frozen + i, frozen + i).map((window) => ({ ...window, hyper })));
  }

  dispose(): void {
    for (const { dataId } of [this.tensor, ...this.ofSections]) this.backend.disposeData(dataId);
    this.buffer.destroy();
  }
}

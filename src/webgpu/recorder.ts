/**
 * Lists what a step dispatches instead of running it. Tensors without values become virtual buffers, to be placed by
 * the memory plan; what has values already (weights, inputs, constants) is used where it is.
 */
import type { DataId, TensorInfo } from '@tensorflow/tfjs-core';
import { InternalError } from '../base/errors.ts';
import type { KernelChooser } from './chosenKernels.ts';
import { type Kernel, storageOf } from './kernel.ts';
import type { Precision } from './kernels/convShape.ts';
import { type BufferRegion, bytesOf } from './region.ts';
import type { Storage } from './storage.ts';

/** A tensor that exists only within a step. */
export interface VirtualBuffer {
  readonly bytes: number;
}

/** Where a dispatch reads or writes: a fixed place, or one that the plan will choose. */
export type Operand = { readonly fixed: BufferRegion } | { readonly virtual: VirtualBuffer };

export interface RecordedDispatch {
  readonly kernel: Kernel;
  readonly operands: readonly Operand[];
  /** Runs only in replays that ask for it; nothing else may depend on it. */
  readonly optional?: boolean;
}

/** What the recorder asks of the backend. */
export interface TensorStore {
  hasValues(dataId: DataId): boolean;
  region(tensor: TensorInfo): BufferRegion;
  incRef(dataId: DataId): void;
  disposeData(dataId: DataId): boolean;
}

export class Recorder {
  readonly dispatches: RecordedDispatch[] = [];
  private readonly virtuals = new WeakMap<DataId, Operand>();
  private readonly constants: DataId[] = [];
  private readonly storages = new WeakMap<DataId, Storage>();
  private readonly copies = new WeakMap<DataId, TensorInfo>();
  private asides = false;
  /** [1] by which the gradients of the loss are multiplied; 1 where it is not set. */
  lossScale: TensorInfo | undefined;

  /**
   * @param storage How feature maps are stored where their channels allow it.
   * @param precision How convolutions may round.
   * @param chooser What chooses their variants. Default: the backend's table.
   */
  constructor(
    private readonly backend: TensorStore,
    readonly storage: Storage = 'float32',
    readonly precision: Precision = 'exact',
    readonly chooser?: KernelChooser,
  ) {}

  /** How a tensor of this recording is stored. */
  storageOf({ dataId }: TensorInfo): Storage {
    return this.storages.get(dataId) ?? 'float32';
  }

  /** Says how a tensor is stored, before it is used. */
  setStorage({ dataId }: TensorInfo, storage: Storage): void {
    this.storages.set(dataId, storage);
  }

  /** Convolutions read a copy in place of a tensor. */
  setCopy({ dataId }: TensorInfo, copy: TensorInfo): void {
    this.copies.set(dataId, copy);
  }

  /** The copy that convolutions read in place of a tensor, else the tensor itself. */
  copyOf(tensor: TensorInfo): TensorInfo {
    return this.copies.get(tensor.dataId) ?? tensor;
  }

  /** Records dispatches as optional ones: see `RecordedDispatch`. */
  aside<T>(dispatches: () => T): T {
    const before = this.asides;
    this.asides = true;
    try {
      return dispatches();
    } finally {
      this.asides = before;
    }
  }

  add(kernel: Kernel, tensors: readonly TensorInfo[]): void {
    for (const [i, binding] of kernel.bindings.entries()) {
      const tensor = tensors[i];
      if (tensor && this.storageOf(tensor) !== storageOf(binding))
        throw new InternalError(`${kernel.name} does not take ${binding.name} as it is stored.`);
    }
    const operands = tensors.map((t) => this.operandOf(t));
    this.dispatches.push({ kernel, operands, optional: this.asides });
  }

  /** The operand a tensor of this recording is. */
  operandOf(tensor: TensorInfo): Operand {
    const known = this.virtuals.get(tensor.dataId);
    if (known) return known;
    if (!this.backend.hasValues(tensor.dataId)) {
      const operand = { virtual: { bytes: bytesOf(tensor.shape, this.storageOf(tensor)) } };
      this.virtuals.set(tensor.dataId, operand);
      return operand;
    }
    // A constant that tfjs made on the way is uploaded once and must outlive the recording.
    const operand = { fixed: this.backend.region(tensor) };
    this.virtuals.set(tensor.dataId, operand);
    this.backend.incRef(tensor.dataId);
    this.constants.push(tensor.dataId);
    return operand;
  }

  /** Lets go of the constants the recording holds on to. */
  release(): void {
    for (const dataId of this.constants) this.backend.disposeData(dataId);
    this.constants.length = 0;
  }
}

export const virtualOf = (operand: Operand | undefined): VirtualBuffer | undefined =>
  operand && 'virtual' in operand ? operand.virtual : undefined;

/** By virtual buffer, the dispatches that use it, in order; the first one writes it. */
export function usesOf(dispatches: readonly RecordedDispatch[]): Map<VirtualBuffer, number[]> {
  const uses = new Map<VirtualBuffer, number[]>();
  dispatches.forEach(({ operands }, i) => {
    for (const operand of operands) {
      const v = virtualOf(operand);
      if (v) uses.set(v, [...(uses.get(v) ?? []), i]);
    }
  });
  return uses;
}

/**
 * Merges additions into the kernel that computes their second term, where it can add by itself: gradients that meet at
 * the input of a block are summed without a pass of their own.
 */
export function mergeAdditions(
  dispatches: readonly RecordedDispatch[],
  isAddition: (k: Kernel) => boolean,
): RecordedDispatch[] {
  const uses = usesOf(dispatches);
  const result: (RecordedDispatch | undefined)[] = [...dispatches];
  dispatches.forEach((addition, i) => {
    if (!isAddition(addition.kernel)) return;
    const [a, b, sum] = addition.operands;
    const attempt = (term: Operand | undefined, addend: Operand | undefined): boolean => {
      const v = virtualOf(term);
      const users = v ? uses.get(v) : undefined;
      const [j] = users ?? [];
      if (!v || j === undefined || users?.length !== 2 || !addend || !sum) return false;
      const producer = result[j];
      const last = producer?.operands[producer.operands.length - 1];
      if (!producer?.kernel.withAddend || virtualOf(last) !== v) return false;
      // The addend must be complete before the producer runs.
      const w = virtualOf(addend);
      if (w && (uses.get(w) ?? []).some((k) => k >= j && k < i)) return false;
      result[j] = {
        kernel: producer.kernel.withAddend(),
        operands: [...producer.operands.slice(0, -1), addend, sum],
      };
      result[i] = undefined;
      return true;
    };
    if (!attempt(b, a)) attempt(a, b);
  });
  return result.filter((d) => d !== undefined);
}

/**
 * The engine interface: all that the trainer asks of an engine. `stock` (src/nn) and `fused` (src/webgpu) implement
 * it. Calls that compute only enqueue work; only the `read…` and `export…` calls wait for the GPU.
 */
import type { StepSettings } from '../training/settings.ts';
import type { TapRequest, Taps } from '../training/taps.ts';
import type { BlockVitals } from '../training/vitals.ts';

/** A batch as it comes from the data set, before augmentation. */
export interface ImageBatch {
  /** N·H·W·3 bytes, NHWC, RGB. */
  readonly images: Uint8Array;
  /** N class numbers. */
  readonly labels: Int32Array;
  /** N·5 augmentation draws (see `drawsPerPicture`); absent in evaluation: the picture as it is. */
  readonly draws?: Int32Array;
  /** Of a training step under stochastic depth: by what the branch of every block is multiplied (see `branchFactors`). Absent: by 1. */
  readonly branches?: Float32Array;
}

/** Pictures that are already normalised floats: the `step` command and the tests. */
export interface FloatBatch {
  /** N·H·W·3 floats, NHWC. */
  readonly pixels: Float32Array;
  readonly labels: Int32Array;
  /** As of an `ImageBatch`. */
  readonly branches?: Float32Array;
}

/** Sums since the last read: divide by `images` for means. */
export interface Totals {
  readonly loss: number;
  readonly correct: number;
  readonly images: number;
}

/** A tensor outside the device, in PyTorch's layout (OIHW, [out, in]) and under its name. */
export interface NamedTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly data: Float32Array;
}

/** Loss scaling of a network whose feature maps are stored as halves. */
export interface LossScaling {
  /** What the loss of the next step is multiplied by: a power of two. */
  readonly scale: number;
  /** Steps without overflow since the scale has changed. */
  readonly steady: number;
}

/**
 * Weights, running statistics and slots: what the optimizer remembers (`momentum.<name>`, `adam_m.<name>`, `adam_v.<name>`), and where weights
 * are averaged all of these averages (`average.<name>`). `settled` in slots.ts is what of it is tested and exported.
 */
export interface EngineState {
  readonly weights: readonly NamedTensor[];
  readonly slots: readonly NamedTensor[];
  /** Steps the optimizer has taken, and those it has skipped because a gradient overflowed. */
  readonly steps: number;
  /** Of the stem and of each stage, how many of these steps it was frozen in; absent where nothing ever was. */
  readonly missed?: readonly number[];
  /** Where a run stores feature maps as halves. Weights that come without it start a scaling of their own. */
  readonly lossScaling?: LossScaling;
}

/**
 * Which kernel computes each pass of a convolution, both in the engine's own words (src/webgpu/chosenKernels.ts). They round
 * in different ways.
 */
export type ChosenKernels = Readonly<Record<string, string>>;

/** Parts that are done, of how many. */
export type Progress = (done: number, total: number) => void;

/**
 * Where the steps average weights (`StepSettings.ema`), all that looks in evaluation mode and `readWeight` see the averages; training
 * and `exportState` see the weights themselves.
 */
export interface Engine {
  readonly kind: 'stock' | 'fused';
  /**
   * Compiles what a run with this batch size and these settings needs. Optional work: a step before it is right, only
   * slower to start.
   * @throws Error with one sentence, naming the largest batch that fits, when the device is too small.
   */
  warmUp(batchSize: number, settings: StepSettings, onProgress: Progress): Promise<void>;
  /**
   * The same for training steps on so many augmented pictures, in the background while other steps run: what a smaller last
   * batch needs.
   */
  warmUpStep(count: number, settings: StepSettings, onProgress?: Progress): Promise<void>;
  /** One optimizer step. */
  trainStep(batch: ImageBatch | FloatBatch, settings: StepSettings): void;
  /**
   * The same step, equal to the bit, that also looks at gradients and outputs on its way. Enqueued when this returns,
   * like any other; resolves when the device has done it. Costs a pass over the outputs of all blocks more.
   */
  trainStepWithVitals(batch: ImageBatch | FloatBatch, settings: StepSettings): Promise<BlockVitals[]>;
  /**
   * Loss and correct answers of the training steps enqueued between the last call and this one; resolves when the
   * device has done them. The trainer calls it after every step without waiting for the one before, so that each read
   * holds one step and the sums of an epoch do not depend on timing: equal runs print equal numbers.
   */
  readTrainTotals(): Promise<Totals>;
  /**
   * Forward with running statistics; label smoothing does not apply. Of an engine with `mirrorTest` the logits are the mean of those of a
   * picture and of its mirror image.
   */
  evaluateBatch(batch: ImageBatch | FloatBatch): void;
  /** Compiles what `evaluateBatch` of so many pictures as they are needs, in the background. Optional work, as `warmUp` is. */
  warmUpEvaluation(count: number, onProgress?: Progress): Promise<void>;
  /** The same as `readTrainTotals` for `evaluateBatch`. */
  readEvaluationTotals(): Promise<Totals>;
  /**
   * From now on the logits of up to so many evaluated pictures stay on the device, for `readEvaluationLogits`; those kept
   * before are forgotten. What is evaluated does not change by it.
   */
  keepEvaluationLogits(pictures: number): void;
  /**
   * Logits of the pictures evaluated since `keepEvaluationLogits`, in their order, N·classes, in one read; no more are kept.
   * Enqueued when this returns; resolves when the device has done it.
   */
  readEvaluationLogits(): Promise<Float32Array>;
  /**
   * Compiles what `logits` of so many pictures needs, in the background. Optional work, as `warmUp` is.
   */
  warmUpLogits(count: number): Promise<void>;
  /** Logits in evaluation mode, N·classes. Enqueued when this returns; resolves when the device has done it. */
  logits(batch: ImageBatch | FloatBatch): Promise<Float32Array>;
  /**
   * Compiles what `taps` of so many pictures as they are needs, in the background. The classes of a gradient do not matter.
   * Without it the first `taps` of its kind compiles at once, which holds up the thread.
   */
  warmUpTaps(count: number, request: TapRequest): Promise<void>;
  /**
   * What a request wants to know of a batch; labels do not matter. Changes nothing: neither weights nor running statistics
   * nor sums. Enqueued when this returns; resolves when the device has done it.
   * @throws InternalError where the network has no such block, or the classes are not one a picture.
   */
  taps(batch: ImageBatch | FloatBatch, request: TapRequest): Promise<Taps>;
  /**
   * What is asked of the network within `look` is asked of it without some blocks: F(x) counts as zero, and the shortcut stays; a block of
   * a plain network that keeps the shape hands on its input (`src/model/leftOut.ts`). For logits, taps and evaluations, and what compiles
   * them: not for training. The weights are the same before and after, to the bit; `look` is done when it returns, whatever its
   * results wait for.
   * @throws InternalError where the network has no such block.
   */
  without<T>(blocks: readonly string[], look: () => T): T;
  /** A parameter or running statistic under its name, as it is after all that was enqueued before. */
  readWeight(name: string): Promise<NamedTensor>;
  exportState(): Promise<EngineState>;
  /** The kernels that a run which goes on from here must have too; nothing where there is never a choice. */
  chosenKernels(): ChosenKernels | undefined;
  /** @throws Error with one sentence when a name or shape does not fit. */
  importState(state: EngineState): void;
  /** Bytes of GPU memory allocated, where the backend reports them. */
  gpuBytes(): number | undefined;
  /** Resolves when the device has finished all that was enqueued. */
  finish(): Promise<void>;
  dispose(): void;
}

/**
 * The stock engine: one training step from tfjs kernels alone, on any tfjs backend. Slower than the fused one and the
 * reference for it. Every call but the reading ones only enqueues.
 */
import { InternalError } from '../base/errors.ts';
import { frozenSections, sectionOf } from '../model/frozen.ts';
import { cutOf } from '../model/leftOut.ts';
import type { ModelSpec } from '../model/spec.ts';
import { type Structure, structureOf } from '../model/structure.ts';
import type { RunConfig, StepSettings } from '../training/settings.ts';
import type { TapRequest, Taps } from '../training/taps.ts';
import type { BlockVitals } from '../training/vitals.ts';
import type { Normalisation } from './augment.ts';
import { useCpuFilterGradient } from './cpuFilterGradient.ts';
import type { Engine, EngineState, FloatBatch, ImageBatch, NamedTensor, Totals } from './engine.ts';
import { initialWeights } from './init.ts';
import { KeptRows, takeRows } from './keptRows.ts';
import { type Views, withMirrors } from './mirror.ts';
import { Network } from './network.ts';
import type { Loss, NetworkOps } from './ops.ts';
import { averageOf, isAverage, slotOwner } from './slots.ts';
import { checkState, readResult, readTensors, readValues, write } from './state.ts';
import { stockOps } from './stockOps.ts';
import { StockOptimizer } from './stockOptimizer.ts';
import { stockTaps } from './stockTaps.ts';
import { DeviceSums } from './stockVitals.ts';
import type { Watcher } from './taps.ts';
import * as tf from './tf.ts';
import { DeviceTotals } from './totals.ts';
import { blockOf, joinVitals } from './vitals.ts';

export interface EngineOptions extends Normalisation {
  readonly spec: ModelSpec;
  readonly seed: number;
  readonly init: RunConfig['init'];
  /** Whether every residual block starts as its shortcut alone. */
  readonly zeroInit?: boolean;
  /** Whether training steps may leave out the branches of blocks: see `ImageBatch.branches`. */
  readonly dropsBranches?: boolean;
  /** Whether an evaluation looks at the mirror image of every picture too. */
  readonly mirrorTest?: boolean;
  /** How the fused engine keeps feature maps between its kernels; the stock engine has float32 alone. */
  readonly storage?: RunConfig['storage'];
  /** How the convolutions of the fused engine may round. Default: exact, as the stock engine's do. */
  readonly precision?: RunConfig['precision'];
}

/** A step seen from inside: what the `step` command and the tests compare. */
export interface InspectedStep {
  /** Mean loss of the batch before the step. */
  readonly loss: number;
  /** N·classes, in training mode, before the step. */
  readonly logits: Float32Array;
  /** Under the parameters' names and in PyTorch's layout, without weight decay. */
  readonly gradients: readonly NamedTensor[];
}

type Batch = ImageBatch | FloatBatch;
type Backward = Loss & { readonly gradients: ReadonlyMap<string, tf.Tensor> };

export class StockEngine implements Engine {
  readonly kind = 'stock';
  private readonly structure: Structure;
  private readonly ops: NetworkOps;
  private readonly network: Network;
  private readonly optimizer: StockOptimizer;
  private readonly trainTotals = new DeviceTotals();
  private readonly evaluationTotals = new DeviceTotals();
  private evaluationLogits: KeptRows | undefined;

  constructor(private readonly options: EngineOptions) {
    this.structure = structureOf(options.spec);
    this.ops = stockOps(options);
    const weights = initialWeights(this.structure, options.init, options.seed, options.zeroInit);
    this.network = new Network(this.structure, this.ops, weights);
    this.optimizer = new StockOptimizer((parameter) => sectionOf(this.structure, parameter));
  }

  /** tfjs compiles a kernel when it first meets it, so there is nothing to do ahead of the first step. */
  async warmUp(
    _batchSize: number,
    _settings: StepSettings,
    onProgress: (done: number, total: number) => void,
  ): Promise<void> {
    onProgress(1, 1);
  }

  chosenKernels(): undefined {
    return undefined;
  }

  async warmUpStep(): Promise<void> {}

  async warmUpEvaluation(): Promise<void> {}

  trainStep(batch: Batch, settings: StepSettings): void {
    tf.tidy(() => {
      this.step(batch, settings);
    });
  }

  async trainStepWithVitals(batch: Batch, settings: StepSettings): Promise<BlockVitals[]> {
    const sums = new DeviceSums(this.structure, this.frozen(settings));
    tf.tidy(() => {
      const { trainable } = this.network;
      const before = trainable.map(({ variable }) => tf.clone(variable));
      const step = this.step(batch, settings, sums.watcher);
      for (const [i, { info, variable }] of trainable.entries()) {
        const [weights, gradient] = [before[i], step.gradients.get(info.name)];
        if (!weights || !gradient) continue;
        const block = blockOf(this.structure, info.name);
        sums.squares(block, 'gradients', gradient);
        sums.squares(block, 'weights', weights);
        sums.squares(block, 'updates', tf.sub(variable, weights));
      }
    });
    return joinVitals(this.structure, await sums.read());
  }

  /** A training step that also hands out what it did. Waits for the device. */
  async inspectStep(batch: Batch, settings: StepSettings): Promise<InspectedStep> {
    // The reads start within the tidy and hold on to what they read.
    const reads: Promise<[Float32Array, Float32Array, NamedTensor[]]>[] = [];
    tf.tidy(() => {
      const step = this.step(batch, settings);
      const seen = this.network.trainable.flatMap(({ info }) => {
        const tensor = step.gradients.get(info.name);
        return tensor ? [{ info, name: info.name, tensor }] : [];
      });
      reads.push(Promise.all([readValues(step.loss), readValues(step.logits), readTensors(seen)]));
    });
    const [[loss, logits, gradients] = [[], new Float32Array(), []]] = await Promise.all(reads);
    return { loss: loss[0] ?? Number.NaN, logits, gradients };
  }

  readTrainTotals(): Promise<Totals> {
    return this.trainTotals.read();
  }

  evaluateBatch(batch: Batch): void {
    this.averaged(() =>
      tf.tidy(() => {
        const views = this.options.mirrorTest ? withMirrors(batch, this.options.spec.inputSize) : batch;
        const loss = this.network.loss(this.pixels(views), this.labels(batch), 0, false);
        this.evaluationTotals.add(loss, batch.labels.length);
        this.evaluationLogits?.add(loss.logits);
      }),
    );
  }

  readEvaluationTotals(): Promise<Totals> {
    return this.evaluationTotals.read();
  }

  keepEvaluationLogits(pictures: number): void {
    this.evaluationLogits?.dispose();
    this.evaluationLogits = new KeptRows(pictures);
  }

  readEvaluationLogits(): Promise<Float32Array> {
    const kept = this.evaluationLogits;
    this.evaluationLogits = undefined;
    return takeRows(kept);
  }

  async warmUpLogits(_count: number): Promise<void> {}

  async logits(batch: Batch): Promise<Float32Array> {
    return readResult(() => this.averaged(() => this.network.logits(this.pixels(batch))));
  }

  async warmUpTaps(): Promise<void> {}

  async taps(batch: Batch, request: TapRequest): Promise<Taps> {
    const look = () => stockTaps(this.network, () => this.pixels(batch), batch.labels.length, request);
    return request.mode === 'evaluation' ? this.averaged(look) : look();
  }

  without<T>(blocks: readonly string[], look: () => T): T {
    const { zeros, passed } = cutOf(this.structure, blocks);
    const lent = this.network.parameters
      .filter(({ info }) => zeros.includes(info.name))
      .flatMap(({ info, variable }) => [variable, this.optimizer.slots.get(averageOf(info.name))])
      .filter((variable) => variable !== undefined)
      .map((variable) => ({ variable, own: tf.keep(tf.clone(variable)) }));
    try {
      for (const { variable } of lent) {
        const nothing = tf.zerosLike(variable);
        variable.assign(nothing);
        nothing.dispose();
      }
      return this.network.passing(passed, look);
    } finally {
      for (const { variable, own } of lent) {
        variable.assign(own);
        own.dispose();
      }
    }
  }

  async readWeight(name: string): Promise<NamedTensor> {
    const parameter = this.network.parameters.find(({ info }) => info.name === name);
    const average = this.optimizer.slots.get(averageOf(name));
    const [tensor] = parameter
      ? await readTensors([{ info: parameter.info, name, tensor: average ?? parameter.variable }])
      : [];
    if (!tensor) throw new InternalError(`The network has no ${name}.`);
    return tensor;
  }

  async exportState(): Promise<EngineState> {
    const { slots, counts } = this.optimizer;
    const steps = counts.state;
    const byName = new Map(this.network.parameters.map((p) => [p.info.name, p]));
    const weights = [...byName.values()].map(({ info, variable }) => ({
      info,
      name: info.name,
      tensor: variable,
    }));
    const stateful = [...slots].flatMap(([name, tensor]) => {
      const owner = byName.get(slotOwner(name));
      return owner ? [{ info: owner.info, name, tensor }] : [];
    });
    const [w, s] = await Promise.all([readTensors(weights), readTensors(stateful)]);
    return { weights: w, slots: s, ...steps };
  }

  importState(state: EngineState): void {
    const { parameters } = this.network;
    checkState(
      parameters.map((p) => p.info),
      state,
    );
    const byName = new Map(parameters.map((p) => [p.info.name, p.variable]));
    for (const tensor of state.weights) {
      const variable = byName.get(tensor.name);
      if (variable) write(variable, tensor);
    }
    this.optimizer.restore(state, (slot) => byName.get(slotOwner(slot)));
    if (state.slots.some(isAverage)) this.optimizer.startAverages(parameters);
  }

  gpuBytes(): number | undefined {
    const memory: tf.MemoryInfo & { numBytesAllocatedInGPU?: number; numBytesInGPUAllocated?: number } =
      tf.memory();
    return memory.numBytesAllocatedInGPU ?? memory.numBytesInGPUAllocated;
  }

  /** The queue is worked off in order: once a late result can be read, all that came before it is done. */
  async finish(): Promise<void> {
    const last = this.network.parameters[this.network.parameters.length - 1];
    if (!last) return;
    await readResult(() => tf.sum(last.variable));
  }

  dispose(): void {
    this.network.dispose();
    this.optimizer.dispose();
    this.trainTotals.dispose();
    this.evaluationTotals.dispose();
    this.evaluationLogits?.dispose();
  }

  /**
   * Enqueues something that is to see the averages of the parameters, where there are any: a variable points to its values, which are
   * swapped for as long as that takes.
   */
  private averaged<T>(work: () => T): T {
    const { slots } = this.optimizer;
    const swapped = this.network.parameters.flatMap(({ info, variable }) => {
      const average = slots.get(averageOf(info.name));
      return average ? [{ variable, average, own: tf.keep(tf.clone(variable)) }] : [];
    });
    for (const { variable, average } of swapped) variable.assign(average);
    try {
      return work();
    } finally {
      for (const { variable, own } of swapped) {
        variable.assign(own);
        own.dispose();
      }
    }
  }

  /** Forward, backward, update; call inside a tidy. */
  private step(batch: Batch, settings: StepSettings, watcher?: Watcher): Backward {
    const { parameters } = this.network;
    if (settings.ema > 0) this.optimizer.startAverages(parameters);
    else this.optimizer.dropAverages(parameters);
    const step = this.backward(batch, settings, watcher);
    this.trainTotals.add(step, batch.labels.length);
    this.optimizer.apply(parameters, step.gradients, settings, this.frozen(settings));
    if (settings.ema > 0) this.optimizer.average(parameters, settings);
    return step;
  }

  /** Sections that a step leaves alone. */
  private frozen({ freeze }: StepSettings): number {
    return frozenSections(this.structure, freeze);
  }

  private backward(batch: Batch, settings: StepSettings, watcher?: Watcher): Backward {
    const frozen = this.frozen(settings);
    const trained = this.network.trained(frozen);
    // Outside of what gradients are taken of: nothing on the way there is kept for them.
    const x = this.network.front(this.pixels(batch), frozen, watcher);
    const labels = this.labels(batch);
    const factors =
      this.options.dropsBranches && batch.branches && Array.from(batch.branches, (f) => tf.tensor1d([f]));
    let seen: Loss | undefined;
    const { grads } = tf.variableGrads(
      () => {
        const options = { watcher, factors: factors || undefined, frozen };
        seen = this.network.loss(x, labels, settings.labelSmoothing, true, options);
        // Taking the gradient frees all but the loss.
        for (const tensor of [seen.loss, seen.correct, seen.logits]) tf.keep(tensor);
        return seen.loss;
      },
      trained.map((p) => p.variable),
    );
    if (!seen) throw new InternalError('The forward pass did not run.');
    const { loss, correct, logits } = seen;
    const result = { loss: tf.clone(loss), correct: tf.clone(correct), logits: tf.clone(logits) };
    tf.dispose([loss, correct, logits]);

    const gradients = new Map<string, tf.Tensor>();
    for (const { info, variable } of trained) {
      const gradient = grads[variable.name];
      if (gradient) gradients.set(info.name, gradient);
    }
    return { ...result, gradients };
  }

  /** [N, S, S, 3], normalised. */
  private pixels(batch: Batch | Views): tf.Tensor4D {
    const size = this.options.spec.inputSize;
    const n = ('pixels' in batch ? batch.pixels : batch.images).length / (size ** 2 * 3);
    if ('pixels' in batch) return tf.tensor4d(batch.pixels, [n, size, size, 3]);
    return this.ops.augment(batch.images, n, size, batch.draws);
  }

  private labels(batch: Batch): tf.Tensor1D {
    return tf.tensor1d(batch.labels, 'int32');
  }
}

/**
 * A network with fresh weights on the current tfjs backend.
 * @throws Error with one sentence when the spec is not valid.
 */
export function createStockEngine(options: EngineOptions): StockEngine {
  if (tf.getBackend() === 'cpu') useCpuFilterGradient();
  return new StockEngine(options);
}

/**
 * The fused engine: the network of src/nn on our own kernels, its steps recorded once a batch size and then replayed.
 * Calls that compute only enqueue.
 */

import { InternalError } from '../base/errors.ts';
import { frozenSections, sectionOf } from '../model/frozen.ts';
import { cutOf } from '../model/leftOut.ts';
import { partsOf, type Structure, structureOf } from '../model/structure.ts';
import type {
  ChosenKernels,
  Engine,
  EngineState,
  FloatBatch,
  ImageBatch,
  NamedTensor,
  Progress,
  Totals,
} from '../nn/engine.ts';
import { initialWeights } from '../nn/init.ts';
import { takeRows } from '../nn/keptRows.ts';
import { toDeviceLayout, toPyTorchLayout } from '../nn/layout.ts';
import { mirrorViews, withMirrors } from '../nn/mirror.ts';
import { Network, type Parameter } from '../nn/network.ts';
import { averageOf, isAverage, slotOwner } from '../nn/slots.ts';
import { checkState } from '../nn/state.ts';
import { StepCounts } from '../nn/stepCounts.ts';
import type { EngineOptions, InspectedStep } from '../nn/stockEngine.ts';
import { checkRequest, joinTaps } from '../nn/taps.ts';
import * as tf from '../nn/tf.ts';
import { ProblemError } from '../problems/index.ts';
import type { StepSettings } from '../training/settings.ts';
import type { TapRequest, Taps } from '../training/taps.ts';
import type { BlockVitals } from '../training/vitals.ts';
import { Averages } from './averages.ts';
import type { TrainingBackend } from './backend.ts';
import { type BatchForm, BatchInputs, formOf } from './batchInputs.ts';
import { BranchFactors } from './branchFactors.ts';
import { BufferPool } from './bufferPool.ts';
import { KernelChooser } from './chosenKernels.ts';
import { checkBatch, checkWeights } from './fits.ts';
import { FusedOps } from './fusedOps.ts';
import { Hyper, slotsOf } from './fusedOptimizer.ts';
import { KeptRows } from './keptRows.ts';
import { lending } from './lending.ts';
import { LossScale } from './lossScale.ts';
import { trainingBackend } from './ops/tensors.ts';
import { ParameterStore } from './parameterStore.ts';
import type { CompileOptions } from './pipelines.ts';
import {
  type RecordedStep,
  type RecordingContext,
  recordEvaluation,
  recordLogits,
  recordTaps,
  recordTraining,
} from './stepRecording.ts';
import type { Storage } from './storage.ts';
import { LogitWeights, TapGraphs, tapKey } from './tapGraphs.ts';
import { weightOfLogit } from './taps.ts';
import { FusedTotals } from './totals.ts';
import type { TuningTable } from './variants.ts';

type Batch = ImageBatch | FloatBatch;

/** Kernels that are compiled at a time beside a run: training should not wait for them. */
const atOnceBehind = 2;

export interface FusedEngineOptions extends EngineOptions {
  /** Variants that convolutions are to be computed by, by `tuningKey`; the default ones elsewhere. Default: what is tuned so far. */
  readonly kernels?: TuningTable;
}

export class FusedEngine implements Engine {
  readonly kind = 'fused';
  private readonly backend: TrainingBackend;
  private readonly structure: Structure;
  private readonly ops: FusedOps;
  private readonly network: Network;
  private readonly store: ParameterStore;
  private readonly pool: BufferPool;
  private readonly hyper: Hyper;
  private readonly averages: Averages;
  /** There where training steps may leave out branches. */
  private readonly branches: BranchFactors | undefined;
  private readonly chooser: KernelChooser;
  /** There where feature maps are stored as halves. */
  readonly lossScale: LossScale | undefined;
  private readonly trainTotals: FusedTotals;
  private readonly evaluationTotals: FusedTotals;
  private evaluationLogits: KeptRows | undefined;
  private readonly inputs = new Map<string, BatchInputs>();
  private readonly steps = new Map<string, RecordedStep>();
  private readonly tapGraphs = new TapGraphs();
  private readonly disposed = new AbortController();
  private readonly counts = new StepCounts();

  /**
   * @throws Error with one sentence when the spec is not valid, its weights do not fit the device, or tfjs does not run on
   *   the training backend.
   */
  constructor(private readonly options: FusedEngineOptions) {
    this.backend = trainingBackend(tf.backend());
    this.structure = structureOf(options.spec);
    checkWeights(this.structure, this.backend.traits);
    this.trainTotals = new FusedTotals(this.backend);
    this.evaluationTotals = new FusedTotals(this.backend);
    this.ops = new FusedOps(options);
    this.network = new Network(
      this.structure,
      this.ops,
      initialWeights(this.structure, options.init, options.seed, options.zeroInit),
    );
    const section = (parameter: string): number => sectionOf(this.structure, parameter);
    this.store = new ParameterStore(this.backend, this.network.parameters, section);
    this.pool = new BufferPool(this.backend.device);
    // Stem, stages, classifier.
    this.hyper = new Hyper(this.backend, this.structure.stages.length + 2);
    this.averages = new Averages(this.backend, this.store);
    const blocks = partsOf(this.structure).length - 1;
    this.branches = options.dropsBranches ? new BranchFactors(this.backend, blocks) : undefined;
    this.chooser = new KernelChooser(options.kernels ?? this.backend.tuning);
    this.lossScale = options.storage === 'float16' ? new LossScale(this.backend) : undefined;
  }

  /** Records and compiles the training step. @throws Error with one sentence when a batch does not fit the device. */
  async warmUp(batchSize: number, settings: StepSettings, onProgress: Progress): Promise<void> {
    // What evaluates before the first step is compiled as it will be after it.
    if (settings.ema > 0) this.averages.start();
    await this.ready(() => this.trainingStep('drawn', batchSize, settings), { onProgress }, batchSize);
  }

  warmUpStep(count: number, settings: StepSettings, onProgress?: Progress): Promise<void> {
    return this.readyBehind(() => this.trainingStep('drawn', count, settings), onProgress);
  }

  warmUpEvaluation(count: number, onProgress?: Progress): Promise<void> {
    return this.readyBehind(() => this.evaluationStep('plain', count), onProgress);
  }

  trainStep(batch: Batch, settings: StepSettings): void {
    this.step(batch, settings, false);
  }

  async trainStepWithVitals(batch: Batch, settings: StepSettings): Promise<BlockVitals[]> {
    const { vitals } = this.step(batch, settings, true).results;
    if (!vitals) throw new InternalError('The recorded step has no vitals.');
    return vitals.of(new Float32Array(await this.backend.readRegion(vitals.region)));
  }

  /** Enqueues a training step, with vitals or without. */
  private step(batch: Batch, settings: StepSettings, vitals: boolean): RecordedStep {
    const n = batch.labels.length;
    const form = formOf(batch);
    if (settings.ema > 0) this.averages.start();
    else this.averages.stop();
    const step = this.trainingStep(form, n, settings);
    this.inputsOf(form, n).upload(batch, batch.labels);
    this.counts.take(this.frozen(settings));
    this.hyper.write(settings, this.counts);
    this.branches?.write(batch.branches);
    step.graph.replay(vitals);
    this.trainTotals.count(n);
    return step;
  }

  readTrainTotals(): Promise<Totals> {
    return this.trainTotals.read();
  }

  evaluateBatch(batch: Batch): void {
    const n = batch.labels.length;
    const form = formOf(batch);
    const step = this.evaluationStep(form, n);
    const { mirrorTest, spec } = this.options;
    const views = mirrorTest ? withMirrors(batch, spec.inputSize) : batch;
    this.inputsOf(form, n, this.views).upload(views, batch.labels);
    step.graph.replay();
    this.evaluationTotals.count(n);
    this.evaluationLogits?.add(step.results.logits);
  }

  readEvaluationTotals(): Promise<Totals> {
    return this.evaluationTotals.read();
  }

  keepEvaluationLogits(pictures: number): void {
    this.evaluationLogits?.dispose();
    this.evaluationLogits = new KeptRows(this.backend, 4 * pictures * this.structure.classifier.classes);
  }

  readEvaluationLogits(): Promise<Float32Array> {
    const kept = this.evaluationLogits;
    this.evaluationLogits = undefined;
    return takeRows(kept);
  }

  async warmUpLogits(count: number): Promise<void> {
    await this.readyBehind(() => this.logitsStep('plain', count));
  }

  async logits(batch: Batch): Promise<Float32Array> {
    const n = batch.labels.length;
    const form = formOf(batch);
    const step = this.logitsStep(form, n);
    this.inputsOf(form, n).upload(batch, batch.labels);
    step.graph.replay();
    return new Float32Array(await this.backend.readRegion(step.results.logits));
  }

  /** A training step that also hands out what it did. Waits for the device. */
  async inspectStep(batch: Batch, settings: StepSettings): Promise<InspectedStep> {
    this.trainStep(batch, settings);
    const { results } = this.trainingStep(formOf(batch), batch.labels.length, settings);
    const floats = async (region: Parameters<TrainingBackend['readRegion']>[0]): Promise<Float32Array> =>
      new Float32Array(await this.backend.readRegion(region));
    const [loss = Number.NaN] = results.loss ? await floats(results.loss) : [];
    const logits = await floats(results.logits);
    const gradients = await Promise.all(
      this.network
        .trained(this.frozen(settings))
        .map(({ info }) => this.readTensor(info.name, info, this.store.region('gradients', info.name))),
    );
    return { loss, logits, gradients };
  }

  async warmUpTaps(count: number, request: TapRequest): Promise<void> {
    await this.readyBehind(() => this.tapGraph('plain', count, request).step);
  }

  async taps(batch: Batch, request: TapRequest): Promise<Taps> {
    const n = batch.labels.length;
    checkRequest(this.structure, n, request);
    const form = formOf(batch);
    const { step, weights } = this.tapGraph(form, n, request);
    this.inputsOf(form, n).upload(batch, batch.labels);
    weights?.write(request.gradient?.classes ?? [], weightOfLogit(this.storage));
    step.graph.replay(true);
    const { taps } = step.results;
    if (!taps) throw new InternalError('The recorded look has no taps.');
    return joinTaps(this.structure, request, taps.of(await this.backend.readRegions(taps.regions)));
  }

  without<T>(blocks: readonly string[], look: () => T): T {
    const { zeros, passed } = cutOf(this.structure, blocks);
    const places = this.averages.places.flatMap((flat) => zeros.map((name) => this.store.region(flat, name)));
    return lending(this.backend, places, () => this.network.passing(passed, look));
  }

  async readWeight(name: string): Promise<NamedTensor> {
    const parameter = this.network.parameters.find(({ info }) => info.name === name);
    if (!parameter) throw new InternalError(`The network has no ${name}.`);
    return this.readTensor(name, parameter.info, this.store.region(this.averages.seen, name));
  }

  async exportState(): Promise<EngineState> {
    const ofWeights = this.network.parameters.map(({ info, variable }) =>
      this.readTensor(info.name, info, this.backend.region(variable)),
    );
    const ofSlots = slotsOf(this.store).flatMap((slot) =>
      this.network.trainable.map(({ info }) =>
        this.readTensor(`${slot}.${info.name}`, info, this.store.region(slot, info.name)),
      ),
    );
    const ofAverages = (this.averages.on ? this.network.parameters : []).map(({ info }) =>
      this.readTensor(averageOf(info.name), info, this.store.region('average', info.name)),
    );
    const counts = this.counts.state;
    const [weights, slots, scaling] = await Promise.all([
      Promise.all(ofWeights),
      Promise.all([...ofSlots, ...ofAverages]),
      this.lossScale?.read(),
    ]);
    if (!scaling) return { weights, slots, ...counts };
    const { scale, steady } = scaling;
    return { weights, slots, ...counts, lossScaling: { scale, steady } };
  }

  chosenKernels(): ChosenKernels {
    return this.chooser.names;
  }

  importState(state: EngineState): void {
    checkState(
      this.network.parameters.map((p) => p.info),
      state,
    );
    const byName = new Map(this.network.parameters.map((p) => [p.info.name, p]));
    const { queue } = this.backend.device;
    // A variable's first values may still be on their way in tfjs's queue: they must not arrive after ours.
    for (const { variable } of this.network.parameters) this.backend.region(variable);
    this.backend.flush();
    const write = ({ buffer, offset }: { buffer: GPUBuffer; offset: number }, t: NamedTensor): void => {
      queue.writeBuffer(buffer, offset, toDeviceLayout(t, t.data) as Float32Array<ArrayBuffer>);
    };
    for (const tensor of state.weights) {
      const parameter = byName.get(tensor.name);
      if (parameter) write(this.backend.region(parameter.variable), tensor);
    }
    for (const slot of slotsOf(this.store)) this.store.clear(slot);
    this.averages.stop();
    if (state.slots.some(isAverage)) this.averages.start();
    for (const tensor of state.slots) {
      const owner = slotOwner(tensor.name);
      write(this.store.region(tensor.name.slice(0, -owner.length - 1), owner), tensor);
    }
    this.lossScale?.start(state.lossScaling);
    this.counts.restore(state);
  }

  gpuBytes(): number {
    const inputs = [...this.inputs.values()].reduce((sum, i) => sum + i.bytes, 0);
    const kept = (this.evaluationLogits?.bytes ?? 0) + this.tapGraphs.bytes;
    return this.backend.memory().numBytesAllocatedInGPU + this.store.bytes + this.pool.bytes + inputs + kept;
  }

  async finish(): Promise<void> {
    this.backend.flush();
    await this.backend.device.queue.onSubmittedWorkDone();
  }

  /** The recorded training step for batches of a form and size: for profiles. */
  trainingStep(form: BatchForm, n: number, settings: StepSettings): RecordedStep {
    const { optimizer, labelSmoothing, ema } = settings;
    const averaged = ema > 0 ? ' averaged' : '';
    const frozen = this.frozen(settings);
    const apart = this.hyper.apart(settings, this.counts, frozen);
    const moves = `${frozen}${apart ? ' apart' : ''}`;
    return this.recorded(`train ${form} ${n} ${optimizer} ${labelSmoothing}${averaged} ${moves}`, () => {
      checkBatch(this.structure, n, this.backend.traits, this.options.storage);
      this.ops.totals = this.trainTotals.tensor;
      const windows = this.hyper.windows(this.store, frozen, apart);
      return recordTraining(this.context, this.inputsOf(form, n), settings, { frozen, windows });
    });
  }

  /** Sections of the network that a step leaves alone. */
  private frozen({ freeze }: StepSettings): number {
    return frozenSections(this.structure, freeze);
  }

  /** What an evaluation sees: which weights, and of which blocks. */
  private get seen(): string {
    return `${this.averages.seen} ${this.network.way}`;
  }

  private evaluationStep(form: BatchForm, n: number): RecordedStep {
    return this.recorded(`evaluate ${form} ${n} ${this.seen}`, () => {
      this.ops.totals = this.evaluationTotals.tensor;
      return recordEvaluation(this.context, this.inputsOf(form, n, this.views));
    });
  }

  private logitsStep(form: BatchForm, n: number): RecordedStep {
    return this.recorded(`logits ${form} ${n} ${this.seen}`, () =>
      recordLogits(this.context, this.inputsOf(form, n)),
    );
  }

  private tapGraph(form: BatchForm, n: number, request: TapRequest): ReturnType<TapGraphs['get']> {
    return this.tapGraphs.get(`${tapKey(form, n, request)} ${this.seen}`, () => {
      const { backend, structure } = this;
      checkBatch(structure, n, backend.traits, this.options.storage);
      const weights = request.gradient && new LogitWeights(backend, n, structure.classifier.classes);
      try {
        return { step: recordTaps(this.context, this.inputsOf(form, n), request, weights?.tensor), weights };
      } catch (error) {
        weights?.dispose();
        throw error;
      }
    });
  }

  dispose(): void {
    this.disposed.abort();
    this.tapGraphs.dispose();
    for (const step of this.steps.values()) step.dispose();
    for (const inputs of this.inputs.values()) inputs.dispose();
    this.network.dispose();
    for (const part of [this.trainTotals, this.evaluationTotals, this.store, this.pool, this.hyper])
      part.dispose();
    this.lossScale?.dispose();
    this.branches?.dispose();
    this.evaluationLogits?.dispose();
  }

  private get storage(): Storage {
    return this.options.storage ?? 'float32';
  }

  private get context(): RecordingContext {
    const { backend, network, store, pool, lossScale, averages, branches, chooser } = this;
    const pixels = (inputs: BatchInputs): tf.Tensor4D => this.ops.pixels(inputs, this.options.spec.inputSize);
    const { precision = 'exact' } = this.options;
    const { storage } = this;
    const hyper = this.hyper.tensor;
    const kept = { backend, network, store, pool, lossScale, averages, branches, chooser };
    return { ...kept, hyper, pixels, storage, precision };
  }

  /** How often an evaluation looks at a picture. */
  private get views(): number {
    return this.options.mirrorTest ? mirrorViews : 1;
  }

  private inputsOf(form: BatchForm, n: number, views = 1): BatchInputs {
    const key = `${form} ${n} ${views}`;
    let inputs = this.inputs.get(key);
    if (!inputs) {
      inputs = new BatchInputs(this.backend, form, n, this.options.spec.inputSize, views);
      this.inputs.set(key, inputs);
    }
    return inputs;
  }

  /**
   * Records a step and compiles it. A kernel that the device cannot compile gives way to the next way to compute the same.
   * @param record Records the step anew where it is not there.
   * @param batch The batch size, where a person chose it.
   * @throws ProblemError where it does not fit, or names the kernel for which there is no other.
   */
  private async ready(record: () => RecordedStep, options: CompileOptions, batch?: number): Promise<void> {
    const { pipelines } = this.backend;
    for (;;) {
      const step = await this.withMemory(record, batch);
      const { kernels } = step.graph;
      const hopeless = kernels.some((kernel) => !pipelines.usable(kernel));
      try {
        await pipelines.compile(kernels, options);
        if (!options.signal?.aborted) step.graph.prepare();
        return;
      } catch (error) {
        if (hopeless || kernels.every((kernel) => pipelines.usable(kernel))) throw error;
        this.forget(step);
      }
    }
  }

  /** The same while steps run: few kernels at a time, and none for an engine that is not needed any more. */
  private async readyBehind(record: () => RecordedStep, onProgress?: Progress): Promise<void> {
    const { signal } = this.disposed;
    await this.ready(this.network.asNow(record), { onProgress, atOnce: atOnceBehind, signal }).catch(
      (error: unknown) => {
        if (!signal.aborted) throw error;
      },
    );
  }

  /** @throws ProblemError where the device has too little memory for what is allocated in it. */
  private async withMemory<T>(allocate: () => T, batch?: number): Promise<T> {
    const { device } = this.backend;
    device.pushErrorScope('out-of-memory');
    let result: T;
    let shortage: GPUError | null = null;
    try {
      result = allocate();
    } finally {
      shortage = await device.popErrorScope();
    }
    if (!shortage) return result;
    throw new ProblemError(
      batch === undefined
        ? { kind: 'gpu-memory' }
        : { kind: 'out-of-memory', batch, smaller: Math.max(1, Math.floor(batch / 2)) },
    );
  }

  /** A step that will be recorded anew. */
  private forget(step: RecordedStep): void {
    if (this.tapGraphs.forget(step)) return;
    for (const [key, known] of this.steps) if (known === step) this.steps.delete(key);
    step.dispose();
  }

  private recorded(key: string, record: () => RecordedStep): RecordedStep {
    let step = this.steps.get(key);
    if (!step) {
      step = record();
      this.steps.set(key, step);
    }
    return step;
  }

  private async readTensor(
    name: string,
    info: Parameter['info'],
    region: Parameters<TrainingBackend['readRegion']>[0],
  ): Promise<NamedTensor> {
    const values = new Float32Array(await this.backend.readRegion(region));
    return { name, shape: info.shape, data: toPyTorchLayout(info, values) };
  }
}

/**
 * A network with fresh weights on the training backend.
 * @throws Error with one sentence when the spec is not valid.
 */
export const createFusedEngine = (options: FusedEngineOptions): FusedEngine => new FusedEngine(options);

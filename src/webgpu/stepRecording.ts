/** Recording of the steps an engine replays: training with its optimizer, evaluation, plain logits. */

import type { Tensor, TensorInfo } from '@tensorflow/tfjs-core';
import { InternalError } from '../base/errors.ts';
import type { Network, Parameter } from '../nn/network.ts';
import type { Loss } from '../nn/ops.ts';
import { tappedBy, type Watcher } from '../nn/taps.ts';
import * as tf from '../nn/tf.ts';
import type { StepSettings } from '../training/settings.ts';
import type { TapRequest } from '../training/taps.ts';
import type { Averages } from './averages.ts';
import type { TrainingBackend } from './backend.ts';
import type { BatchInputs } from './batchInputs.ts';
import type { BranchFactors } from './branchFactors.ts';
import type { BufferPool } from './bufferPool.ts';
import type { KernelChooser } from './chosenKernels.ts';
import { recordOptimizer, type UpdateInputs, type UpdateWindow } from './fusedOptimizer.ts';
import type { Kernel } from './kernel.ts';
import type { Precision } from './kernels/convShape.ts';
import type { LossScale } from './lossScale.ts';
import { mergeReductions } from './mergeReductions.ts';
import { isAddition } from './ops/addition.ts';
import type { ParameterStore } from './parameterStore.ts';
import { mergeAdditions, Recorder, type VirtualBuffer } from './recorder.ts';
import { type BufferRegion, bytesOf, newRegion } from './region.ts';
import { StepGraph } from './stepGraph.ts';
import type { Storage } from './storage.ts';
import { type RecordedTaps, TapsRecording, weightOfLogit } from './taps.ts';
import { type RecordedVitals, VitalsRecording } from './vitals.ts';
import { recordCopies } from './weightCopies.ts';

export interface RecordingContext {
  readonly backend: TrainingBackend;
  readonly network: Network;
  readonly store: ParameterStore;
  readonly pool: BufferPool;
  /** Small numbers of a step: learning rate and the like. */
  readonly hyper: TensorInfo;
  /** From the input buffers to normalised pictures. */
  readonly pixels: (inputs: BatchInputs) => tf.Tensor4D;
  /** How feature maps and the weights that convolutions read are stored. */
  readonly storage: Storage;
  /** How convolutions may round. */
  readonly precision: Precision;
  /** Chooses the variants of convolutions. */
  readonly chooser: KernelChooser;
  /** There where halves are stored. */
  readonly lossScale: LossScale | undefined;
  readonly averages: Averages;
  /** There where training steps may leave out branches. */
  readonly branches: BranchFactors | undefined;
}

/** Results of a replay that somebody may read. */
export interface StepResults {
  /** [1] mean loss of the batch */
  readonly loss: BufferRegion | undefined;
  /** [N, classes] */
  readonly logits: BufferRegion;
  /** Filled by replays of everything. */
  readonly vitals?: RecordedVitals;
  /** Filled by replays of everything. */
  readonly taps?: RecordedTaps;
}

export interface RecordedStep {
  readonly graph: StepGraph;
  readonly results: StepResults;
  dispose(): void;
}

class Pins {
  readonly map = new Map<VirtualBuffer, BufferRegion>();
  private readonly own: GPUBuffer[] = [];

  constructor(
    private readonly backend: TrainingBackend,
    private readonly recorder: Recorder,
  ) {}

  /** A tensor of the recording will lie in a given place. */
  at(tensor: TensorInfo, region: BufferRegion): void {
    const operand = this.recorder.operandOf(tensor);
    if ('virtual' in operand) this.map.set(operand.virtual, region);
  }

  /** A tensor of the recording gets a buffer of its own, which outlives the step, unless it has a place. */
  keep(tensor: TensorInfo): BufferRegion {
    const operand = this.recorder.operandOf(tensor);
    if ('fixed' in operand) return operand.fixed;
    const known = this.map.get(operand.virtual);
    if (known) return known;
    const region = this.room(bytesOf(tensor.shape, this.recorder.storageOf(tensor)));
    this.map.set(operand.virtual, region);
    return region;
  }

  /** A buffer that outlives the step. */
  room(bytes: number): BufferRegion {
    const region = newRegion(this.backend.device, 'result', bytes);
    this.own.push(region.buffer);
    return region;
  }

  dispose(): void {
    for (const buffer of this.own) buffer.destroy();
  }
}

/**
 * Runs a step while the backend lists kernels instead of running them, and plans what was listed.
 * @param averaged Averages stand in for the weights, where there are any.
 */
function record(
  c: RecordingContext,
  step: (pins: Pins, recorder: Recorder) => StepResults,
  averaged: boolean,
): RecordedStep {
  const { backend, pool, network, store } = c;
  const recorder = new Recorder(backend, c.storage, c.precision, c.chooser);
  const pins = new Pins(backend, recorder);
  const dispose = (): void => {
    recorder.release();
    pins.dispose();
  };
  let results: StepResults | undefined;
  let copies: TensorInfo[] = [];
  backend.recorder = recorder;
  try {
    if (c.storage === 'float16') copies = recordCopies(backend, recorder, network, store);
    tf.tidy(() => {
      results = step(pins, recorder);
    });
    if (!results) throw new InternalError('The recorded step has no results.');
    const listed =
      averaged && c.averages.on ? c.averages.inPlaceOfValues(recorder.dispatches) : recorder.dispatches;
    const added = mergeAdditions(listed, isAddition);
    const { traits, pipelines } = backend;
    const usable = (k: Kernel): boolean => k.bindings.length <= traits.maxBindings && pipelines.usable(k);
    const dispatches = traits.fusedReductions ? mergeReductions(added, usable) : added;
    return { graph: new StepGraph(backend, dispatches, pool, pins.map), results, dispose };
  } catch (error) {
    dispose();
    throw error;
  } finally {
    for (const copy of copies) backend.disposeData(copy.dataId);
    backend.recorder = undefined;
  }
}

/** What a training step moves. */
export interface Trained {
  /** Sections of the network that it leaves alone. */
  readonly frozen: number;
  readonly windows: readonly UpdateWindow[];
}

/** Gradients of the loss by every parameter that is not frozen. */
function backward(
  network: Network,
  pictures: tf.Tensor4D,
  labels: tf.Tensor1D,
  labelSmoothing: number,
  watcher: Watcher,
  branches: BranchFactors | undefined,
  frozen: number,
): {
  loss: Loss;
  gradients: { parameter: Parameter; gradient: Tensor }[];
} {
  const trained = network.trained(frozen);
  const x = network.front(pictures, frozen, watcher);
  let seen: Loss | undefined;
  const { grads } = tf.variableGrads(
    () => {
      const options = { watcher, factors: branches?.tensors, frozen };
      const loss = network.loss(x, labels, labelSmoothing, true, options);
      seen = { loss: tf.keep(loss.loss), correct: tf.keep(loss.correct), logits: tf.keep(loss.logits) };
      return loss.loss;
    },
    trained.map((p) => p.variable),
  );
  if (!seen) throw new InternalError('The forward pass did not run.');
  const gradients = trained.map((parameter) => {
    const gradient = grads[parameter.variable.name];
    if (!gradient) throw new InternalError(`The step has no gradient for ${parameter.info.name}.`);
    return { parameter, gradient };
  });
  return { loss: seen, gradients };
}

/**
 * Forward, backward and update, with vitals as an option; gradients stay readable in the store until the next step.
 */
export function recordTraining(
  c: RecordingContext,
  inputs: BatchInputs,
  s: StepSettings,
  { frozen, windows }: Trained,
): RecordedStep {
  const { backend, network, store, lossScale } = c;
  return record(
    c,
    (pins, recorder) => {
      recorder.lossScale = lossScale?.tensor;
      const recording = new VitalsRecording(backend, network.structure, frozen);
      const labels = inputs.labels as tf.Tensor1D;
      const step = backward(
        network,
        c.pixels(inputs),
        labels,
        s.labelSmoothing,
        recording.watcher,
        c.branches,
        frozen,
      );
      for (const { parameter, gradient } of step.gradients) {
        pins.at(gradient, store.region('gradients', parameter.info.name));
      }
      lossScale?.record(store, windows);
      const update: UpdateInputs = { optimizer: s.optimizer, windows, scaling: lossScale?.tensor };
      const vitals = recording.finish(network, store, update, pins);
      const results = { loss: pins.keep(step.loss.loss), logits: pins.keep(step.loss.logits), vitals };
      recordOptimizer(backend, store, update);
      if (s.ema > 0) c.averages.record(c.hyper);
      tf.dispose([step.loss.loss, step.loss.correct, step.loss.logits]);
      return results;
    },
    false,
  );
}

/** Forward with running statistics, summed into the totals that are current while recording. */
export function recordEvaluation(c: RecordingContext, inputs: BatchInputs): RecordedStep {
  return record(
    c,
    (pins) => {
      const { logits } = c.network.loss(c.pixels(inputs), inputs.labels as tf.Tensor1D, 0, false);
      return { loss: undefined, logits: pins.keep(logits) };
    },
    true,
  );
}

/** Forward with running statistics, nothing counted. */
export function recordLogits(c: RecordingContext, inputs: BatchInputs): RecordedStep {
  return record(
    c,
    (pins) => ({ loss: undefined, logits: pins.keep(c.network.logits(c.pixels(inputs))) }),
    true,
  );
}

/**
 * A look at a batch, by optional dispatches; nothing is counted, and running statistics stay.
 * @param weights [N, classes] by which logits count in the gradient, where one is asked for: see `weightOfLogit`.
 */
export function recordTaps(
  c: RecordingContext,
  inputs: BatchInputs,
  request: TapRequest,
  weights: Tensor | undefined,
): RecordedStep {
  const { backend, network, chooser, storage } = c;
  return record(
    { ...c, chooser: chooser.apart() },
    (pins) => {
      const wanted = tappedBy(network.structure, request);
      const recording = new TapsRecording(backend, (tensor) => pins.keep(tensor), wanted);
      const { gradient: at } = request;
      const gradient = at && weights && { block: at.block, weights: weights as tf.Tensor2D };
      const look = network.look(c.pixels(inputs), request.mode === 'training', recording.watcher, gradient);
      const taps = recording.finish(look.logits, look.gradient, weightOfLogit(storage));
      return { loss: undefined, logits: pins.keep(look.logits), taps };
    },
    request.mode === 'evaluation',
  );
}

/**
 * The residual network as tensors: parameters on the device, and the forward pass as a walk in which every layer becomes
 * a call of `NetworkOps`. Which layer follows which is said in src/model/walk.ts, what a layer is in structure.ts; how an
 * op is computed, and the backward pass, are the engine's own (stockOps.ts, src/webgpu/fusedOps.ts).
 */
import { InternalError } from '../base/errors.ts';
import { type ParameterInfo, parametersOf } from '../model/parameters.ts';
import type { ConvUnit, Structure } from '../model/structure.ts';
import { type Interpreter, walkNetwork } from '../model/walk.ts';
import type { NamedTensor } from './engine.ts';
import { deviceShape, toDeviceLayout } from './layout.ts';
import type { ConvNormParameters, Loss, NetworkOps } from './ops.ts';
import * as tf from './tf.ts';
import type { Tap } from './vitals.ts';

/** One named tensor on the device, HWIO or [in, out], with what the table says of it. */
export interface Parameter {
  readonly info: ParameterInfo;
  readonly variable: tf.Variable;
}

export class Network {
  readonly parameters: readonly Parameter[];
  /** Those that gradients move: all but the running statistics. */
  readonly trainable: readonly Parameter[];
  private readonly byName: ReadonlyMap<string, tf.Variable>;

  /** @param weights One tensor for every row of `parametersOf(structure)`, in its order and in PyTorch's layout. */
  constructor(
    readonly structure: Structure,
    private readonly ops: NetworkOps,
    weights: readonly NamedTensor[],
  ) {
    this.parameters = parametersOf(structure).map((info, i) => {
      const values = weights[i];
      if (values?.name !== info.name) throw new InternalError(`The initial weights lack ${info.name}.`);
      const start = tf.tensor(toDeviceLayout(info, values.data), deviceShape(info));
      const variable = tf.variable(start, info.trainable);
      start.dispose();
      return { info, variable };
    });
    this.trainable = this.parameters.filter((p) => p.info.trainable);
    this.byName = new Map(this.parameters.map((p) => [p.info.name, p.variable]));
  }

  /** Loss and answers of a batch. Labels are int32 [N]; running statistics move only where `training`. */
  loss(x: tf.Tensor4D, labels: tf.Tensor1D, labelSmoothing: number, training: boolean, tap?: Tap): Loss {
    const { weight, bias } = this.classifierParameters();
    const classify = (features: tf.Tensor4D): Loss =>
      this.ops.classifyLoss(features, weight, bias, labels, labelSmoothing);
    const loss = walkNetwork(this.structure, x, this.interpreter(training, classify, tap));
    tap?.('classifier', loss.logits);
    return loss;
  }

  /** [N, classes], with running statistics. */
  logits(x: tf.Tensor4D): tf.Tensor2D {
    const { weight, bias } = this.classifierParameters();
    const classify = (features: tf.Tensor4D): tf.Tensor2D => this.ops.classify(features, weight, bias);
    return walkNetwork(this.structure, x, this.interpreter(false, classify));
  }

  /** What the walk makes of each layer: a call of the engine's op. Feature maps are [N, H, W, C]. */
  private interpreter<R>(
    training: boolean,
    classify: (features: tf.Tensor4D) => R,
    tap?: Tap,
  ): Interpreter<tf.Tensor4D, R> {
    return {
      convNorm: (x, unit, residual) => {
        const { stride, padding, relu } = unit;
        const options = { stride, padding, relu: relu !== undefined, training };
        return this.ops.convNorm(x, this.convNormParameters(unit), options, residual?.value);
      },
      maxPool: (x) => this.ops.maxPool(x),
      padShortcut: (x, { stride, before, after }) => this.ops.padShortcut(x, stride, before, after),
      classify,
      part: ({ name }, layers) => {
        const out = tf.tidy(layers);
        tap?.(name, out);
        return out;
      },
    };
  }

  private convNormParameters({ conv, norm }: ConvUnit): ConvNormParameters {
    return {
      filter: this.get(`${conv}.weight`) as tf.Variable<tf.Rank.R4>,
      gamma: this.get(`${norm}.weight`) as tf.Variable<tf.Rank.R1>,
      beta: this.get(`${norm}.bias`) as tf.Variable<tf.Rank.R1>,
      mean: this.get(`${norm}.running_mean`),
      variance: this.get(`${norm}.running_var`),
    };
  }

  private classifierParameters(): { weight: tf.Tensor2D; bias: tf.Tensor1D } {
    const { name } = this.structure.classifier;
    return {
      weight: this.get(`${name}.weight`) as tf.Variable<tf.Rank.R2>,
      bias: this.get(`${name}.bias`) as tf.Variable<tf.Rank.R1>,
    };
  }

  private get(name: string): tf.Variable {
    const variable = this.byName.get(name);
    if (!variable) throw new InternalError(`The network has no parameter called ${name}.`);
    return variable;
  }

  dispose(): void {
    for (const { variable } of this.parameters) variable.dispose();
  }
}

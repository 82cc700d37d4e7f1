/**
 * The residual network as tensors: stem, stages of blocks, shortcut, classifier (He et al. 2015). Written once against
 * `NetworkOps`; what every layer is comes from `structureOf(spec)`.
 */
import { type ParameterInfo, parametersOf } from '../model/parameters.ts';
import type { Block, ConvUnit, Shortcut, Structure } from '../model/structure.ts';
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
      if (values?.name !== info.name) throw new Error(`The initial weights lack ${info.name}.`);
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
    const { weight, bias } = this.classifier();
    const features = this.features(x, training, tap);
    const loss = this.ops.classifyLoss(features, weight, bias, labels, labelSmoothing);
    tap?.('classifier', loss.logits);
    return loss;
  }

  /** [N, classes], with running statistics. */
  logits(x: tf.Tensor4D): tf.Tensor2D {
    const { weight, bias } = this.classifier();
    return this.ops.classify(this.features(x, false), weight, bias);
  }

  /** [N, S, S, 3] to the last stage's feature map. */
  private features(x: tf.Tensor4D, training: boolean, tap?: Tap): tf.Tensor4D {
    const { stem, maxPool, stages } = this.structure;
    let out = this.convNorm(x, stem, training);
    if (maxPool) out = this.ops.maxPool(out);
    tap?.('stem', out);
    for (const stage of stages) {
      for (const block of stage.blocks) {
        const input = out;
        out = tf.tidy(() => this.block(input, block, training));
        tap?.(block.name, out);
      }
    }
    return out;
  }

  /** relu(main path + shortcut) */
  private block(x: tf.Tensor4D, block: Block, training: boolean): tf.Tensor4D {
    const shortcut = this.shortcut(x, block.shortcut, training);
    const last = block.units.length - 1;
    return block.units.reduce(
      (out, unit, i) => this.convNorm(out, unit, training, i === last ? shortcut : undefined),
      x,
    );
  }

  private shortcut(x: tf.Tensor4D, shortcut: Shortcut, training: boolean): tf.Tensor4D | undefined {
    switch (shortcut.kind) {
      case 'none':
        return undefined;
      case 'identity':
        return x;
      case 'pad':
        return this.ops.padShortcut(x, shortcut.stride, shortcut.before, shortcut.after);
      case 'projection':
        return this.convNorm(x, shortcut.unit, training);
      default:
        return shortcut satisfies never;
    }
  }

  private convNorm(x: tf.Tensor4D, unit: ConvUnit, training: boolean, residual?: tf.Tensor4D): tf.Tensor4D {
    const { stride, padding, relu } = unit;
    return this.ops.convNorm(x, this.convNormParameters(unit), { stride, padding, relu, training }, residual);
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

  private classifier(): { weight: tf.Tensor2D; bias: tf.Tensor1D } {
    const { classifier } = this.structure;
    return {
      weight: this.get(`${classifier}.weight`) as tf.Variable<tf.Rank.R2>,
      bias: this.get(`${classifier}.bias`) as tf.Variable<tf.Rank.R1>,
    };
  }

  private get(name: string): tf.Variable {
    const variable = this.byName.get(name);
    if (!variable) throw new Error(`The network has no parameter called ${name}.`);
    return variable;
  }

  dispose(): void {
    for (const { variable } of this.parameters) variable.dispose();
  }
}

/**
 * The residual network as tensors: parameters on the device, and the forward pass as a walk in which every layer becomes
 * a call of `NetworkOps`. Which layer follows which is said in src/model/walk.ts, what a layer is in structure.ts; how an
 * op is computed, and the backward pass, are the engine's own (stockOps.ts, src/webgpu/fusedOps.ts).
 */
import { InternalError } from '../base/errors.ts';
import { frozenParts, sectionOf } from '../model/frozen.ts';
import { type ParameterInfo, parametersOf } from '../model/parameters.ts';
import { type Block, type ConvUnit, partsOf, type Stem, type Structure } from '../model/structure.ts';
import { type Interpreter, walkNetwork, walkParts } from '../model/walk.ts';
import type { NamedTensor } from './engine.ts';
import { deviceShape, toDeviceLayout } from './layout.ts';
import type { ConvBiasParameters, ConvNormParameters, Loss, NetworkOps, UnitWatch } from './ops.ts';
import type { Sight, Watcher } from './taps.ts';
import * as tf from './tf.ts';

/** One named tensor on the device, HWIO or [in, out], with what the table says of it. */
export interface Parameter {
  readonly info: ParameterInfo;
  readonly variable: tf.Variable;
}

/** How a network is walked. */
interface Walk {
  /** Batch norm by the statistics of the batch; the running ones follow unless they are to stay. */
  readonly training: boolean;
  readonly still?: boolean;
  readonly watcher?: Watcher;
  /** [1] each: by what the branch of a block is multiplied, in the order of blocks. */
  readonly factors?: readonly tf.Tensor1D[];
}

/** How a loss is come by. */
interface LossOptions extends Pick<Walk, 'watcher' | 'factors'> {
  /** Sections of the network that lie behind already. */
  readonly frozen?: number;
}

/**
 * Feature maps [N·V, H, W, C] of V views each as [N, V·H, W, C]. The classifier is linear in what it pools, so the mean over all
 * views gives the mean of their logits.
 */
function joined(features: tf.Tensor4D, pictures: number): tf.Tensor4D {
  const [n, height, width, channels] = features.shape;
  return n === pictures
    ? features
    : tf.reshape(features, [pictures, (n / pictures) * height, width, channels]);
}

export class Network {
  readonly parameters: readonly Parameter[];
  /** Those that gradients move: all but the running statistics. */
  readonly trainable: readonly Parameter[];
  private readonly byName: ReadonlyMap<string, tf.Variable>;
  /** Blocks that hand on what they are given. */
  private passed: ReadonlySet<string> = new Set();

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

  /** The parameters that a step moves which leaves the first sections alone. */
  trained(frozen: number): readonly Parameter[] {
    return frozen === 0
      ? this.trainable
      : this.trainable.filter(({ info }) => sectionOf(this.structure, info.name) >= frozen);
  }

  /** What the frozen front makes of pictures, with its running statistics; the pictures themselves where nothing is frozen. */
  front(x: tf.Tensor4D, frozen: number, watcher?: Watcher): tf.Tensor4D {
    const parts = partsOf(this.structure).slice(0, frozenParts(this.structure, frozen));
    return walkParts(parts, x, this.interpreter({ training: false, watcher }, this.classify));
  }

  /**
   * Loss and answers of a batch. Labels are int32 [N]; running statistics move only where `training`.
   * @param x Pictures, or what the `front` made of them. Where it has several views of every picture, one after the other, the logits
   *   are the mean of theirs.
   * @param factors By what the branch of every block is multiplied.
   */
  loss(
    x: tf.Tensor4D,
    labels: tf.Tensor1D,
    labelSmoothing: number,
    training: boolean,
    { watcher, factors, frozen = 0 }: LossOptions = {},
  ): Loss {
    const { weight, bias } = this.classifierParameters();
    const classify = (features: tf.Tensor4D): Loss =>
      this.ops.classifyLoss(joined(features, labels.size), weight, bias, labels, labelSmoothing);
    const to = this.interpreter({ training, watcher, factors }, classify);
    const parts = partsOf(this.structure).slice(frozenParts(this.structure, frozen));
    const loss = to.classify(walkParts(parts, x, to), this.structure.classifier);
    if (watcher?.wants('classifier', 'output')) watcher.see('classifier', 'output', loss.logits);
    return loss;
  }

  /** [N, classes], with running statistics. */
  logits(x: tf.Tensor4D): tf.Tensor2D {
    return walkNetwork(this.structure, x, this.interpreter({ training: false }, this.classify));
  }

  /**
   * [N, classes], shown to a watcher on the way. Moves nothing.
   * @param gradient Also asks for the gradient of Σ logits · weights by a block's output; weights are [N, classes].
   */
  look(
    x: tf.Tensor4D,
    training: boolean,
    watcher: Watcher,
    gradient?: { readonly block: string; readonly weights: tf.Tensor2D },
  ): { logits: tf.Tensor2D; gradient?: tf.Tensor4D } {
    const to = this.interpreter({ training, still: true, watcher }, this.classify);
    if (!gradient) return { logits: walkNetwork(this.structure, x, to) };
    const parts = partsOf(this.structure);
    const after = parts.findIndex(({ name }) => name === gradient.block) + 1;
    if (after === 0) throw new InternalError(`The network has no block called ${gradient.block}.`);
    const rest = (features: tf.Tensor4D): tf.Tensor2D =>
      to.classify(walkParts(parts.slice(after), features, to), this.structure.classifier);
    const features = walkParts(parts.slice(0, after), x, to);
    const { value, grad } = tf.valueAndGrad(rest as (features: tf.Tensor) => tf.Tensor)(
      features,
      gradient.weights,
    );
    return { logits: value as tf.Tensor2D, gradient: grad as tf.Tensor4D };
  }

  /** While some work lasts, these blocks hand on what they are given, instead of what they make of it. */
  passing<T>(blocks: ReadonlySet<string>, work: () => T): T {
    const before = this.passed;
    this.passed = new Set([...before, ...blocks]);
    try {
      return work();
    } finally {
      this.passed = before;
    }
  }

  /** Some work that is done later, with the blocks handing on that do now. */
  asNow<T>(work: () => T): () => T {
    const { passed } = this;
    return () => this.passing(passed, work);
  }

  /** Differs where other blocks hand on. */
  get way(): string {
    return [...this.passed].sort().join(' ');
  }

  private readonly classify = (features: tf.Tensor4D): tf.Tensor2D => {
    const { weight, bias } = this.classifierParameters();
    return this.ops.classify(features, weight, bias);
  };

  /** What the walk makes of each layer: a call of the engine's op. Feature maps are [N, H, W, C]. */
  private interpreter<R>(
    { training, still, watcher, factors }: Walk,
    classify: (features: tf.Tensor4D) => R,
  ): Interpreter<tf.Tensor4D, R> {
    let part: Stem | Block = this.structure.stem;
    /** Whom a tensor of the part under way is to be shown, if anybody. */
    const viewer = (of: Sight): ((value: tf.Tensor) => void) | undefined => {
      const { name } = part;
      return watcher?.wants(name, of) ? (value) => watcher.see(name, of, value) : undefined;
    };
    const watchOf = (unit: ConvUnit): UnitWatch | undefined => {
      if (!watcher || !('units' in part)) return undefined;
      const { units, shortcut } = part;
      if (unit === units.at(-1))
        return { branch: viewer('branch'), sum: viewer('sum'), square: viewer('branchSquare') };
      const projection = shortcut.kind === 'projection' && unit === shortcut.unit;
      return projection ? { square: viewer('shortcutSquare') } : undefined;
    };
    return {
      convNorm: (x, unit, residual) => {
        const { stride, padding, relu, norm } = unit;
        const options = { stride, padding, relu: relu !== undefined };
        if (residual) viewer('shortcut')?.(residual.value);
        const factor = residual && factors?.[this.blockNumber(part)];
        const rest = [residual?.value, watchOf(unit)] as const;
        const out =
          norm === undefined
            ? this.ops.convBias(x, { ...this.convBiasParameters(unit), factor }, options, ...rest)
            : this.ops.convNorm(
                x,
                { ...this.convNormParameters(unit, norm), factor },
                { ...options, training, still },
                ...rest,
              );
        if (unit === this.structure.stem.unit) viewer('unpooled')?.(out);
        return out;
      },
      maxPool: (x) => this.ops.maxPool(x),
      padShortcut: (x, { stride, before, after }) => this.ops.padShortcut(x, stride, before, after),
      classify,
      part: (next, layers, x) => {
        part = next;
        viewer('input')?.(x);
        const passes = this.passed.has(next.name);
        // F is the identity then, and behind a ReLU another one changes nothing.
        if (passes) for (const of of ['branch', 'sum'] as const) viewer(of)?.(x);
        const out = passes ? x : tf.tidy(layers);
        viewer('output')?.(out);
        return out;
      },
    };
  }

  /** Of a block among all, counted from 0. */
  private blockNumber(part: Stem | Block): number {
    return partsOf(this.structure).indexOf(part) - 1;
  }

  private convBiasParameters({ conv }: ConvUnit): ConvBiasParameters {
    return {
      filter: this.get(`${conv}.weight`) as tf.Variable<tf.Rank.R4>,
      bias: this.get(`${conv}.bias`) as tf.Variable<tf.Rank.R1>,
    };
  }

  private convNormParameters({ conv }: ConvUnit, norm: string): ConvNormParameters {
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

/**
 * The network as an ONNX file: `input` [N, 3, S, S] floats, normalised as the file's metadata says, to `logits`
 * [N, classes]. The number of pictures N is free.
 *
 * Weights keep their names and values unless batch norm is folded into the convolutions: that is the same function with
 * fewer nodes, for running the network and not for looking at it.
 */

import type { DatasetFacts } from '../../data/sets/index.ts';
import { normEpsilon } from '../../model/norm.ts';
import type { ModelSpec } from '../../model/spec.ts';
import {
  type Classifier,
  type ConvUnit,
  type MaxPool,
  type PadShortcut,
  structureOf,
} from '../../model/structure.ts';
import type { NamedTensor } from '../../nn/engine.ts';
import { buildGraph, type GraphBuilder, modelFacts, weightsByName } from '../graph.ts';
import { toBytes } from '../protobuf.ts';
import { type Attribute, type Initializer, modelOf, type Node } from './messages.ts';

export interface OnnxOptions {
  /** Whether batch norm becomes part of the convolution before it. */
  readonly fold: boolean;
}

const input = 'input';
const output = 'logits';
const batch = 'N';

/** conv then norm as one convolution with a bias: w·γ/√(σ² + ε) and β − μ·γ/√(σ² + ε), in double precision. */
function folded(
  filter: Float32Array,
  gamma: Float32Array,
  rest: Readonly<Record<'beta' | 'mean' | 'variance', Float32Array>>,
) {
  const { beta, mean, variance } = rest;
  const scale = Float64Array.from(gamma, (g, c) => g / Math.sqrt((variance[c] ?? 0) + normEpsilon));
  const perChannel = filter.length / scale.length;
  return {
    filter: filter.map((w, i) => w * (scale[Math.floor(i / perChannel)] ?? 0)),
    bias: beta.map((b, c) => b - (mean[c] ?? 0) * (scale[c] ?? 0)),
  };
}

const windowAttributes = ({ kernel, stride, padding }: ConvUnit | MaxPool) => ({
  kernel_shape: [kernel, kernel],
  strides: [stride, stride],
  pads: [padding, padding, padding, padding],
});

/** Nodes and initializers; a node is known by its output, which has the node's name. */
class OnnxBuilder implements GraphBuilder<string> {
  readonly nodes: Node[] = [];
  readonly initializers: Initializer[] = [];

  constructor(
    private readonly tensor: (name: string) => NamedTensor,
    private readonly options: OnnxOptions,
  ) {}

  private node(
    op: string,
    name: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, Attribute>>,
  ): string {
    this.nodes.push({ op, name, inputs, output: name, attributes });
    return name;
  }

  private stored(name: string): string {
    this.initializers.push(this.tensor(name));
    return name;
  }

  private constant(name: string, values: readonly number[]): string {
    this.initializers.push({ name, shape: [values.length], data: BigInt64Array.from(values, BigInt) });
    return name;
  }

  convNorm(x: string, unit: ConvUnit): string {
    const { conv, norm } = unit;
    const attributes = windowAttributes(unit);
    if (norm === undefined) {
      const weights = [this.stored(`${conv}.weight`), this.stored(`${conv}.bias`)];
      return this.node('Conv', conv, [x, ...weights], attributes);
    }
    if (this.options.fold) return this.node('Conv', norm, [x, ...this.foldedWeights(conv, norm)], attributes);
    const convolved = this.node('Conv', conv, [x, this.stored(`${conv}.weight`)], attributes);
    const parameters = ['weight', 'bias', 'running_mean', 'running_var'].map((p) =>
      this.stored(`${norm}.${p}`),
    );
    return this.node('BatchNormalization', norm, [convolved, ...parameters], {
      epsilon: { float: normEpsilon },
    });
  }

  private foldedWeights(conv: string, norm: string): string[] {
    const weight = this.tensor(`${conv}.weight`);
    const values = (name: string) => this.tensor(`${norm}.${name}`).data;
    const { filter, bias } = folded(weight.data, values('weight'), {
      beta: values('bias'),
      mean: values('running_mean'),
      variance: values('running_var'),
    });
    const biasName = `${conv}.bias`;
    this.initializers.push({ ...weight, data: filter }, { name: biasName, shape: [bias.length], data: bias });
    return [weight.name, biasName];
  }

  relu(x: string, name: string): string {
    return this.node('Relu', name, [x]);
  }

  add(main: string, shortcut: string, name: string): string {
    return this.node('Add', name, [main, shortcut]);
  }

  maxPool(x: string, pool: MaxPool): string {
    return this.node('MaxPool', pool.name, [x], windowAttributes(pool));
  }

  padShortcut(x: string, { name, stride, before, after, input }: PadShortcut): string {
    const sliced =
      stride === 1
        ? x
        : this.node('Slice', `${name}.slice`, [
            x,
            this.constant(`${name}.starts`, [0, 0]),
            this.constant(`${name}.ends`, [input.height, input.width]),
            this.constant(`${name}.axes`, [2, 3]),
            this.constant(`${name}.steps`, [stride, stride]),
          ]);
    // The beginnings of all four axes, then their ends.
    const pads = this.constant(`${name}.pads`, [0, before, 0, 0, 0, after, 0, 0]);
    return this.node('Pad', name, [sliced, pads]);
  }

  classify(x: string, { name }: Classifier): string {
    const pooled = this.node('GlobalAveragePool', 'pool', [x]);
    const flat = this.node('Flatten', 'flatten', [pooled], { axis: 1 });
    const parameters = [this.stored(`${name}.weight`), this.stored(`${name}.bias`)];
    // The stored layout is [classes, features].
    return this.node('Gemm', output, [flat, ...parameters], { transB: 1 });
  }
}

/**
 * @param weights In PyTorch's layout, which is ONNX's too.
 * @param dataset What the network was trained on.
 * @throws Error with one sentence when the weights are not those of the network.
 */
export function onnxFile(
  spec: ModelSpec,
  weights: readonly NamedTensor[],
  dataset: DatasetFacts,
  options: OnnxOptions = { fold: false },
): Uint8Array {
  const builder = new OnnxBuilder(weightsByName(spec, weights), options);
  buildGraph(structureOf(spec), input, builder);
  const { mean, std, classes, ...texts } = modelFacts(spec, dataset);
  // Texts that any JSON reader turns into lists, whatever characters the names of classes have.
  const lists = Object.entries({ mean, std, classes }).flatMap(([key, list]) =>
    list ? [[key, JSON.stringify(list)]] : [],
  );
  const graph = {
    name: texts.model,
    nodes: builder.nodes,
    initializers: builder.initializers,
    input: { name: input, shape: [batch, 3, spec.inputSize, spec.inputSize] },
    output: { name: output, shape: [batch, spec.classes] },
  };
  return toBytes(modelOf(graph, { ...texts, ...Object.fromEntries(lists) }));
}

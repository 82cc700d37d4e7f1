/**
 * The network as a tfjs LayersModel that plain `tf.loadLayersModel` loads, without any code of ours: `model.json` (a
 * Keras topology and the list of weights) and the weights in binary shards. Written by hand, so that exporting needs no tfjs.
 * https://www.tensorflow.org/js/guide/save_load
 *
 * Input [N, S, S, 3], normalised; output [N, classes], logits.
 */

import type { DatasetFacts } from '../data/sets/index.ts';
import { normEpsilon } from '../model/norm.ts';
import type { ModelSpec } from '../model/spec.ts';
import {
  type Classifier,
  type ConvUnit,
  type FeatureShape,
  type MaxPool,
  type PadShortcut,
  structureOf,
} from '../model/structure.ts';
import type { NamedTensor } from '../nn/engine.ts';
import { deviceShape, toDeviceLayout } from '../nn/layout.ts';
import type { ExportedFile } from './exportedFile.ts';
import { buildGraph, type GraphBuilder, modelFacts, weightsByName } from './graph.ts';

interface Layer {
  readonly class_name: string;
  readonly name: string;
  readonly config: Readonly<Record<string, unknown>>;
  /** [layer, node, tensor, arguments] for each input, within the list of the layer's one call. */
  readonly inbound_nodes: readonly (readonly (readonly [string, 0, 0, object])[])[];
}

interface Weight {
  /** Such as `layer1.0.features.0/kernel`. */
  readonly name: string;
  readonly shape: readonly number[];
  readonly dtype: 'float32';
  readonly data: Float32Array;
}

const zeros = { class_name: 'Zeros', config: {} } as const;
const shardBytes = 4 * 1024 * 1024;

/** The layers by their names; an output is known by the name of its layer. */
class LayersBuilder implements GraphBuilder<string> {
  readonly layers: Layer[] = [];
  readonly weights: Weight[] = [];

  constructor(private readonly tensor: (name: string) => NamedTensor) {}

  private layer(
    className: string,
    name: string,
    inputs: readonly string[],
    config: Layer['config'] = {},
  ): string {
    this.layers.push({
      class_name: className,
      name,
      config: { name, trainable: true, ...config },
      inbound_nodes: inputs.length === 0 ? [] : [inputs.map((input) => [input, 0, 0, {}] as const)],
    });
    return name;
  }

  private weight(layer: string, name: string, source: string): void {
    const tensor = this.tensor(source);
    this.weights.push({
      name: `${layer}/${name}`,
      shape: deviceShape(tensor),
      dtype: 'float32',
      data: toDeviceLayout(tensor, tensor.data),
    });
  }

  input({ height, width, channels }: FeatureShape): string {
    return this.layer('InputLayer', 'input', [], {
      batch_input_shape: [null, height, width, channels],
      dtype: 'float32',
      sparse: false,
    });
  }

  convNorm(x: string, { conv, norm, kernel, stride, padding, output }: ConvUnit): string {
    // At stride 1 'same' pads alike on all sides; at stride 2 it may pad one side alone, unlike PyTorch.
    const same = stride === 1;
    const input = padding === 0 || same ? x : this.zeroPadding(x, `${conv}.pad`, padding);
    this.layer('Conv2D', conv, [input], {
      filters: output.channels,
      kernel_size: [kernel, kernel],
      strides: [stride, stride],
      padding: same ? 'same' : 'valid',
      data_format: 'channels_last',
      dilation_rate: [1, 1],
      activation: 'linear',
      use_bias: norm === undefined,
      // The weights follow: nothing need be drawn at random first.
      kernel_initializer: zeros,
    });
    this.weight(conv, 'kernel', `${conv}.weight`);
    if (norm === undefined) {
      this.weight(conv, 'bias', `${conv}.bias`);
      return conv;
    }
    this.layer('BatchNormalization', norm, [conv], {
      axis: -1,
      momentum: 0.9,
      epsilon: normEpsilon,
      center: true,
      scale: true,
    });
    this.weight(norm, 'gamma', `${norm}.weight`);
    this.weight(norm, 'beta', `${norm}.bias`);
    this.weight(norm, 'moving_mean', `${norm}.running_mean`);
    this.weight(norm, 'moving_variance', `${norm}.running_var`);
    return norm;
  }

  private zeroPadding(x: string, name: string, padding: number): string {
    const sides = [padding, padding];
    return this.layer('ZeroPadding2D', name, [x], { padding: [sides, sides], data_format: 'channels_last' });
  }

  relu(x: string, name: string): string {
    return this.layer('ReLU', name, [x]);
  }

  add(main: string, shortcut: string, name: string): string {
    return this.layer('Add', name, [main, shortcut]);
  }

  maxPool(x: string, { name, kernel, stride, padding }: MaxPool): string {
    const padded = this.zeroPadding(x, `${name}.pad`, padding);
    return this.pool('MaxPooling2D', padded, name, kernel, stride);
  }

  private pool(className: string, x: string, name: string, size: number, stride: number): string {
    const config = { pool_size: [size, size], strides: [stride, stride], padding: 'valid' };
    return this.layer(className, name, [x], { ...config, data_format: 'channels_last' });
  }

  padShortcut(x: string, { name, stride, before, after }: PadShortcut): string {
    // Pooling over a single pixel takes every `stride`-th one.
    const sliced = stride === 1 ? x : this.pool('AveragePooling2D', x, `${name}.slice`, 1, stride);
    // No stock layer pads channels, but one pads columns: [N, H, W, C] to [N, H, C, W] and back.
    const swap = { dims: [1, 3, 2] };
    const turned = this.layer('Permute', `${name}.turn`, [sliced], swap);
    const padding = [
      [0, 0],
      [before, after],
    ];
    const padded = this.layer('ZeroPadding2D', `${name}.pad`, [turned], {
      padding,
      data_format: 'channels_last',
    });
    return this.layer('Permute', name, [padded], swap);
  }

  classify(x: string, { name, classes }: Classifier): string {
    const pooled = this.layer('GlobalAveragePooling2D', 'pool', [x], { data_format: 'channels_last' });
    this.layer('Dense', name, [pooled], {
      units: classes,
      activation: 'linear',
      use_bias: true,
      kernel_initializer: zeros,
    });
    this.weight(name, 'kernel', `${name}.weight`);
    this.weight(name, 'bias', `${name}.bias`);
    return name;
  }
}

/** All weights one after the other, cut every 4 MB, as tfjs does: caches keep small files. */
function shardsOf(weights: readonly Weight[]): ExportedFile[] {
  const all = new Uint8Array(weights.reduce((sum, { data }) => sum + data.byteLength, 0));
  let at = 0;
  for (const { data } of weights) {
    all.set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  const count = Math.ceil(all.length / shardBytes);
  return Array.from({ length: count }, (_, i) => ({
    path: `group1-shard${i + 1}of${count}.bin`,
    bytes: all.slice(i * shardBytes, (i + 1) * shardBytes),
  }));
}

/**
 * `model.json` first, then its shards.
 * @param weights In PyTorch's layout.
 * @param dataset What the network was trained on.
 * @throws Error with one sentence when the weights are not those of the network.
 */
export function layersModelFiles(
  spec: ModelSpec,
  weights: readonly NamedTensor[],
  dataset: DatasetFacts,
): ExportedFile[] {
  const structure = structureOf(spec);
  const builder = new LayersBuilder(weightsByName(spec, weights));
  const input = builder.input(structure.input);
  const output = buildGraph(structure, input, builder);
  const shards = shardsOf(builder.weights);
  const model = {
    format: 'layers-model',
    generatedBy: 'ResNet Playground',
    convertedBy: null,
    modelTopology: {
      class_name: 'Functional',
      config: {
        name: 'resnet',
        layers: builder.layers,
        input_layers: [[input, 0, 0]],
        output_layers: [[output, 0, 0]],
      },
      keras_version: 'tfjs-layers 4.22.0',
      backend: 'tensor_flow.js',
    },
    weightsManifest: [
      {
        paths: shards.map(({ path }) => path),
        weights: builder.weights.map(({ name, shape, dtype }) => ({ name, shape, dtype })),
      },
    ],
    userDefinedMetadata: modelFacts(spec, dataset),
  };
  return [{ path: 'model.json', bytes: new TextEncoder().encode(JSON.stringify(model)) }, ...shards];
}

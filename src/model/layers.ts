/**
 * The network as an ordered list of layers, for people: names, shapes, parameters, MACs, receptive fields. An
 * interpretation of the walk (walk.ts) in which a layer's output is its shape and what it has seen of the picture.
 */
import type { ConvUnit, FeatureShape, Structure } from './structure.ts';
import { type Interpreter, walkNetwork } from './walk.ts';

export type LayerKind = 'conv' | 'batchnorm' | 'relu' | 'maxpool' | 'shortcut' | 'add' | 'avgpool' | 'linear';

export interface Layer {
  readonly kind: LayerKind;
  /** PyTorch module name where there is one, else a descriptive one such as `layer1.0.add`. */
  readonly name: string;
  /** `stem`, `layer1` … `layer4`, `pool`, `classifier`. */
  readonly stage: string;
  /** Such as `layer1.0`; the stage's name outside residual blocks. */
  readonly part: string;
  /** Whether it lies on a block's shortcut. */
  readonly beside: boolean;
  readonly input: FeatureShape;
  readonly output: FeatureShape;
  readonly kernel: number;
  readonly stride: number;
  readonly padding: number;
  /** Trainable parameters. */
  readonly parameters: number;
  /** Multiply-accumulates a picture, forward; convolutions and classifier only, as is customary. */
  readonly macs: number;
  /** Side in input pixels of what one output element can see. */
  readonly receptiveField: number;
}

/** A layer's output: its shape, its receptive field, and the distance in input pixels between neighbouring elements. */
interface Seen {
  readonly shape: FeatureShape;
  readonly field: number;
  readonly jump: number;
}

/** The entry of a layer that keeps the shape of its input and has no parameters. */
const plain = { kernel: 1, stride: 1, padding: 0, parameters: 0, macs: 0, beside: false } as const;

/** Every layer in the order of execution. Receptive fields follow the main path of each block. */
export function layersOf(structure: Structure): Layer[] {
  const layers: Layer[] = [];
  let place = { stage: '', part: '' };

  /** Adds a layer that reads `x`. @returns its output. */
  function add(x: Seen, layer: Pick<Layer, 'kind' | 'name'> & Partial<Layer>): Seen {
    const full = { ...plain, ...place, input: x.shape, output: x.shape, ...layer };
    const receptiveField = x.field + (full.kernel - 1) * x.jump;
    layers.push({ ...full, receptiveField });
    return { shape: full.output, field: receptiveField, jump: x.jump * full.stride };
  }

  function convNorm(x: Seen, unit: ConvUnit, beside: boolean): Seen {
    const { conv, norm, kernel, stride, padding, input, output } = unit;
    const weights = kernel * kernel * input.channels * output.channels;
    const macs = weights * output.height * output.width;
    const parameters = weights + (norm === undefined ? output.channels : 0);
    const sizes = { kernel, stride, padding, output, parameters, macs };
    const convolved = add(x, { kind: 'conv', name: conv, beside, ...sizes });
    if (norm === undefined) return convolved;
    return add(convolved, { kind: 'batchnorm', name: norm, beside, parameters: 2 * output.channels });
  }

  const interpreter: Interpreter<Seen> = {
    part(part, walkLayers) {
      place = { stage: part.stage, part: part.name };
      return walkLayers();
    },
    convNorm(x, unit, residual) {
      const normed = convNorm(x, unit, false);
      const sum = residual ? add(normed, { kind: 'add', name: residual.name }) : normed;
      return unit.relu === undefined ? sum : add(sum, { kind: 'relu', name: unit.relu });
    },
    projection: (x, unit) => convNorm(x, unit, true),
    identity: (x, { name }) => add(x, { kind: 'shortcut', name, beside: true }),
    padShortcut: (x, { name, stride, output }) =>
      add(x, { kind: 'shortcut', name, beside: true, stride, output }),
    maxPool: (x, { name, kernel, stride, padding, output }) =>
      add(x, { kind: 'maxpool', name, kernel, stride, padding, output }),
    classify(x, { name, input, features, classes }) {
      const pool = { stage: 'pool', part: 'pool', kernel: input.height, stride: input.height };
      const vector = (channels: number): FeatureShape => ({ height: 1, width: 1, channels });
      const pooled = add(x, { kind: 'avgpool', name: 'avg_pool', ...pool, output: vector(features) });
      const macs = features * classes;
      const linear = { stage: 'classifier', part: 'classifier', parameters: macs + classes, macs };
      return add(pooled, { kind: 'linear', name, ...linear, output: vector(classes) });
    },
  };
  walkNetwork(structure, { shape: structure.input, field: 1, jump: 1 }, interpreter);
  return layers;
}

/** The layers of each part by its name, in the order of execution. */
export function layersByPart(structure: Structure): Map<string, Layer[]> {
  const parts = new Map<string, Layer[]>();
  for (const layer of layersOf(structure)) {
    const part = parts.get(layer.part);
    if (part) part.push(layer);
    else parts.set(layer.part, [layer]);
  }
  return parts;
}

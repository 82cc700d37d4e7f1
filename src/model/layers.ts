/** The network as an ordered list of layers, for people: names, shapes, parameters, MACs, receptive fields. */
import type { Block, ConvUnit, FeatureShape, Structure } from './structure.ts';

export type LayerKind = 'conv' | 'batchnorm' | 'relu' | 'maxpool' | 'shortcut' | 'add' | 'avgpool' | 'linear';

export interface Layer {
  readonly kind: LayerKind;
  /** PyTorch module name where there is one, else a descriptive one such as `layer1.0.add`. */
  readonly name: string;
  /** `stem`, `layer1` … `layer4`, `pool`, `classifier`. */
  readonly stage: string;
  /** Such as `layer1.0`; undefined outside residual blocks. */
  readonly block?: string;
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

/** Receptive field and the distance in input pixels between neighbouring outputs. */
interface Reach {
  readonly field: number;
  readonly jump: number;
}

const reachAfter = (r: Reach, kernel: number, stride: number): Reach => ({
  field: r.field + (kernel - 1) * r.jump,
  jump: r.jump * stride,
});

const area = (s: FeatureShape): number => s.height * s.width;

class LayerList {
  readonly layers: Layer[] = [];
  reach: Reach = { field: 1, jump: 1 };

  push(
    layer: Omit<Layer, 'kernel' | 'stride' | 'padding' | 'parameters' | 'macs' | 'receptiveField'> &
      Partial<Layer>,
  ) {
    const full = { kernel: 1, stride: 1, padding: 0, parameters: 0, macs: 0, ...layer };
    this.layers.push({ ...full, receptiveField: layer.receptiveField ?? this.reach.field });
  }

  conv(u: ConvUnit, at: { stage: string; block?: string }, reluHere: boolean) {
    this.reach = reachAfter(this.reach, u.kernel, u.stride);
    const { kernel, stride, padding, input, output } = u;
    const weights = kernel * kernel * input.channels * output.channels;
    const macs = weights * area(output);
    this.push({
      ...at,
      kind: 'conv',
      name: u.conv,
      input,
      output,
      kernel,
      stride,
      padding,
      parameters: weights,
      macs,
    });
    this.push({
      ...at,
      kind: 'batchnorm',
      name: u.norm,
      input: output,
      output,
      parameters: 2 * output.channels,
    });
    if (reluHere) this.push({ ...at, kind: 'relu', name: `${u.norm}.relu`, input: output, output });
  }

  block(stage: string, b: Block) {
    const at = { stage, block: b.name };
    const start = this.reach;
    const last = b.units.length - 1;
    b.units.forEach((u, i) => {
      this.conv(u, at, u.relu && i < last);
    });
    const main = this.reach;
    if (b.shortcut.kind === 'projection') {
      this.reach = start;
      this.conv(b.shortcut.unit, at, false);
      this.reach = main;
    } else if (b.shortcut.kind !== 'none') {
      this.push({
        ...at,
        kind: 'shortcut',
        name: `${b.name}.shortcut`,
        input: b.input,
        output: b.output,
        receptiveField: start.field,
      });
    }
    if (b.shortcut.kind !== 'none') {
      this.push({ ...at, kind: 'add', name: `${b.name}.add`, input: b.output, output: b.output });
    }
    this.push({ ...at, kind: 'relu', name: `${b.name}.relu`, input: b.output, output: b.output });
  }
}

/** Every layer in the order of execution. Receptive fields follow the main path of each block. */
export function layersOf(structure: Structure): Layer[] {
  const list = new LayerList();
  list.conv(structure.stem, { stage: 'stem' }, true);
  if (structure.maxPool) {
    list.reach = reachAfter(list.reach, 3, 2);
    list.push({
      ...structure.maxPool,
      stage: 'stem',
      kind: 'maxpool',
      name: 'features.3',
      kernel: 3,
      stride: 2,
      padding: 1,
    });
  }
  for (const stage of structure.stages) for (const block of stage.blocks) list.block(stage.name, block);

  const { features, spec, classifier } = structure;
  const top = structure.stages[structure.stages.length - 1]!.output;
  const pooled = { height: 1, width: 1, channels: features };
  list.reach = reachAfter(list.reach, top.height, 1);
  list.push({
    stage: 'pool',
    kind: 'avgpool',
    name: 'avg_pool',
    input: top,
    output: pooled,
    kernel: top.height,
    stride: top.height,
  });
  list.push({
    stage: 'classifier',
    kind: 'linear',
    name: classifier,
    input: pooled,
    output: { height: 1, width: 1, channels: spec.classes },
    parameters: features * spec.classes + spec.classes,
    macs: features * spec.classes,
  });
  return list.layers;
}

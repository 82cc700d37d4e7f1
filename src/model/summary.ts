/** What `resnet summary` prints and what the page's stage table shows: one row a stage, one a block. */
import { type Layer, layersOf } from './layers.ts';
import { modelName } from './presets.ts';
import type { ModelSpec } from './spec.ts';
import type { FeatureShape } from './structure.ts';
import { structureOf } from './structure.ts';

/** PyTorch's order: batch, channels, height, width; the classifier's output is [batch, classes]. */
export type Nchw = readonly number[];

export interface BlockSummary {
  readonly name: string;
  readonly output: Nchw;
  readonly parameters: number;
  readonly macs: number;
}
export interface StageSummary extends BlockSummary {
  readonly blocks: readonly BlockSummary[];
  /** Side in input pixels of what one output element can see. */
  readonly receptiveField: number;
}
export interface ModelSummary {
  readonly model: string;
  readonly input: Nchw;
  /** Trainable parameters. */
  readonly parameters: number;
  /** Multiply-accumulates of one picture, forward. */
  readonly macs: number;
  readonly stages: readonly StageSummary[];
}

const nchw = (batch: number, s: FeatureShape): Nchw => [batch, s.channels, s.height, s.width];
const sum = (layers: readonly Layer[], key: 'parameters' | 'macs'): number =>
  layers.reduce((total, layer) => total + layer[key], 0);

function group<T extends string>(
  layers: readonly Layer[],
  keyOf: (l: Layer) => T | undefined,
): Map<T, Layer[]> {
  const groups = new Map<T, Layer[]>();
  for (const layer of layers) {
    const key = keyOf(layer);
    if (key === undefined) continue;
    const list = groups.get(key);
    if (list) list.push(layer);
    else groups.set(key, [layer]);
  }
  return groups;
}

/**
 * Summary of a spec for batches of `batch` pictures (shapes only; parameters and MACs are per picture).
 * @throws Error with one clear sentence when the spec is not valid.
 */
export function summaryOf(spec: ModelSpec, batch = 1): ModelSummary {
  const structure = structureOf(spec);
  const layers = layersOf(structure);
  const row = (name: string, list: readonly Layer[]): BlockSummary => {
    const { output, kind } = list[list.length - 1]!;
    return {
      name,
      output: kind === 'linear' ? [batch, output.channels] : nchw(batch, output),
      parameters: sum(list, 'parameters'),
      macs: sum(list, 'macs'),
    };
  };
  const stages = [...group(layers, (l) => l.stage)].map(([name, list]) => ({
    ...row(name, list),
    receptiveField: list[list.length - 1]!.receptiveField,
    blocks: [...group(list, (l) => (l.part === l.stage ? undefined : l.part))].map(([block, inner]) =>
      row(block, inner),
    ),
  }));
  return {
    model: modelName(spec),
    input: nchw(batch, structure.input),
    parameters: sum(layers, 'parameters'),
    macs: sum(layers, 'macs'),
    stages,
  };
}

/** The five lines the seed note prints with `verbose`, then the shape of the logits. */
export function noteShapeLines(summary: ModelSummary): string[] {
  const shape = (dims: Nchw) => `torch.Size([${dims.join(', ')}])`;
  const features = summary.stages.filter((s) => s.name === 'stem' || s.name.startsWith('layer'));
  const lines = features.map((s, i) => `block ${i + 1} output: ${shape(s.output)}`);
  return [...lines, shape(summary.stages[summary.stages.length - 1]!.output)];
}

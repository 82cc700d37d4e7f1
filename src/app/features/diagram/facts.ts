/**
 * The facts of a card: its kernels, parameters, multiply-accumulates and receptive field, gathered from the list of
 * layers. Pure.
 */
import { type Layer, layersByPart } from '../../../model/layers.ts';
import type { FeatureShape, Structure } from '../../../model/structure.ts';
import type { Card, LinkKind } from './layout.ts';

/** Kernel and stride of one layer of the main path. */
export interface Window {
  readonly kernel: number;
  readonly stride: number;
}
export interface CardFacts {
  readonly input: FeatureShape;
  readonly output: FeatureShape;
  /** Convolutions and poolings of the main path, in order; of one block of a fold. */
  readonly windows: readonly Window[];
  /** Trainable parameters, all blocks of a fold together. */
  readonly parameters: number;
  /** Multiply-accumulates of one picture, forward, all blocks of a fold together. */
  readonly macs: number;
  /** Receptive field of one output element, as its side in input pixels: of the first block and of the last. */
  readonly receptiveField: readonly [number, number];
  readonly shortcut: LinkKind | 'none' | undefined;
  /** Layers of the main path in order, the addition among them; of one block of a fold. */
  readonly layers: readonly Layer[];
  /** Layers beside it. */
  readonly shortcutLayers: readonly Layer[];
}

const windowed: ReadonlySet<Layer['kind']> = new Set(['conv', 'maxpool', 'avgpool']);
const sum = (layers: readonly Layer[], key: 'parameters' | 'macs'): number =>
  layers.reduce((total, layer) => total + layer[key], 0);

/** Answers for the cards of one network. */
export function factsFor(structure: Structure): (card: Pick<Card, 'kind' | 'id' | 'blocks'>) => CardFacts {
  const parts = layersByPart(structure);
  const partOf = (name: string): readonly Layer[] => parts.get(name) ?? [];
  return (card) => {
    const names = card.blocks.length > 0 ? card.blocks.map((block) => block.name) : [card.id];
    const first = partOf(names[0]!);
    const last = partOf(names[names.length - 1]!);
    const all = names.flatMap(partOf);
    const main = first.filter((layer) => !layer.beside);
    const field = (layers: readonly Layer[]) => layers[layers.length - 1]?.receptiveField ?? 1;
    return {
      input: first[0]?.input ?? structure.input,
      output: last[last.length - 1]?.output ?? structure.input,
      windows: main
        .filter((layer) => windowed.has(layer.kind))
        .map(({ kernel, stride }) => ({ kernel, stride })),
      parameters: sum(all, 'parameters'),
      macs: sum(all, 'macs'),
      receptiveField: [field(first), field(last)],
      shortcut: card.blocks[0]?.shortcut.kind,
      layers: main,
      shortcutLayers: first.filter((layer) => layer.beside),
    };
  };
}

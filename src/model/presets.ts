/** The networks people know by name: He et al. 2015 for ImageNet (wide) and for CIFAR-10 (thin, 6n+2 layers). */
import type { BlockKind, ModelSpec, SpecInput } from './spec.ts';

/** The part of a spec that a preset fixes. Shortcut kind and input size stay free. */
export type PresetShape = Pick<ModelSpec, 'block' | 'blocks' | 'width' | 'stem'>;

const wide = (block: BlockKind, ...blocks: number[]): PresetShape => ({
  block,
  blocks,
  width: 64,
  stem: 'cifar',
});
const thin = (n: number): PresetShape => ({ block: 'basic', blocks: [n, n, n], width: 16, stem: 'cifar' });

export const presets = {
  resnet8: thin(1),
  resnet20: thin(3),
  resnet32: thin(5),
  resnet44: thin(7),
  resnet56: thin(9),
  resnet110: thin(18),
  resnet18: wide('basic', 2, 2, 2, 2),
  resnet34: wide('basic', 3, 4, 6, 3),
  resnet50: wide('bottleneck', 3, 4, 6, 3),
  resnet101: wide('bottleneck', 3, 4, 23, 3),
  resnet152: wide('bottleneck', 3, 8, 36, 3),
} as const satisfies Record<string, PresetShape>;

export type PresetName = keyof typeof presets;
export const presetNames = Object.keys(presets) as PresetName[];
export const isPresetName = (name: string): name is PresetName => Object.hasOwn(presets, name);

/** A complete spec from a preset or from parts, with projection shortcuts and batch norm where `rest` says nothing else. */
export function makeSpec(shape: PresetName | PresetShape, rest: SpecInput & Partial<ModelSpec>): ModelSpec {
  const base: PresetShape = typeof shape === 'string' ? presets[shape] : shape;
  return { shortcut: 'projection', norm: 'batch', ...base, ...rest };
}

/** The preset whose shape a spec has, if any. */
export function presetOf(spec: PresetShape): PresetName | undefined {
  return presetNames.find((name) => {
    const p: PresetShape = presets[name];
    return (
      p.block === spec.block &&
      p.width === spec.width &&
      p.stem === spec.stem &&
      p.blocks.join() === spec.blocks.join()
    );
  });
}

/** A short human name: the preset's, or the blocks and width. */
export function modelName(spec: PresetShape): string {
  return (
    presetOf(spec) ??
    `resnet[${spec.blocks.join(',')}]w${spec.width}${spec.block === 'bottleneck' ? 'b' : ''}`
  );
}

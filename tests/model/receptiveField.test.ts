/** Receptive fields against the pixels that an element is in fact reached from, layer by layer. */
import { describe, expect, it } from 'vitest';
import { layersOf } from '../../src/model/layers.ts';
import { fieldSize, pixelsOf, receptiveFields } from '../../src/model/receptiveField.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { type ConvUnit, structureOf } from '../../src/model/structure.ts';

const spec = (other: Partial<ModelSpec>): ModelSpec => ({
  block: 'basic',
  blocks: [2, 1, 1],
  width: 4,
  stem: 'cifar',
  shortcut: 'projection',
  norm: 'batch',
  inputSize: 13,
  classes: 10,
  ...other,
});

/** For each element along an axis the pixels that reach it. */
type Reached = readonly ReadonlySet<number>[];

const joined = (sets: readonly (ReadonlySet<number> | undefined)[]): Set<number> =>
  new Set(sets.flatMap((set) => [...(set ?? [])]));
const windowed = (
  x: Reached,
  { kernel, stride, padding }: Pick<ConvUnit, 'kernel' | 'stride' | 'padding'>,
): Reached =>
  Array.from({ length: Math.floor((x.length + 2 * padding - kernel) / stride) + 1 }, (_, i) =>
    joined(Array.from({ length: kernel }, (_, k) => x[i * stride - padding + k])),
  );
const added = (a: Reached, b: Reached): Reached => a.map((set, i) => joined([set, b[i]]));

/** What reaches each place of each part, by its own traversal. */
function reachedIn(of: ModelSpec): Map<string, Reached> {
  const { stem, stages, input } = structureOf(of);
  const all = new Map<string, Reached>();
  let x: Reached = Array.from({ length: input.width }, (_, i) => new Set([i]));
  const keep = (name: string, reached: Reached): Reached => {
    all.set(name, reached);
    return reached;
  };
  keep('stem input', x);
  x = windowed(x, stem.unit);
  if (stem.maxPool) x = windowed(keep('stem unpooled', x), stem.maxPool);
  keep('stem output', x);
  for (const { name, units, shortcut } of stages.flatMap(({ blocks }) => blocks)) {
    keep(`${name} input`, x);
    const branch = keep(`${name} branch`, units.reduce(windowed, x));
    const stride = units.reduce((product, unit) => product * unit.stride, 1);
    const beside = windowed(x, { kernel: 1, stride, padding: 0 });
    if (shortcut.kind !== 'none') keep(`${name} shortcut`, beside);
    x = keep(`${name} sum`, shortcut.kind === 'none' ? branch : added(branch, beside));
    keep(`${name} output`, x);
  }
  return all;
}

const networks: Record<string, ModelSpec> = {
  'basic blocks': spec({}),
  'bottlenecks with a padded shortcut': spec({ block: 'bottleneck', shortcut: 'identity' }),
  'the stem of ImageNet, at an even size': spec({ stem: 'imagenet', inputSize: 40, blocks: [1, 1, 1, 1] }),
  'bottlenecks on the stem of ImageNet': spec({ stem: 'imagenet', block: 'bottleneck', inputSize: 33 }),
  'a plain network': spec({ shortcut: 'none' }),
};

describe.each(Object.entries(networks))('receptive fields in %s', (_, of) => {
  const fields = receptiveFields(structureOf(of));

  it('are the pixels that reach an element, at every place of every part', () => {
    const reached = reachedIn(of);
    expect(reached.size).toBeGreaterThan(8);
    const places = [...fields].flatMap(([name, places]) =>
      Object.keys(places).map((site) => `${name} ${site}`),
    );
    expect(new Set(places)).toEqual(new Set(reached.keys()));
    for (const [place, elements] of reached) {
      const [name, site] = place.split(' ') as [string, 'input'];
      const field = fields.get(name)?.[site];
      if (!field) throw new Error(`No field at ${place}.`);
      elements.forEach((pixels, i) => {
        const { from, to } = pixelsOf(field, i, of.inputSize);
        const expected = Array.from({ length: to - from + 1 }, (_, k) => from + k);
        expect(
          [...pixels].sort((a, b) => a - b),
          `${place}, element ${i}`,
        ).toEqual(expected);
      });
    }
  });

  it('have the size that the list of layers tells', () => {
    const layers = layersOf(structureOf(of));
    for (const [name, { output }] of fields) {
      const last = layers.filter(({ part, beside }) => part === name && !beside).at(-1);
      expect(fieldSize(output), name).toBe(last?.receptiveField);
    }
  });
});

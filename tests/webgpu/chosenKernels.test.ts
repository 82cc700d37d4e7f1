/** Names of variants: each has its own, and comes back by it. */
import { describe, expect, it } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import { variantName, variantsNamed } from '../../src/webgpu/chosenKernels.ts';
import { tuningTasks } from '../../src/webgpu/tuningTasks.ts';
import { tuningKey, variantsOf } from '../../src/webgpu/variants.ts';
import { makeSpec } from '../specs.ts';
import { leastDevice } from './leastDevice.ts';

const spec = makeSpec({ block: 'bottleneck', stem: 'cifar', blocks: [1, 2], width: 16 }, { inputSize: 32 });
const structure = structureOf(spec);
const settings = { precision: 'fast', storage: 'float32' } as const;

describe.each([0, 4, 8, 32])('on a device of %i lanes', (lanes) => {
  const traits = leastDevice(lanes);
  const tasks = [...tuningTasks(structure, 7, settings), ...tuningTasks(structure, 3, settings)];

  it('no two variants of a pass share a name', () => {
    for (const { shape, pass } of tasks) {
      const names = variantsOf(shape, pass, traits).map(variantName);
      expect(new Set(names).size).toBe(names.length);
    }
  });

  it('every variant comes back by its name', () => {
    for (let place = 0; place < 6; place++) {
      const table = new Map(
        tasks.map(({ shape, pass }) => {
          const variants = variantsOf(shape, pass, traits);
          return [tuningKey(shape, pass), variants[place % variants.length]!];
        }),
      );
      const names = Object.fromEntries([...table].map(([key, variant]) => [key, variantName(variant)]));
      const found = variantsNamed(names, structure, settings, traits);
      expect(Object.fromEntries(found ?? [])).toEqual(Object.fromEntries(table));
    }
  });

  it('a variant or a pass that does not exist makes all of them unknown', () => {
    const [{ shape, pass }] = tasks as [(typeof tasks)[number]];
    const key = tuningKey(shape, pass);
    const name = variantName(variantsOf(shape, pass, traits)[0]!);
    expect(variantsNamed({ [key]: name }, structure, settings, traits)?.size).toBe(1);
    for (const names of [
      { [key]: `${name} 1` },
      { [key]: '' },
      { [key]: name, 'forward 7 and so on': name },
      { [key]: name, __proto__x: name },
      Object.fromEntries(Array.from({ length: 1e5 }, (_, n) => [`forward ${n + 1}`, name])),
      { 'forward 1e999': name },
    ])
      expect(variantsNamed(names, structure, settings, traits)).toBeUndefined();
  });
});

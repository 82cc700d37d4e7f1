/** What is left of a network where blocks are left out of it. */
import { describe, expect, it } from 'vitest';
import { cutOf, leftOverOf } from '../../src/model/leftOut.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { structureOf } from '../../src/model/structure.ts';
import { makeSpec } from '../specs.ts';

const shape = { block: 'basic', blocks: [2, 2, 2], width: 16, stem: 'cifar' } as const;
const withShortcut = (shortcut: ModelSpec['shortcut']) => structureOf(makeSpec(shape, { shortcut }));
const leftOf = (shortcut: ModelSpec['shortcut']) =>
  withShortcut(shortcut).stages.map(({ blocks }) => blocks.map(leftOverOf));

describe('a block that is left out', () => {
  it.each(['identity', 'projection'] as const)('leaves its shortcut, with %s shortcuts', (shortcut) => {
    expect(new Set(leftOf(shortcut).flat())).toEqual(new Set(['shortcut']));
  });

  it('of a plain network hands on its input where that has the shape of its output, else zeros', () => {
    expect(leftOf('none')).toEqual([
      ['input', 'input'],
      ['zeros', 'input'],
      ['zeros', 'input'],
    ]);
  });

  it('ends in zeros where there is a shortcut or nothing goes around it, and is passed else', () => {
    const zeros = ['layer2.0.features.4.weight', 'layer2.0.features.4.bias'];
    const names = ['layer2.0', 'layer2.1', 'layer2.0'];
    expect(cutOf(withShortcut('none'), names)).toEqual({ zeros, passed: new Set(['layer2.1']) });
    expect(cutOf(withShortcut('projection'), names)).toEqual({
      zeros: [...zeros, 'layer2.1.features.4.weight', 'layer2.1.features.4.bias'],
      passed: new Set(),
    });
    const unnormalised = structureOf(makeSpec(shape, { norm: 'none' }));
    expect(cutOf(unnormalised, ['layer2.0']).zeros).toEqual([
      'layer2.0.features.3.weight',
      'layer2.0.features.3.bias',
    ]);
  });
});

/** What is asked for feature maps, whose answer counts, and how keys move over a map. */
import { describe, expect, it } from 'vitest';
import {
  isOf,
  partNamed,
  questionOfAll,
  questionOfPart,
  sidesOf,
} from '../../../../../src/app/features/diagram/maps/asking.ts';
import { cellAt } from '../../../../../src/app/ui/gridPointer.ts';
import { structureOf } from '../../../../../src/model/structure.ts';
import { specOf } from '../../../../../src/training/config.ts';
import { misfitOf } from '../../../../../src/training/questions.ts';
import { defaultConfig } from '../../../../../src/training/settings.ts';
import { shapeAt, sitesOf } from '../../../../../src/training/taps.ts';
import { makeSpec } from '../../../../specs.ts';

const pictures = { kind: 'test', indices: [12] } as const;

describe('what is asked for feature maps', () => {
  it.each(['identity', 'projection', 'none'] as const)(
    'exists in a network with the shortcut %s',
    (shortcut) => {
      const spec = { ...makeSpec('resnet20'), shortcut };
      const structure = structureOf(spec);
      expect(misfitOf(questionOfAll(structure, pictures), spec, 10_000)).toBeUndefined();
      for (const name of ['stem', 'layer1.0', 'layer2.0', 'layer3.2']) {
        const part = partNamed(structure, name);
        if (!part) throw new Error(`There is no ${name}.`);
        for (const { block, of } of questionOfPart(part, pictures, 3).taps.maps ?? [])
          expect(sitesOf(block === 'stem' ? structure.stem : part), `${of} of ${block}`).toContain(of);
        // One channel of all of them is shown side by side.
        const shapes = sidesOf(part).map((side) => JSON.stringify(shapeAt(part, side)));
        expect(new Set(shapes).size, name).toBe(1);
      }
    },
  );

  it('has the filters where it is about the stem', () => {
    const { stem, stages } = structureOf(makeSpec('resnet20'));
    expect(questionOfPart(stem, pictures, undefined).taps.filters).toBe(true);
    expect(questionOfPart(stages[0]!.blocks[0]!, pictures, undefined).taps.filters).toBeUndefined();
  });

  it('has the gradient of a class once one is known', () => {
    const { stem } = structureOf(makeSpec('resnet20'));
    expect(questionOfPart(stem, pictures, undefined).taps.gradient).toBeUndefined();
    expect(questionOfPart(stem, pictures, 0).taps.gradient).toEqual({ block: 'stem', classes: [0] });
  });
});

describe('an answer', () => {
  const config = defaultConfig;
  const said = { kind: 'run', runId: 'a', step: 3, epoch: 0.1 } as const;

  it('counts where the network that is shown gave it', () => {
    expect(isOf({ network: said }, config, { id: 'a', config })).toBe(true);
    expect(isOf({ network: said }, config, { id: 'b', config })).toBe(false);
    expect(isOf({ network: said }, config, undefined)).toBe(false);
    expect(specOf({ ...config, width: 8 })).not.toEqual(specOf(config));
    expect(isOf({ network: said }, { ...config, width: 8 }, { id: 'a', config })).toBe(false);
  });

  it('counts where the network that comes with the page has the same shape', () => {
    const shipped = { config, command: '', device: '', epochs: [], best: 1, steps: 1 };
    expect(isOf({ network: { kind: 'shipped', shipped } }, config, undefined)).toBe(true);
    expect(isOf({ network: { kind: 'shipped', shipped } }, { ...config, width: 8 }, undefined)).toBe(false);
  });
});

describe('pointing at a map', () => {
  it('finds the cell under a pointer, and none outside', () => {
    expect(cellAt(0.99, 0.34, 3, 5)).toEqual({ row: 1, column: 4 });
    expect(cellAt(1, 0.5, 3, 5)).toBeUndefined();
    expect(cellAt(-0.01, 0.5, 3, 5)).toBeUndefined();
  });
});

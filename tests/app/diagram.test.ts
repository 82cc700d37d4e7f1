import { describe, expect, it } from 'vitest';
import { layoutOf } from '../../src/app/diagram/layout.ts';
import { makeSpec, presetNames } from '../../src/model/presets.ts';
import { structureOf } from '../../src/model/structure.ts';

const layout = (...args: Parameters<typeof makeSpec>) => layoutOf(structureOf(makeSpec(...args)), 1000);

describe('layoutOf', () => {
  it('shows height as pixels and thickness as channels', () => {
    const stages = layout('resnet18').columns.filter((c) => c.blocks > 0);
    const [first, second, third, fourth] = stages.map((c) => c.bars[0]);
    expect(first!.height / second!.height).toBeCloseTo(2, 9);
    expect(third!.height / fourth!.height).toBeCloseTo(2, 9);
    expect(second!.thickness).toBeGreaterThan(first!.thickness);
    expect(fourth!.thickness - third!.thickness).toBeCloseTo(second!.thickness - first!.thickness, 9);
  });

  it('tells shortcuts apart: those that change the shape, and none in a plain network', () => {
    const kinds = (shortcut: 'projection' | 'identity' | 'none') =>
      layout('resnet20', { shortcut }).columns.map((c) => c.arcs.map((arc) => arc.kind).join(' '));
    const expected = [
      '',
      '',
      'identity identity identity',
      'changed identity identity',
      'changed identity identity',
    ];
    expect(kinds('projection')).toEqual([...expected, '', '']);
    expect(kinds('identity')).toEqual([...expected, '', '']);
    expect(kinds('none').join('')).toBe('');
  });

  it.each(presetNames)('fits %s into a phone and a wide screen, in order and without overlap', (name) => {
    const structure = structureOf(makeSpec(name));
    for (const width of [310, 700, 1200]) {
      const { columns, height } = layoutOf(structure, width);
      const bars = columns.flatMap((c) => c.bars);
      let right = 0;
      for (const bar of bars) {
        expect(bar.x, `${bar.name} in ${width}`).toBeGreaterThanOrEqual(right);
        expect(bar.y).toBeGreaterThanOrEqual(0);
        expect(bar.y + bar.height).toBeLessThanOrEqual(height);
        right = bar.x + bar.thickness;
      }
      expect(right).toBeLessThanOrEqual(width);
      for (const c of columns) expect(c.folded).toBe(c.blocks > c.bars.length);
    }
  });
});

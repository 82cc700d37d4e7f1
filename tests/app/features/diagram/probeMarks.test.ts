/** Where probe accuracies are marked: within the room that the drawing has from the start, at every card that has a probe. */
import { describe, expect, it } from 'vitest';
import { layoutIn, layoutOf } from '../../../../src/app/features/diagram/layout.ts';
import { probeMarks } from '../../../../src/app/features/diagram/probes/probeMarks.ts';
import { presets } from '../../../../src/model/presets.ts';
import { partsOf, structureOf } from '../../../../src/model/structure.ts';

const options = {
  order: 'nhwc',
  detail: 'blocks',
  folds: new Map(),
  labels: 'buttons',
  textWidth: (text: string) => 7 * text.length,
} as const;
const networkOf = (name: 'resnet20' | 'resnet110') =>
  structureOf({ ...presets[name], shortcut: 'identity', norm: 'batch', inputSize: 32, classes: 10 });
const accuraciesOf = (structure: ReturnType<typeof structureOf>) =>
  new Map(partsOf(structure).map(({ name }, i) => [name, i / 100]));

describe.each(['resnet20', 'resnet110'] as const)('of %s', (name) => {
  const structure = networkOf(name);
  const accuracies = accuraciesOf(structure);

  it('stem and every block or fold is marked across, inside of the box and apart from the cards', () => {
    const { layout } = layoutIn(structure, { width: 560, height: 230 }, options);
    const marks = probeMarks(layout, accuracies);
    const cards = layout.cards.filter(({ kind }) => ['stem', 'block', 'fold'].includes(kind));
    expect(marks.map(({ id }) => id)).toEqual(cards.map(({ id }) => id));
    for (const [i, { accuracy, track, fill, text }] of marks.entries()) {
      const { rect, kind } = cards[i]!;
      expect(track.y).toBeGreaterThan(rect.y + rect.height);
      // The names of the stages begin 20 pixels below the highest cards, with letters of 12.
      expect(track.y + track.height).toBeLessThanOrEqual(layout.stages[0]!.at.y - 12);
      expect(fill.width).toBeCloseTo(accuracy * track.width);
      expect(text === undefined).toBe(kind === 'fold');
      if (text) expect(text.y - 11).toBeGreaterThan(0);
    }
    // A fold has the accuracy of its last block.
    expect(marks.at(-1)!.accuracy).toBe([...accuracies.values()].at(-1));
  });

  it('beside the cards, where it runs down', () => {
    const layout = layoutOf(structure, 360, options);
    const marks = probeMarks(layout, accuracies);
    expect(marks.length).toBeGreaterThan(3);
    for (const { track, fill, text, accuracy } of marks) {
      expect(track.x).toBeGreaterThanOrEqual(0);
      expect(fill.height).toBeCloseTo(accuracy * track.height);
      expect(fill.y + fill.height).toBeCloseTo(track.y + track.height);
      expect(text).toBeUndefined();
    }
  });
});

it('what has no probe, or none that is a number, has no mark', () => {
  const { layout } = layoutIn(networkOf('resnet20'), { width: 560, height: 230 }, options);
  const some = new Map([
    ['stem', 0.5],
    ['layer1.0', Number.NaN],
  ]);
  expect(probeMarks(layout, some).map(({ id }) => id)).toEqual(['stem']);
});

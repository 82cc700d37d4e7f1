/** What is projected, where it stands on a sheet, and what is said of it. */
import { describe, expect, it } from 'vitest';
import { between, pointsOf, spreadOf, summaryOf } from '../../../../src/app/features/projection/points.ts';
import { dotAt, reachOf, sceneOf } from '../../../../src/app/features/projection/scene.ts';
import { stillSvg } from '../../../../src/app/features/projection/stillSvg.ts';
import { classDirections, star, turned } from '../../../../src/app/features/projection/tour.ts';

const frame = (rows: readonly (readonly number[])[], predicted = rows.map(() => 0)) => ({
  logits: Float32Array.from(rows.flat()),
  predicted: Uint8Array.from(predicted),
});
const sheet = { width: 400, height: 300 };

describe('points', () => {
  it('by probabilities: a class that has all of it lies at the end of its axis, whatever is added to all logits', () => {
    const { at } = pointsOf(
      frame([
        [0, 90, 0, 0],
        [5, 5, 5, 5],
        [105, 105, 105, 105],
      ]),
      'probabilities',
      1,
    );
    const corner = classDirections(4)[1]!;
    for (const i of [0, 1, 2]) {
      expect(at[i]).toBeCloseTo(corner[i]!, 6);
      expect(at[3 + i]).toBeCloseTo(0, 6);
      expect(at[6 + i]).toBeCloseTo(0, 6);
    }
  });

  it('by logits: less their mean, at the scale that is given', () => {
    const { at } = pointsOf(
      frame([
        [3, 1, 2, 2],
        [13, 11, 12, 12],
      ]),
      'logits',
      2,
    );
    expect(Math.hypot(...at.subarray(0, 3))).toBeCloseTo(Math.sqrt(2) / 2, 6);
    expect([...at.subarray(3)]).toEqual([...at.subarray(0, 3)].map((x) => expect.closeTo(x, 5)));
  });

  it('have a scale that takes in all but the farthest, and 1 where all are alike', () => {
    const rows = Array.from({ length: 101 }, (_, i) => [i, 0]);
    expect(spreadOf(frame(rows))).toBeCloseTo(98 / Math.SQRT2, 4);
    expect(spreadOf(frame([[2, 2]]))).toBe(1);
  });

  it('between two frames lie on a line, and are those of the next where there is no way', () => {
    const [a, b] = [pointsOf(frame([[0, 2, 4]]), 'logits', 1), pointsOf(frame([[4, 2, 6]]), 'logits', 1)];
    expect([...between(a, b, 0.25).at]).toEqual(
      [...a.at].map((x, i) => expect.closeTo(x + (b.at[i]! - x) / 4, 5)),
    );
    expect(between(a, b, 1)).toBe(b);
    expect(
      between(
        pointsOf(
          frame([
            [0, 1, 2],
            [0, 1, 2],
          ]),
          'logits',
          1,
        ),
        b,
        0.5,
      ),
    ).toBe(b);
  });
});

it('a summary counts what is right, and which two classes are taken for one another the most', () => {
  const rows = Array.from({ length: 6 }, () => [0, 0, 0]);
  expect(summaryOf(frame(rows, [0, 1, 2, 1, 0, 2]), [0, 1, 1, 2, 2, 2])).toEqual({
    count: 6,
    right: 3,
    mixed: { classes: [1, 2], times: 2 },
  });
  expect(summaryOf(frame([[1, 0]], [0]), [0]).mixed).toBeUndefined();
});

describe('a scene', () => {
  const points = pointsOf(
    frame([
      [90, 0, 0, 0],
      [0, 0, 0, 0],
    ]),
    'probabilities',
    1,
  );

  it('has every axis on the sheet, and the dot of a sure picture at the end of its axis', () => {
    for (let seconds = 0; seconds < 60; seconds++) {
      const { axes, dots } = sceneOf(turned(star(4), seconds), points, 4, sheet);
      for (let k = 0; k < 4; k++) {
        expect(axes[2 * k]).toBeGreaterThan(0);
        expect(axes[2 * k]).toBeLessThan(sheet.width);
        expect(axes[2 * k + 1]).toBeGreaterThan(20);
        expect(axes[2 * k + 1]).toBeLessThan(sheet.height - 20);
      }
      expect(dots[0]).toBeCloseTo(axes[0]!, 3);
      expect([dots[2], dots[3]]).toEqual([200, 150]);
    }
  });

  it('has upwards what is above the middle', () => {
    const { axes } = sceneOf(star(4), points, 4, sheet);
    // At 0, 90, 180 and 270 degrees.
    const turns = [0, 1, 2, 3].map((k) => [
      Math.sign(Math.round(axes[2 * k]! - 200)),
      Math.sign(Math.round(150 - axes[2 * k + 1]!)),
    ]);
    expect(turns.map((turn) => turn.map((x) => x + 0))).toEqual([
      [1, 0],
      [0, 1],
      [-1, 0],
      [0, -1],
    ]);
  });

  it('keeps the scale that it is told to keep', () => {
    const plane = star(4);
    const { unit } = sceneOf(plane, points, 4, sheet);
    expect(sceneOf(plane, points, 4, sheet, 2 * reachOf(plane, 4)).unit).toBeCloseTo(unit / 2, 9);
  });

  it('finds the dot that is pointed at, among those that count', () => {
    const scene = { dots: Float32Array.of(10, 10, 14, 10) };
    expect(dotAt(scene, [13, 10], 5, () => true)).toBe(1);
    expect(dotAt(scene, [13, 10], 5, (dot) => dot === 0)).toBe(0);
    expect(dotAt(scene, [30, 10], 5, () => true)).toBeUndefined();
  });

  it('as a file has every dot in the colour of its class, and text that is text', () => {
    const scene = sceneOf(star(4), points, 4, sheet);
    const { text, height } = stillSvg(scene, {
      title: 'a < b',
      labels: [2, 3],
      names: ['a', 'b', 'c & d', 'e'],
    });
    expect(height).toBe(334);
    expect(text.match(/<circle /g)).toHaveLength(2);
    expect(text.match(/<line /g)).toHaveLength(4);
    expect(text).toContain('a &lt; b');
    expect(text).toContain('c &amp; d');
    expect(text).toMatch(/<g fill="#6c9d8c"[^>]*><circle/);
    expect(text).not.toContain('NaN');
  });
});

/** Heights, lines of equal height, scenes and files of loss landscapes. */
import { describe, expect, it } from 'vitest';
import { landscapeCsv } from '../../../src/formats/landscape/csv.ts';
import { marksOf } from '../../../src/formats/landscape/marks.ts';
import {
  heightAt,
  heightOf,
  levelsOf,
  type Relief,
  reliefOf,
  scaleOf,
  segmentsIn,
} from '../../../src/formats/landscape/relief.ts';
import {
  mapScene,
  pointNear,
  type Scene,
  surfaceScene,
  usualView,
} from '../../../src/formats/landscape/scene.ts';
import { landscapeSvg } from '../../../src/formats/landscape/svg.ts';
import { gridOrder, type Landscape, placeOf, usualPlan } from '../../../src/training/landscape.ts';

const size = 9;
const plan = { ...usualPlan, size } as const;
/** Loss 0.5 in the middle, and e² times as much a unit away. */
const bowl = (known = size * size): Landscape => {
  const ground = { plan, x: [-1, 1] as const, y: [-1, 1] as const };
  const losses = Float32Array.from(gridOrder(size).subarray(0, known), (point) => {
    const [x, y] = placeOf(point, ground);
    return 0.5 * Math.exp(2 * (x * x + y * y));
  });
  return {
    ...ground,
    centre: { loss: 0.5, accuracy: 0.75 },
    cosine: 0,
    losses,
    accuracies: losses.map((loss) => 1 / (1 + loss)),
  };
};
const reliefWith = (height: (column: number, row: number) => number): Relief => ({
  size,
  heights: Float64Array.from({ length: size * size }, (_, p) => height(p % size, Math.floor(p / size))),
});

describe('the scale', () => {
  it('goes from the smallest loss of all to the largest, clipped at 10', () => {
    const other = {
      ...bowl(),
      losses: Float32Array.of(0.25, 400, Number.NaN),
      centre: { loss: 1, accuracy: 0 },
    };
    expect(scaleOf([bowl(), other])).toEqual({ floor: 0.25, ceiling: 10 });
    expect(scaleOf([bowl()]).ceiling).toBeGreaterThan(9);
  });

  it('is logarithmic, and puts what is no finite number at the top', () => {
    const scale = { floor: 0.1, ceiling: 10 };
    const heights = [0.01, 0.1, 1, 10, 500, Number.NaN, Infinity].map((loss) => heightOf(loss, scale));
    [0, 0, 0.5, 1, 1, 1, 1].forEach((height, i) => {
      expect(heights[i]).toBeCloseTo(height, 12);
    });
  });

  it('draws what is nearly flat as that', () => {
    const flat = { losses: Float32Array.of(2, 2.02), centre: { loss: 2, accuracy: 0 } };
    const scale = scaleOf([flat]);
    expect(heightOf(2.02, scale)).toBeLessThan(0.1);
  });

  it.each([
    [0.5, 10],
    [0.001, 10],
    [2, 3],
    [0.9, 1.4],
    [0.8, 4],
  ])('has round losses between %d and %d for lines', (floor, ceiling) => {
    const levels = levelsOf({ floor, ceiling });
    expect(levels.length).toBeGreaterThanOrEqual(3);
    expect(levels.length).toBeLessThan(25);
    expect([...levels].sort((a, b) => a - b)).toEqual(levels);
    for (const level of levels) expect(level > floor && level < ceiling).toBe(true);
  });
});

describe('lines of equal height', () => {
  it('lie where the height is theirs', () => {
    const relief = reliefWith((column, row) => (2 * column + row) / 24);
    let pieces = 0;
    for (let row = 0; row < size - 1; row++)
      for (let column = 0; column < size - 1; column++)
        for (const { level, at } of segmentsIn(relief, column, row, 1, [0.3, 0.61])) {
          pieces++;
          expect(heightAt(relief, at[0], at[1])).toBeCloseTo(level, 10);
          expect(heightAt(relief, at[2], at[3])).toBeCloseTo(level, 10);
        }
    expect(pieces).toBeGreaterThan(10);
  });

  it('part at a saddle, and join what its middle joins', () => {
    const saddle: Relief = { size: 2, heights: Float64Array.of(1, 0, 0, 1) };
    // Below the middle's height the two high corners are one; above it they are apart.
    for (const level of [0.4, 0.45, 0.55, 0.6]) {
      const lines = segmentsIn(saddle, 0, 0, 1, [level]);
      expect(lines).toHaveLength(2);
      for (const { at } of lines) {
        const between = heightAt(saddle, (at[0] + at[2]) / 2, (at[1] + at[3]) / 2);
        expect(Math.abs(between - level)).toBeLessThan(0.12);
      }
    }
  });
});

describe('a scene', () => {
  const landscape = bowl();
  const scale = scaleOf([landscape]);
  const relief = reliefOf(landscape, scale)!;
  const levels = levelsOf(scale).map((loss) => heightOf(loss, scale));
  const box = { width: 300, height: 200 };
  const inside = ({ points, items, pin, ground }: Scene) => {
    const all = [...points, ...items.flatMap(({ at }) => at), ...pin.foot, ...pin.head, ...ground];
    const [xs, ys] = [all.filter((_, i) => i % 2 === 0), all.filter((_, i) => i % 2 === 1)];
    expect(Math.min(...xs)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...xs)).toBeLessThanOrEqual(box.width);
    expect(Math.min(...ys)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...ys)).toBeLessThanOrEqual(box.height);
    expect(all.every(Number.isFinite)).toBe(true);
  };

  it.each([0, 0.7, 2, 3.5, -1])('fits its box as a surface turned by %d', (azimuth) => {
    for (const elevation of [0.2, 0.62, Math.PI / 2])
      inside(surfaceScene(relief, levels, marksOf(landscape), { azimuth, elevation }, box));
  });

  it('draws what is behind before what is before it', () => {
    const { items } = surfaceScene(relief, [], marksOf(landscape), { azimuth: 0, elevation: 0.3 }, box);
    // Straight from the front: the last row is the furthest away, so its pieces come first, and each row is whole before the next.
    const faces = items.filter(({ kind }) => kind === 'face');
    expect(faces).toHaveLength(32 * 32);
    const flat = reliefWith(() => 0);
    const lows = surfaceScene(flat, [], marksOf(landscape), { azimuth: 0, elevation: 0.6 }, box).items.map(
      ({ at }) => Math.max(at[1]!, at[3]!, at[5]!, at[7]!),
    );
    lows.forEach((low, i) => {
      if (i > 0) expect(low).toBeGreaterThanOrEqual(lows[i - 1]! - 1e-9);
    });
  });

  it('is a map with its first direction to the right and the second upwards', () => {
    const scene = mapScene(relief, levels, marksOf(landscape), box);
    inside(scene);
    const at = (point: number) => [scene.points[2 * point]!, scene.points[2 * point + 1]!] as const;
    expect(at(8)[0]).toBeGreaterThan(at(0)[0]);
    expect(at(72)[1]).toBeLessThan(at(0)[1]);
    expect(scene.pin.foot).toEqual([150, 100]);
    expect(pointNear(scene, scene.pin.foot, 5)).toBe(40);
    expect(pointNear(scene, [0, 0], 5)).toBeUndefined();
  });
});

describe('a path', () => {
  const places = [
    { epoch: 0, x: -1, y: 0.5 },
    { epoch: 2, x: 0.5, y: 0.5 },
    { epoch: 4, x: 0, y: 0 },
  ];
  const path = { places, shares: [0.8, 0.15] as const };
  const landscape: Landscape = { ...bowl(), path };
  const marks = marksOf(landscape);
  const box = { width: 300, height: 200 };
  const along = (relief: Relief, azimuth: number) => {
    const { lines, stops } = surfaceScene(relief, [], marks, { azimuth, elevation: 0.3 }, box).path;
    return [lines, stops].map((drawn) => drawn.map(({ hidden }) => hidden));
  };

  it('lies where its points lie on the grid, and ends at the pin', () => {
    expect(marks.path).toEqual([
      { epoch: 0, column: 0, row: 6 },
      { epoch: 2, column: 6, row: 6 },
      { epoch: 4, column: 4, row: 4 },
    ]);
    const {
      path: drawn,
      pin,
      points,
    } = mapScene(
      reliefWith(() => 0.5),
      [],
      marks,
      box,
    );
    expect(drawn.lines[0]?.at.slice(0, 2)).toEqual([points[2 * 54], points[2 * 54 + 1]]);
    expect(drawn.lines.at(-1)?.at.slice(2)).toEqual(pin.foot);
    expect(drawn.stops.map(({ epoch }) => epoch)).toEqual([0, 2]);
    for (const [i, { at }] of drawn.lines.slice(1).entries())
      expect(at.slice(0, 2)).toEqual(drawn.lines[i]?.at.slice(2));
  });

  it('is seen on what is flat, and hidden behind a hill, from each side', () => {
    expect(
      along(
        reliefWith(() => 0.5),
        0,
      ).flat(),
    ).not.toContain(true);
    // A wall along a row: what lies beyond it is hidden from the one side, what lies before it from the other.
    const wall = (row: number) => reliefWith((_, r) => (r === row ? 1 : 0));
    expect(along(wall(5), 0)[1]).toEqual([true, true]);
    expect(along(wall(7), 0)[1]).toEqual([false, false]);
    expect(along(wall(5), Math.PI)[1]).toEqual([false, false]);
    expect(along(wall(7), Math.PI)[1]).toEqual([true, true]);
    // From straight above nothing is.
    const above = surfaceScene(wall(5), [], marks, { azimuth: 0, elevation: Math.PI / 2 }, box).path;
    expect(above.stops.map(({ hidden }) => hidden)).toEqual([false, false]);
  });

  it('is in the files', () => {
    const texts = { title: 'T', directions: ['one', 'two'] as const, loss: 'loss', notes: [] };
    const { text } = landscapeSvg({
      landscapes: [{ name: 'a', landscape }],
      rows: ['surface', 'map'],
      view: usualView,
      texts: { ...texts, epoch: (epoch) => `after <${epoch}>` },
    });
    expect(text.match(/after &lt;0&gt;/g)).toHaveLength(2);
    expect(text.match(/r="3"/g)).toHaveLength(4);
    expect(text).not.toMatch(/NaN|undefined/);
  });
});

describe('files', () => {
  const landscapes = [
    { name: 'a "net", plain', landscape: bowl(30) },
    {
      name: 'b',
      landscape: { ...bowl(), losses: bowl().losses.map((loss, i) => (i === 3 ? Infinity : loss)) },
    },
  ];

  it('have a line for every point that was measured', () => {
    const lines = landscapeCsv(landscapes).trimEnd().split('\n');
    expect(lines[0]).toBe('network,x,y,loss,accuracy');
    expect(lines).toHaveLength(1 + 30 + 81);
    expect(lines[1]).toMatch(/^"a ""net"", plain",-1,-1,27\.29\d+,0\.035\d+$/);
    expect(lines.filter((line) => line.startsWith('b,') && /,,/.test(line))).toHaveLength(1);
  });

  it('are drawings that say what they show', () => {
    const { text, width, height } = landscapeSvg({
      landscapes,
      rows: ['surface', 'map'],
      view: usualView,
      texts: {
        title: 'T <1>',
        directions: ['one', 'two'],
        loss: 'loss',
        epoch: (epoch) => `after ${epoch}`,
        notes: ['how'],
      },
    });
    expect(text).toContain('T &lt;1&gt;');
    expect(text).toContain('a &quot;net&quot;, plain');
    expect(text).not.toMatch(/NaN|undefined|Infinity/);
    expect(text.match(/<polygon/g)).toHaveLength(4 * (32 * 32 + 1));
    expect(width).toBeGreaterThan(800);
    expect(height).toBeGreaterThan(700);
  });
});

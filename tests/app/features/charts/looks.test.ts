/** One look, one meaning: what is drawn beside one another is told apart, and stands out from its ground. */
import { describe, expect, it } from 'vitest';
import { createChartSettings } from '../../../../src/app/features/charts/chartSettings.ts';
import { sceneOf, type View } from '../../../../src/app/features/charts/data/scene.ts';
import { keysOf } from '../../../../src/app/features/charts/keys.ts';
import { accuracy } from '../../../../src/app/features/charts/kinds/accuracy.ts';
import { charts } from '../../../../src/app/features/charts/kinds/index.ts';
import { linesOf } from '../../../../src/app/features/charts/kinds/kind.ts';
import { en } from '../../../../src/app/i18n/en/index.ts';
import { colourCounts, runLook, stageColour } from '../../../../src/app/state/colours.ts';
import { curveVariables, runColours } from '../../../../src/app/state/palette.ts';
import { referenceIds } from '../../../../src/app/state/references.ts';
import { type ShownRun, shownRuns } from '../../../../src/app/state/shown.ts';
import { epoch, start, step } from '../../events.ts';
import { shownRun } from '../../shownRuns.ts';

const schemes = ['light', 'dark'] as const;
const grounds = { light: ['#ffffff', '#f4f5f7'], dark: ['#242424', '#1a1b1e'] } as const;

const linear = (hex: string, at: number): number => {
  const x = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
  return x <= 0.04045 ? x / 12.92 : ((x + 0.055) / 1.055) ** 2.4;
};
/** WCAG 2.2. */
const luminance = (hex: string): number =>
  0.2126 * linear(hex, 1) + 0.7152 * linear(hex, 3) + 0.0722 * linear(hex, 5);
function contrast(a: string, b: string): number {
  const [dark = 0, light = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (light + 0.05) / (dark + 0.05);
}
/** Björn Ottosson, "A perceptual color space for image processing", 2020. */
function oklab(hex: string): [number, number, number] {
  const [r, g, b] = [linear(hex, 1), linear(hex, 3), linear(hex, 5)];
  const l = Math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b);
  const m = Math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b);
  const s = Math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b);
  return [
    0.2104542553 * l + 0.793617785 * m - 0.0040720468 * s,
    1.9779984951 * l - 2.428592205 * m + 0.4505937099 * s,
    0.0259040371 * l + 0.7827717662 * m - 0.808675766 * s,
  ];
}
const distance = (a: string, b: string): number => {
  const [x, y] = [oklab(a), oklab(b)];
  return Math.hypot(...x.map((value, i) => value - (y[i] ?? 0)));
};

/** 24 runs and every published result, drawn on one chart. */
const runs = runColours.map((_, i) =>
  shownRun([start(), step(5), epoch(1), epoch(2)], { id: `r${i}`, kind: 'stored', ...runLook(i) }),
);
const references = shownRuns(undefined, { runs: [], loaded: true, references: [...referenceIds] }, String);
const lines = linesOf(accuracy, [...references, ...runs]);

describe('the lines of 24 runs and all published results', () => {
  it('have a look each', () => {
    expect(runs).toHaveLength(24);
    expect(lines).toHaveLength(2 * 24 + 2 + 5);
    const looks = lines.map(({ colour, width, dash, marker, level }) =>
      JSON.stringify([colour, width, dash, marker, level !== undefined]),
    );
    expect(new Set(looks).size).toBe(lines.length);
  });

  it.each(schemes)('have colours that are told apart, %s', (scheme) => {
    const values = runColours.map((colour) => colour[scheme]);
    for (const [i, a] of values.entries()) {
      for (const b of values.slice(0, i)) expect(distance(a, b), `${a} ${b}`).toBeGreaterThan(0.07);
    }
  });

  it('are dashed where others published them, and there alone', () => {
    for (const { run, dash } of lines) expect(dash !== undefined).toBe(run.kind === 'reference');
  });

  it('are thick with markers for test and thin for train, whoever ran it', () => {
    for (const { part, width, marker } of lines) {
      expect([part, width, marker !== undefined]).toEqual(
        part === 'test' ? ['test', 2.25, true] : ['train', 1.25, false],
      );
    }
  });
});

it.each(schemes)('every colour of a line stands out from its ground, %s', (scheme) => {
  const variables = Object.entries(curveVariables(scheme)).filter(([name]) => /^--(run|stage)-/.test(name));
  expect(variables).toHaveLength(colourCounts.runs + colourCounts.stages);
  for (const [name, value] of variables) {
    for (const ground of grounds[scheme]) expect(contrast(value, ground), name).toBeGreaterThanOrEqual(3);
  }
});

it('six stages have a colour each', () => {
  expect(new Set(Array.from({ length: 6 }, (_, i) => stageColour(i))).size).toBe(6);
});

describe('the keys of a legend', () => {
  const view: View = { axis: 'epoch', logX: false, logY: [], smoothing: 0, hidden: [], runOf: {} };
  const keys = (...shown: ShownRun[]) => keysOf(sceneOf(accuracy, shown, view, 10), en, accuracy);

  it('look as the lines that they stand for, of one run', () => {
    const [run] = runs;
    expect(keys(run!).map(({ sample }) => sample)).toEqual(linesOf(accuracy, [run!]));
    expect(keys(run!).map(({ name }) => name)).toEqual(['train', 'test']);
  });

  it('tell train and test apart whatever stands first, and have no dash but for what others published', () => {
    const [train, test, ...ofRuns] = keys(...references, ...runs.slice(8, 10));
    expect(train).toMatchObject({ name: 'train', sample: { width: 1.25, colour: 'currentColor' } });
    expect(test).toMatchObject({ name: 'test', sample: { width: 2.25, marker: 'circle' } });
    expect([train?.sample.dash, test?.sample.dash]).toEqual([undefined, undefined]);
    expect(ofRuns).toHaveLength(references.length + 2);
    for (const { line, sample } of ofRuns) {
      expect(sample).toBe(line);
      expect(sample.dash !== undefined).toBe(line?.run.kind === 'reference');
    }
  });
});

describe('the charts beside the first', () => {
  const stored = new Map<string, string>();
  const settings = () =>
    createChartSettings(() => ({
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, text) => void stored.set(name, text),
    }));

  it('change places when one is chosen that stands already, and stay for the next visit', () => {
    const first = settings();
    const [loss, rate, ...others] = first.getState().beside;
    first.actions.show(0, rate!);
    expect(first.getState().beside).toEqual([rate, loss, ...others]);
    expect(settings().getState().beside).toEqual([rate, loss, ...others]);
  });

  it('are all charts but the first, whatever was stored', () => {
    stored.set(
      'resnet-playground.charts',
      JSON.stringify({ state: { beside: ['speed', 'gone', 3] }, version: 1 }),
    );
    const { beside } = settings().getState();
    expect(beside[0]).toBe('speed');
    expect([...beside].sort()).toEqual(
      charts
        .slice(1)
        .map(({ id }) => id)
        .sort(),
    );
  });
});

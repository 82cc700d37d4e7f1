/** What a chart is made of: the table of charts, a made-up chart through the same type, and the places that name a chart. */
import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { marksOf } from '../../../../src/app/features/charts/data/marks.ts';
import { sceneOf, type View } from '../../../../src/app/features/charts/data/scene.ts';
import { csvOf } from '../../../../src/app/features/charts/data/tables.ts';
import {
  annotationText,
  lineName,
  valueText,
  valueTick,
} from '../../../../src/app/features/charts/format.ts';
import { charts, chartWords } from '../../../../src/app/features/charts/kinds/index.ts';
import { type ChartKind, linesOf } from '../../../../src/app/features/charts/kinds/kind.ts';
import { stepLines } from '../../../../src/app/features/charts/kinds/lines.ts';
import { en } from '../../../../src/app/i18n/en/index.ts';
import { epoch, start, step } from '../../events.ts';
import { catalogues } from '../../i18n/catalogues.ts';
import { shownRun } from '../../shownRuns.ts';

const view: View = { axis: 'step', logX: false, logY: [], smoothing: 0, hidden: [], runOf: {} };
const run = shownRun([start(), step(2, { trainAccuracy: 0.25 }), step(4, { trainAccuracy: 0.5 }), epoch(1)]);
const other = shownRun([start(), step(2, { trainAccuracy: 0.75 })], {
  id: 'r2',
  name: 'red-owl',
  kind: 'stored',
});

/** A chart that the page does not have: errors in per mille, of one run at a time. */
const errors = {
  id: 'errors',
  lines: (runs) => stepLines(runs, { part: 'errors', metric: 'trainAccuracy', noisy: true }),
  partName: () => 'errors',
  single: true,
  oneRun: { candidates: (runs) => [...runs], label: () => 'Run' },
  valueText: (_, share) => `${1000 * share} ‰`,
  y: { empty: { from: 0, to: 2 }, bounds: { from: 0, to: 1 }, log: 'offered', tick: (v) => `${1000 * v} ‰` },
  best: {
    metric: 'testLoss',
    wanted: 'lowest',
    guessing: () => 9,
    words: () => ({ best: (value) => `fewest, ${value}`, bestShort: 'fewest' }),
  },
} as const satisfies ChartKind;

describe('a made-up chart', () => {
  it('is drawn, written and exported by what its record says', () => {
    const scene = sceneOf(errors, [other, run], view, 3);
    expect(scene.lines.map(({ main }) => main.map((p) => p.y))).toEqual([[0.25, 0.5]]);
    // Without a least span the axis begins at 0.
    expect(scene.y).toMatchObject({ from: 0, to: 0.5, log: false });
    expect(scene.y.ticks.map((tick) => valueTick(errors, scene.y, tick)).at(-1)).toBe('500 ‰');
    expect(valueText(en, errors, 0.25)).toBe('250 ‰');
    expect(valueText(en, errors, Number.NaN)).toBe(en.figures.unknown);
    expect(lineName(en, errors, scene.all[0]!, false)).toBe('errors');
    expect(csvOf(errors, [run]).split('\n')[1]).toBe('amber-fox-1,errors,0.2,2,0.4,0.25,,');
    const best = { type: 'best', place: { epoch: 1, step: 4, seconds: 3 }, value: 0.5 } as const;
    expect(annotationText(en, errors, best)).toEqual({ full: 'fewest, 500 ‰', short: 'fewest' });
    const box = { x: 0, y: 0, width: 100, height: 100 };
    expect(marksOf([best], 'step', scene, box, String)[0]?.y).toBe(0);
  });

  it('draws the run that was chosen for it, and takes a log axis and an empty span', () => {
    expect(linesOf(errors, [other, run], 'r2').map((line) => line.run.id)).toEqual(['r2']);
    expect(sceneOf(errors, [other, run], { ...view, runOf: { errors: 'r2' } }, 3).all[0]?.run).toBe(other);
    expect(sceneOf(errors, [run], { ...view, logY: ['errors'] }, 3).y).toMatchObject({
      from: 0.2,
      log: true,
    });
    expect(sceneOf(errors, [], view, 3).y).toMatchObject({ from: 0, to: 2 });
  });

  it('does not compile in the table without words in the catalogue', () => {
    // @ts-expect-error: the catalogues have no words for `errors`.
    expect(() => chartWords(en, errors).name).toThrow();
  });
});

describe('the table of charts', () => {
  it('has an id and words for each', () => {
    expect(new Set(charts.map(({ id }) => id)).size).toBe(charts.length);
    for (const words of Object.values(catalogues)) {
      for (const chart of charts) {
        expect(chartWords(words, chart).name).not.toBe('');
        expect(chartWords(words, chart).empty).not.toBe('');
      }
      expect(Object.keys(words.curves.charts).sort()).toEqual(charts.map(({ id }) => id).sort());
    }
  });

  it('and the files beside it are all that names a chart: one file, one line, its words', () => {
    const source = (file: string) => readFileSync(file, 'utf8');
    const files = readdirSync('src/app', { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(tsx?|css)$/.test(file))
      .map((file) => `src/app/${file.replaceAll('\\', '/')}`);
    for (const { id } of charts) {
      /** The id as a text, as a word of the catalogue, or as an imported record. */
      const named = new RegExp(`['"\`]${id}['"\`]|curves\\.charts\\.${id}|/${id}\\.ts['"]`);
      const places = files
        .filter((file) => file.includes('/charts/') && !file.includes('/i18n/'))
        .filter((file) => named.test(source(file)));
      expect(places.sort(), id).toEqual(
        ['index', id].map((name) => `src/app/features/charts/kinds/${name}.ts`).sort(),
      );
      const catalogueFiles = files.filter(
        (file) =>
          /\/i18n\/.*\/curves\.ts$/.test(file) && new RegExp(`^    ${id}: {$`, 'm').test(source(file)),
      );
      expect(catalogueFiles, `words of ${id}`).toHaveLength(Object.keys(catalogues).length);
    }
    const elsewhere = files.filter((file) => !file.includes('/charts/') && !file.includes('/i18n/'));
    expect(elsewhere.filter((file) => /\bChartId\b|curves\.charts\b/.test(source(file)))).toEqual([]);
  });
});

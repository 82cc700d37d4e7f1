/** Reports: sound documents, whatever people called their runs; the figures of groups; small, however long the runs. */
import { expect, it } from 'vitest';
import { playgroundAddress, reportOfRuns } from '../../../src/cli/reportOfRuns.ts';
import { chart } from '../../../src/formats/report/chart.ts';
import { reportWords } from '../../../src/formats/report/english.ts';
import { linesOf, thinned } from '../../../src/formats/report/lines.ts';
import { reportHtml } from '../../../src/formats/report/report.ts';
import { type ReportRun, type ReportTexts, reportGroups } from '../../../src/formats/report/runs.ts';
import { presets } from '../../../src/model/presets.ts';
import { formatSetting } from '../../../src/training/config.ts';
import { defaultConfig, type RunConfig } from '../../../src/training/settings.ts';

const texts: ReportTexts = {
  language: 'en',
  words: reportWords,
  network: ({ blocks, shortcut }) => `Net ${blocks.join()}${shortcut === 'none' ? ' plain' : ''}`,
  label: (key) => key,
  value: formatSetting,
};

function run(
  seed: number,
  last: number,
  config: Partial<RunConfig> = {},
  more: Partial<ReportRun> = {},
): ReportRun {
  const epochs = more.epochs?.length ?? 3;
  return {
    name: `run-${seed}`,
    config: { ...defaultConfig, ...presets.resnet8, epochs, ...config, seed },
    end: 'finished',
    note: '',
    changes: [],
    epochs: Array.from({ length: epochs }, (_, i) => ({
      type: 'epoch',
      epoch: i + 1,
      epochs,
      step: 10 * (i + 1),
      trainLoss: 2 / (i + 1),
      trainAccuracy: 0.5,
      testLoss: 2.1 / (i + 1),
      testAccuracy: (last * (i + 1)) / epochs,
      learningRate: 0.1,
      seconds: 3,
      imagesPerSecond: 100,
    })),
    ...more,
  };
}
const report = (runs: readonly ReportRun[], address?: string): string =>
  reportHtml({ runs, made: 0, ...(address !== undefined && { address }) }, texts);

/** Elements and attributes of a document, each closed where it must be. */
function parsed(text: string): { name: string; attributes: Map<string, string> }[] {
  const body = text.replace(/<style>[^<]*<\/style>/, '<style></style>');
  const all: { name: string; attributes: Map<string, string> }[] = [];
  const open: string[] = [];
  const empty = ['meta', '!doctype'];
  for (const [tag, slash, name = '', inside = '', closed] of body.matchAll(
    /<(\/?)([!\w]+)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>/g,
  )) {
    if (slash) {
      expect(open.pop(), tag).toBe(name);
      continue;
    }
    all.push({
      name,
      attributes: new Map(
        [...inside.matchAll(/([\w:-]+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]),
      ),
    });
    if (!closed && !empty.includes(name)) open.push(name);
  }
  expect(open).toEqual([]);
  // What is no tag has no angle brackets.
  expect(body.replaceAll(/<(\/?)([!\w]+)((?:\s+[\w:-]+(?:="[^"<]*")?)*)\s*(\/?)>/g, '')).not.toMatch(/[<>]/);
  return all;
}

it('holds names and notes as text, runs nothing and loads nothing', () => {
  const evil = `"><script>alert(1)</script><img src=x onerror='alert(2)'>&amp;\u0000\ud800`;
  const runs = [
    run(1, 0.5, {}, { name: evil, note: `${evil}</dd>`, device: evil }),
    run(
      2,
      0.4,
      { blocks: [2, 2, 2] },
      { name: `${evil}2`, changes: [{ step: 5, settings: { learningRate: 0.01 } }] },
    ),
  ];
  const all = parsed(report(runs, 'https://example.org/'));
  const names = new Set(all.map(({ name }) => name));
  for (const name of ['script', 'img', 'iframe', 'link', 'object', 'form']) expect(names).not.toContain(name);
  for (const { attributes } of all)
    for (const [key, value] of attributes) {
      expect(key).not.toMatch(/^on|^style$|^src$/);
      if (key === 'href') expect(value).toMatch(/^https:\/\//);
    }
  const policy = all.find(({ attributes }) => attributes.get('http-equiv') === 'Content-Security-Policy');
  expect(policy?.attributes.get('content')?.replaceAll('&#39;', "'")).toMatch(
    /^default-src 'none'; style-src 'unsafe-inline';/,
  );
  expect(report(runs)).toContain('&lt;script&gt;alert(1)&lt;/script&gt;');
});

it('tells groups of seeds by mean and deviation, and what may be said of them', () => {
  const plain = { shortcut: 'none' } as const;
  const runs = [
    run(1, 0.5),
    run(2, 0.52),
    run(1, 0.3, plain),
    run(2, 0.31, plain),
    run(3, 0, { ...plain, epochs: 3 }, { end: 'diverged', epochs: [] }),
  ];
  const text = report(runs);
  parsed(text);
  expect(text).toContain('51.00 ± 1.41 %');
  expect(text).toContain('30.50 ± 0.71 %');
  expect(text).toContain('>2 of 3<');
  expect(text).toMatch(/Net 1,1,1 is better than Net 1,1,1 plain by 20\.50 points/);
  expect(text).toContain('diverged');
  expect(text).not.toMatch(/NaN|undefined|Infinity/);
  // A band of each group: the mean of two, and what they deviate.
  const [line] = linesOf(reportGroups(runs, texts), 'testAccuracy');
  expect(line?.points.at(-1)).toEqual({ epoch: 3, value: 0.51, std: expect.closeTo(0.0141421356, 9) });
});

it('groups and compares nothing across two data sets out of own pictures', () => {
  const own = (digits: string) => ({ dataset: `own-32-3-120-30-${digits.repeat(16)}` as const });
  const runs = [1, 2].flatMap((seed) => [
    run(seed, 0.5 + seed / 100, own('1')),
    run(seed, 0.9 + seed / 100, own('2')),
  ]);
  expect(reportGroups(runs, texts)).toHaveLength(2);
  const text = report(runs);
  expect(text).not.toMatch(/is better than|differ by/);
  expect(text).toContain('--data PATH');
  expect(text).not.toContain('--dataset');
});

it('leaves out of the verdicts what was stopped early or changed by hand, and claims nothing of single runs', () => {
  const changes = [{ step: 5, settings: { learningRate: 0.01 } }];
  const text = report([
    run(1, 0.5),
    run(2, 0.52),
    run(1, 0.9, { width: 8 }, { changes }),
    // Those that are left of such a group are the better ones.
    ...[1, 2].map((seed) => run(seed, 0.3 + seed / 100, { width: 4 })),
    run(3, 0.3, { width: 4 }, { end: 'stopped' }),
  ]);
  expect(text).not.toContain('is better than');
  expect(text).toContain('2 groups are left out');
  expect(text).toContain('After step 5: learningRate 0.01');
  const single = report([run(1, 0.5), run(1, 0.9, { width: 8 }), run(1, 0.7, { width: 4 })]);
  expect(single).toContain('cannot be told');
  expect(single).not.toContain('is better than Net');
});

it('repeats a run by an address and by a command, and has published results of its network', () => {
  const text = report(
    [run(7, 0.5, { ...presets.resnet56, learningRate: 0.3 })],
    'https://example.org/resnet/',
  );
  expect(text).toContain(
    'href="https://example.org/resnet/?model=resnet56&amp;learning-rate=0.3&amp;epochs=3&amp;seed=7"',
  );
  expect(text).toContain('npx resnet train --model resnet56 --learning-rate 0.3 --epochs 3 --seed 7');
  expect(text).toContain('93.03 %');
  expect(report([run(7, 0.5)])).toContain('<code>?model=resnet8&amp;epochs=3&amp;seed=7</code>');
});

it('is small, however long the runs, and keeps their spikes', () => {
  const epochs = run(1, 0.5).epochs;
  const long = Array.from({ length: 5000 }, (_, i) => ({
    ...epochs[0]!,
    epoch: i + 1,
    testLoss: i === 2500 ? 9 : 1,
  }));
  const runs = Array.from({ length: 64 }, (_, i) =>
    run(i + 1, 0.5, { learningRate: 0.01 * (i + 1) }, { epochs: long }),
  );
  expect(report(runs).length).toBeLessThan(1_000_000);
  const points = thinned(long.map(({ epoch, testLoss }) => ({ epoch, value: testLoss })));
  expect(points.length).toBeLessThanOrEqual(160);
  expect([points[0]?.epoch, points.at(-1)?.epoch, Math.max(...points.map(({ value }) => value))]).toEqual([
    1, 5000, 9,
  ]);
});

it('draws losses that are far apart by their logarithm, and numbers of lines apart', () => {
  const line = (index: number, value: number) => ({
    index,
    points: [1, 2].map((epoch) => ({ epoch, value: value / epoch })),
  });
  const { text } = chart([line(0, 1), line(1, 1.001), line(2, 1e6)], {
    title: 'Loss',
    epoch: 'Epoch',
    tick: String,
  });
  const levels = [...text.matchAll(/class="number" x="[\d.]+" y="([\d.]+)"/g)].map(([, y]) => Number(y));
  expect(levels).toHaveLength(3);
  const [a = 0, b = 0, c = 0] = [...levels].sort((x, y) => x - y);
  expect(Math.min(b - a, c - b)).toBeGreaterThanOrEqual(10);
  expect(text).toContain('>1000000<');
  expect(text).not.toContain('NaN');
});

it('comes from the command line in English, with links to a playground of http alone', () => {
  const measured = { ...run(1, 0.5, { shortcut: 'none' }), ended: 0, end: 'diverged' as const };
  const text = reportOfRuns([measured], undefined);
  expect(text).toContain('<html lang="en">');
  expect(text).toContain('Plain-8');
  expect(playgroundAddress('https://example.org/a/?model=x#y')).toBe('https://example.org/a/');
  for (const wrong of ['javascript:alert(1)', 'example.org', 'file:///x'])
    expect(() => playgroundAddress(wrong)).toThrow('--address must be');
});

/** What is asked of which network, where a map of blocks has its names and lines, what it says in words and as numbers. */
import { describe, expect, it } from 'vitest';
import { questionOf, weightsKey } from '../../../../src/app/features/blocks/alike/asking.ts';
import { heatOf } from '../../../../src/app/features/blocks/alike/colours.ts';
import { csvOf, fileName } from '../../../../src/app/features/blocks/alike/csv.ts';
import { largestStep, leastAlikeTwins } from '../../../../src/app/features/blocks/alike/findings.ts';
import { layoutOf } from '../../../../src/app/features/blocks/alike/layout.ts';
import { comparableRuns } from '../../../../src/app/state/comparableRuns.ts';
import { partsOf, structureOf } from '../../../../src/model/structure.ts';
import type { RunRecord } from '../../../../src/storage/runRecord.ts';
import { specOf } from '../../../../src/training/config.ts';
import { misfitOf } from '../../../../src/training/questions.ts';
import { defaultConfig } from '../../../../src/training/settings.ts';
import { makeSpec } from '../../../specs.ts';

const blocksOf = (name: Parameters<typeof makeSpec>[0]): string[] =>
  partsOf(structureOf(makeSpec(name))).map((part) => part.name);
const textWidth = (text: string) => 6 * text.length;

describe('what is asked', () => {
  it('is one question, of one network, that every network of the data set can be asked', () => {
    const question = questionOf('r', defaultConfig);
    expect(question).toMatchObject({ of: { runId: 'r' }, taps: { mode: 'evaluation', pooled: true } });
    expect(misfitOf(question, specOf(defaultConfig), 10_000)).toBeUndefined();
    expect(new Set(question.pictures.kind === 'test' ? question.pictures.indices : []).size).toBe(512);
  });

  it('is about the same weights where run and step are the same', () => {
    const network = { kind: 'run', runId: 'r', step: 3, epoch: 1 } as const;
    expect(weightsKey(network)).toBe(weightsKey({ ...network, epoch: 1.5 }));
    expect(weightsKey(network)).not.toBe(weightsKey({ ...network, step: 4 }));
    expect(weightsKey(network)).not.toBe(weightsKey({ ...network, runId: 's' }));
  });

  it('may be asked of other runs that learned the same and whose weights are stored, the newest first', () => {
    const record = (id: string, dataset: string = defaultConfig.dataset) =>
      ({ id, config: { ...defaultConfig, dataset } }) as RunRecord;
    const records = [record('a'), record('b'), record('c'), record('d', 'another'), record('e')];
    const checkpoints = ['e', 'd', 'b', 'a'].map((runId) => ({ runId }));
    const ids = comparableRuns(records, checkpoints, 'b', defaultConfig).map(({ id }) => id);
    expect(ids).toEqual(['e', 'a']);
  });
});

describe('the map', () => {
  it('has every block named where there is room, and lines between stages', () => {
    const blocks = blocksOf('resnet20');
    const layout = layoutOf(blocks, blocks, { width: 400, height: 300 }, textWidth);
    expect(layout.cell).toBe(24);
    expect(layout.rows.names.map(({ text }) => text)).toEqual(blocks);
    expect(layout.rows.names[1]).toEqual({ at: 36, text: 'layer1.0' });
    expect(layout.rows.lines).toEqual([24, 96, 168]);
    expect([layout.left + layout.width, layout.top + layout.height]).toEqual([293, 293]);
  });

  it('of many blocks has stages named, none over another', () => {
    const blocks = blocksOf('resnet110');
    const layout = layoutOf(blocks, blocks, { width: 600, height: 300 }, textWidth);
    expect(layout.cell).toBe(6);
    // The stem is narrower than a name, and has room above the middle of the first stage.
    expect(layout.rows.names.map(({ text }) => text)).toEqual(['stem', 'layer1', 'layer2', 'layer3']);
    expect(layout.rows.lines).toEqual([6, 114, 222]);
    const narrow = layoutOf(blocks, blocks, { width: 100, height: 300 }, textWidth);
    expect(narrow.left + narrow.width).toBeCloseTo(100, 9);
    expect(narrow.columns.names.map(({ text }) => text)).toEqual(['layer1', 'layer2', 'layer3']);
  });

  it('of two networks has as many rows as the first has blocks, and columns as the second', () => {
    const [rows, columns] = [blocksOf('resnet8'), blocksOf('resnet20')];
    const layout = layoutOf(rows, columns, { width: 300, height: 300 }, textWidth);
    expect(layout.cell).toBe(24);
    expect([layout.width, layout.height]).toEqual([240, 96]);
    expect(layout.columns.names).toHaveLength(10);
  });

  it('draws what is a little below 0 as 0, and nothing where there is no value', () => {
    expect([-0.02, 0.5, 1.0000001].map(heatOf)).toEqual([0, 0.5, 1]);
    expect(heatOf(Number.NaN)).toBeUndefined();
  });
});

describe('what stands out', () => {
  const nan = Number.NaN;
  it('is where neighbours are the least alike', () => {
    const matrix = [
      [1, 0.9, 0.1, nan],
      [0.9, 1, 0.4, nan],
      [0.1, 0.4, 1, nan],
      [nan, nan, nan, nan],
    ];
    expect(largestStep(matrix)).toEqual({ row: 1, column: 2, value: 0.4 });
    expect(
      largestStep([
        [1, 0.5],
        [0.5, 1],
      ]),
    ).toBeUndefined();
  });

  it('is the block that differs most from the one in the same place of a network of the same blocks', () => {
    const matrix = [
      [0.9, 0.1],
      [0.2, 0.7],
    ];
    expect(leastAlikeTwins(matrix, ['stem', 'layer1.0'], ['stem', 'layer1.0'])).toEqual({
      row: 1,
      column: 1,
      value: 0.7,
    });
    expect(leastAlikeTwins(matrix, ['stem', 'layer1.0'], ['stem', 'layer2.0'])).toBeUndefined();
    expect(leastAlikeTwins([[nan]], ['stem'], ['stem'])).toBeUndefined();
  });
});

describe('as a file', () => {
  it('has a line for each block of the first network, and nothing where there is no value', () => {
    const text = csvOf({
      matrix: [
        [1, 0.25],
        [-0.0123456789, Number.NaN],
      ],
      rows: ['stem', 'layer1.0'],
      columns: ['stem', 'layer2.0'],
    });
    expect(text).toBe('block,stem,layer2.0\nstem,1.000000,0.250000\nlayer1.0,-0.012346,\n');
  });

  it('is called what file systems take', () => {
    expect(fileName(['a/b: c', '记录'])).toBe('a-b-c-记录-cka');
  });
});

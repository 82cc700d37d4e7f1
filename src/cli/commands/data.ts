/** `data inspect PATH`: what a folder, a zip or a file of somebody's own pictures is understood as. */
import type { OwnSet } from '../../data/own/makeSet.ts';
import type { Plan } from '../../data/own/plan.ts';
import { ownDataSentence } from '../../problems/ownData.ts';
import type { Command } from '../command.ts';
import { makingFrom, makingOptions } from '../dataOptions.ts';
import { displayWidth, padded } from '../displayWidth.ts';
import { readOptions, UsageError } from '../options.ts';
import { readPictures } from '../ownPictures.ts';

const table = {
  command: 'data',
  settings: [],
  extras: {
    ...makingOptions,
    json: { kind: 'flag', help: 'One JSON object on stdout.' },
  },
  note: 'resnet data inspect PATH [OPTIONS]: PATH is a folder, a zip, a tar or a file of data. Layouts: a folder for each class, with or without folders for training and test around them; names such as cat.0.jpg; CSV beside pictures; CSV of pixels; IDX; CIFAR, binary or Python; parquet; NumPy; a project of Teachable Machine.',
} as const;

interface ClassCount {
  readonly name: string;
  readonly train: number;
  readonly test: number;
}

function countsOf({ facts, train, test }: OwnSet): ClassCount[] {
  const counts = facts.classes.map((name) => ({ name, train: 0, test: 0 }));
  for (const label of train.labels) (counts[label] as { train: number }).train++;
  for (const label of test.labels) (counts[label] as { test: number }).test++;
  return counts;
}

function tableLines({ layout }: Plan, set: OwnSet): string[] {
  const { facts, hash, warnings } = set;
  const rows: string[][] = [
    ['class', 'train', 'test'],
    ...countsOf(set).map(({ name, train, test }) => [name, `${train}`, `${test}`]),
    ['total', `${facts.images.train}`, `${facts.images.test}`],
  ];
  const widths = [0, 1, 2].map((i) => Math.max(...rows.map((row) => displayWidth(row[i] ?? ''))));
  return [
    `layout  ${layout}`,
    `size    ${facts.imageSize}×${facts.imageSize}`,
    `mean    ${facts.mean.join(', ')}`,
    `std     ${facts.std.join(', ')}`,
    `hash    ${hash}`,
    '',
    ...rows.map(([name = '', train = '', test = '']) =>
      [padded(name, widths[0] ?? 0), train.padStart(widths[1] ?? 0), test.padStart(widths[2] ?? 0)].join(
        '  ',
      ),
    ),
    ...(warnings.length > 0 ? [''] : []),
    ...warnings.map(ownDataSentence),
  ];
}

const inspectJson = ({ layout }: Plan, set: OwnSet) => ({
  layout,
  classes: countsOf(set),
  ...set.facts.images,
  size: [set.facts.imageSize, set.facts.imageSize],
  mean: set.facts.mean,
  std: set.facts.std,
  hash: set.hash,
  problems: set.warnings.map((warning) => ({ ...warning, message: ownDataSentence(warning) })),
});

/** What follows the command: `inspect`, the path, and options. */
function readArguments([task, path, ...rest]: readonly string[]): { path: string; rest: readonly string[] } {
  if (task !== 'inspect')
    throw new UsageError(
      'data has one task, inspect: resnet data inspect PATH. (resnet data --help lists its options.)',
    );
  if (path === undefined || path.startsWith('--'))
    throw new UsageError('data inspect needs a path right behind it: resnet data inspect PATH.');
  return { path, rest };
}

export const dataCommand: Command = {
  table,
  async run(argv, { print }) {
    const { path, rest } = readArguments(argv);
    const { extras } = readOptions(table, rest);
    const { plan, set } = await readPictures({ path, ...makingFrom(extras) });
    if (extras.json) print(JSON.stringify(inspectJson(plan, set)));
    else for (const line of tableLines(plan, set)) print(line);
    return 0;
  },
};

/** `data inspect PATH`: what a folder, a zip or a file of somebody's own pictures is understood as. `data export PATH`: the set that it makes, as a zip of folders. */
import { closeSync, existsSync, openSync, statSync, writeFileSync } from 'node:fs';
import { reasonOf } from '../../base/errors.ts';
import { inOneGo } from '../../base/node/wholeFile.ts';
import type { OwnSet } from '../../data/own/makeSet.ts';
import type { Plan } from '../../data/own/plan.ts';
import { imageFolderZip } from '../../formats/imageFolderZip.ts';
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
    out: {
      kind: 'text',
      value: 'FILE',
      help: 'For export: the zip to write, with the pictures as the network sees them.',
    },
    json: { kind: 'flag', help: 'One JSON object on stdout.' },
  },
  note: 'resnet data inspect PATH [OPTIONS], or resnet data export PATH --out FILE [OPTIONS]: the set as a zip of folders, which the exported PyTorch project trains on. PATH is a folder, a zip, a tar or a file of data. Layouts: a folder for each class, with or without folders for training and test around them; names such as cat.0.jpg; CSV beside pictures; CSV of pixels; IDX; CIFAR, binary or Python; parquet; NumPy; a project of Teachable Machine.',
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

const tasks = ['inspect', 'export'] as const;
type Task = (typeof tasks)[number];

interface Arguments {
  readonly task: Task;
  readonly path: string;
  readonly rest: readonly string[];
}

/** What follows the command: the task, the path, and options. */
function readArguments([named, path, ...rest]: readonly string[]): Arguments {
  const task = tasks.find((known) => known === named);
  if (!task)
    throw new UsageError(
      'data has two tasks, inspect and export: resnet data inspect PATH. (resnet data --help lists its options.)',
    );
  if (path === undefined || path.startsWith('--'))
    throw new UsageError(`data ${task} needs a path right behind it: resnet data ${task} PATH.`);
  return { task, path, rest };
}

/** @throws UsageError where a zip cannot go there. */
function zipPath(out: string | undefined): string {
  if (out === undefined) throw new UsageError('data export needs --out FILE, such as pictures.zip.');
  if (existsSync(out) && statSync(out).isDirectory())
    throw new UsageError(`${out} is a folder: give --out the name of a file.`);
  return out;
}

/** Picture by picture: a set of any size is in memory once. @returns the bytes written. */
function writeZip(out: string, set: OwnSet): number {
  let bytes = 0;
  try {
    inOneGo(out, (aside) => {
      const file = openSync(aside, 'w');
      try {
        for (const part of imageFolderZip(set)) {
          writeFileSync(file, part);
          bytes += part.length;
        }
      } finally {
        closeSync(file);
      }
    });
  } catch (error) {
    throw new Error(`${out} cannot be written: ${reasonOf(error)}.`);
  }
  return bytes;
}

export const dataCommand: Command = {
  table,
  async run(argv, { print }) {
    const { task, path, rest } = readArguments(argv);
    const { extras } = readOptions(table, rest);
    if (task === 'inspect' && extras.out !== undefined)
      throw new UsageError('--out is for data export: data inspect writes nothing.');
    const out = task === 'export' ? zipPath(extras.out) : undefined;
    const { plan, set } = await readPictures({ path, ...makingFrom(extras) });
    if (out !== undefined) {
      const bytes = writeZip(out, set);
      print(extras.json ? JSON.stringify({ path: out, bytes, hash: set.hash }) : `${out}: ${bytes} bytes`);
    } else if (extras.json) print(JSON.stringify(inspectJson(plan, set)));
    else for (const line of tableLines(plan, set)) print(line);
    return 0;
  },
};

/**
 * The data sets there are, by name: facts alone. A new one is a folder beside this file and a line here; the compiler then
 * asks for the line of its preparation.
 */
import { cifar10 } from './cifar10/facts.ts';
import type { DatasetFacts, SplitName } from './datasetFacts.ts';

export type { DatasetFacts, SplitName } from './datasetFacts.ts';
export { samplesName } from './datasetFacts.ts';

const table = { cifar10 } as const satisfies Record<string, DatasetFacts>;

export type DatasetName = keyof typeof table;

export const datasets: Readonly<Record<DatasetName, DatasetFacts>> = table;
export const datasetNames = Object.keys(datasets) as DatasetName[];

/** What people call them, in every language. */
export const datasetTitles = Object.fromEntries(
  datasetNames.map((name) => [name, datasets[name].title]),
) as Readonly<Record<DatasetName, string>>;

/** The set of every config, file and record that names none: they are older than this table, which began with it. */
export const defaultDataset: DatasetName = 'cifar10';

/** Pictures of a split in the largest set. */
export const mostImages = (split: SplitName): number =>
  Math.max(...datasetNames.map((name) => datasets[name].images[split]));

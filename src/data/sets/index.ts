/**
 * The data sets there are: ready ones by name, facts alone, and those that people made of their own pictures, which name themselves. A
 * new ready one is a folder beside this file and a line here; the compiler then asks for the line of its preparation.
 */
import { cifar10 } from './cifar10/facts.ts';
import type { DatasetFacts } from './datasetFacts.ts';
import { type OwnName, ownNumbers } from './ownName.ts';

export type { DatasetFacts, SplitName } from './datasetFacts.ts';
export { samplesName } from './datasetFacts.ts';
export { isOwnName, type OwnName } from './ownName.ts';

const table = { cifar10 } as const satisfies Record<string, DatasetFacts>;

export type ReadyName = keyof typeof table;
export type DatasetName = ReadyName | OwnName;

export const readySets: Readonly<Record<ReadyName, DatasetFacts>> = table;
export const readyNames = Object.keys(readySets) as ReadyName[];

/** The set of every config, file and record that names none: they are older than this table, which began with it. */
export const defaultDataset: ReadyName = 'cifar10';

export const isReady = (name: string): name is ReadyName => Object.hasOwn(readySets, name);

/** Of own sets, by name. */
const remembered = new Map<string, DatasetFacts>();

/**
 * From here on `factsOf` knows the names of its classes and the rest. A name stands for one content, so this is no state: whoever asks before knows less, and never
 * anything else.
 */
export function rememberFacts(facts: DatasetFacts & { readonly name: OwnName }): void {
  remembered.set(facts.name, facts);
}

/** What the name of an own set says of it: enough to plan a run and to build its network. */
function factsByName(name: OwnName): DatasetFacts {
  const { imageSize, classes, images } = ownNumbers(name) ?? {
    imageSize: 32,
    classes: 2,
    images: { train: 1, test: 1 },
  };
  return {
    name,
    title: name,
    classes: Array.from({ length: classes }, (_, i) => String(i + 1)),
    imageSize,
    mean: [0.5, 0.5, 0.5],
    std: [0.25, 0.25, 0.25],
    images,
    samples: [],
    shard: { images: images.train, bytes: 0 },
    authors: [],
    citation: '',
    source: '',
  };
}

/** What is known of a data set: the same object until more of it is remembered. */
export function factsOf(name: DatasetName): DatasetFacts {
  if (isReady(name)) return readySets[name];
  const known = remembered.get(name);
  if (known) return known;
  const facts = factsByName(name);
  remembered.set(name, facts);
  return facts;
}

/** Whether more is known of an own set than its name says. */
export const isKnown = (name: OwnName): boolean => factsOf(name).title !== name;

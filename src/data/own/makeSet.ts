/**
 * Makes a data set out of a plan: every picture is decoded and made small; those that can be read come into their splits. The same pictures, plan and seed make the same set, whatever the names and the order of their files.
 */
import type { OwnDataWarning } from '../../problems/ownData.ts';
import { type Labels, labelsOf } from '../../training/labels.ts';
import type { DatasetFacts, OwnName, SplitName } from '../sets/index.ts';
import { ownName } from '../sets/ownName.ts';
import { imagesPerShard } from '../sprite.ts';
import { type Statistics, statisticsOf } from '../statistics.ts';
import { mostMadeBytes } from './bounds.ts';
import { contentHash } from './contentHash.ts';
import type { LeftOut } from './decodePicture.ts';
import { duplicatesOf } from './duplicates.ts';
import type { FoundPicture } from './found.ts';
import type { MadeSplit } from './madeSplit.ts';
import { OwnDataError } from './ownDataError.ts';
import {
  counted,
  countWarnings,
  expectUsable,
  type Plan,
  type Splitting,
  splittingOf,
  splitWarnings,
} from './plan.ts';
import { type SmallOptions, smallPicture } from './smallPicture.ts';
import { inSplits, isLeftOut } from './splits.ts';

/** A data set out of somebody's own pictures, in memory. */
export interface OwnSet extends Readonly<Record<SplitName, MadeSplit>> {
  readonly facts: DatasetFacts & { readonly name: OwnName };
  /** Of its content: what tells it from every other. */
  readonly hash: string;
  /** What one should know of it. */
  readonly warnings: readonly OwnDataWarning[];
}

export interface MakeOptions extends SmallOptions {
  /** What people call it, such as the name of its folder. */
  readonly title: string;
  /** Fixes which pictures are tested on, where the data does not say. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Pictures that are read at once: decoding waits for other threads. */
const atOnce = 4;
const mostSamples = 20;

/** A picture as the network sees it, until it is copied into its split. */
interface Made {
  readonly label: number;
  readonly split: FoundPicture['split'];
  readonly source: number;
  pixels: Uint8Array;
}

const nothing = new Uint8Array();

/** The pictures of a split in their order, in one array. Each is let go as soon as it is copied: no memory holds all of them twice. */
function together(pictures: readonly Made[], imageBytes: number, classes: number): MadeSplit {
  const pixels = new Uint8Array(pictures.length * imageBytes);
  for (const [i, picture] of pictures.entries()) {
    pixels.set(picture.pixels, i * imageBytes);
    picture.pixels = nothing;
  }
  const labels = pictures.map(({ label }) => label);
  return { pixels, labels: labelsOf(classes, labels) };
}

/** As many digits as the field quotes. A channel that is the same everywhere has no deviation, by which nothing can be divided. */
const rounded = (values: readonly number[], least = 0): [number, number, number] =>
  values.map((value) => Math.max(least, Number(value.toFixed(4)))) as [number, number, number];

/** Two test pictures of each class at most, of the first thousand, in turn. */
function samplesOf(labels: Labels): DatasetFacts['samples'] {
  const rounds: { index: number; label: number }[][] = [[], []];
  const taken = new Map<number, number>();
  for (let index = 0; index < Math.min(imagesPerShard, labels.length); index++) {
    const label = labels[index] as number;
    const times = taken.get(label) ?? 0;
    rounds[times]?.push({ index, label });
    taken.set(label, times + 1);
  }
  return rounds.flat().slice(0, mostSamples);
}

/** Pictures that are made of those of a plan, in the order of the data; none where one is left out. */
interface AllMade {
  readonly pictures: readonly Made[];
  readonly warnings: readonly OwnDataWarning[];
  /** How many are smaller than the square. */
  readonly small: number;
}

/** Reads, decodes and makes small what a plan has, a few at once. */
async function makeAll(plan: Plan, options: MakeOptions, splitting: Splitting): Promise<AllMade> {
  const { imageSize, signal, onProgress } = options;
  const numbers = new Map(
    plan.classes.flatMap(({ labels }, i) => labels.map((label) => [label, i] as const)),
  );
  const wanted = plan.found.pictures.filter(
    ({ label, split }) => numbers.has(label) && !isLeftOut(split, splitting),
  );
  const most = Math.floor(mostMadeBytes / (imageSize * imageSize * 3));
  if (wanted.length > most)
    throw new OwnDataError({ kind: 'too-many-pictures', pictures: wanted.length, most });
  const made: (Made | LeftOut)[] = [];
  let enlarged = 0;
  const make = async (picture: FoundPicture): Promise<Made | LeftOut> => {
    const small = await smallPicture(picture, options);
    if (typeof small === 'string') return small;
    if (small.enlarged) enlarged++;
    return {
      label: numbers.get(picture.label) as number,
      split: picture.split,
      source: small.source,
      pixels: small.pixels,
    };
  };
  // In the order in which the data has them, as reading goes on from there.
  const queue = wanted.entries();
  let done = 0;
  const lane = async () => {
    for (const [i, picture] of queue) {
      signal?.throwIfAborted();
      made[i] = await make(picture);
      onProgress?.(++done, wanted.length);
    }
  };
  onProgress?.(done, wanted.length);
  await Promise.all(Array.from({ length: atOnce }, lane));
  signal?.throwIfAborted();
  const tally = plan.tally.copy();
  const pictures: Made[] = [];
  for (const [i, one] of made.entries())
    if (typeof one === 'string') tally.add(one, wanted[i]?.name ?? '');
    else pictures.push(one);
  if (wanted.length > 0 && pictures.length === 0) throw new OwnDataError({ kind: 'nothing-readable' });
  return { pictures, warnings: tally.warnings, small: enlarged };
}

/** Without the classes of which no picture could be read: nobody could learn them, and no folder of pictures could hold them. */
function withoutEmpty(plan: Plan, all: AllMade): { readonly plan: Plan; readonly made: AllMade } {
  const filled = new Set(all.pictures.map(({ label }) => label));
  if (filled.size === plan.classes.length) return { plan, made: all };
  const gone = plan.classes.filter((_, i) => !filled.has(i)).map(({ name }) => name);
  const left = { ...plan, classes: plan.classes.filter((_, i) => filled.has(i)) };
  expectUsable(left);
  const numbers = new Map([...filled].sort((a, b) => a - b).map((label, i) => [label, i]));
  const pictures = all.pictures.map((picture) => ({
    ...picture,
    label: numbers.get(picture.label) as number,
  }));
  return {
    plan: left,
    made: { ...all, pictures, warnings: [...all.warnings, ...counted('empty-classes', gone)] },
  };
}

/**
 * @throws OwnDataError where nothing is left to train on or to test on, or where it is too much; whatever the signal gives as its reason.
 */
export async function makeSet(given: Plan, options: MakeOptions): Promise<OwnSet> {
  expectUsable(given);
  const imageBytes = options.imageSize * options.imageSize * 3;
  const splitting = splittingOf(given);
  const { plan, made } = withoutEmpty(given, await makeAll(given, options, splitting));
  const { pictures, warnings, small } = made;
  const parted = inSplits(pictures, splitting, plan.classes.length, options.seed);
  if (parted.train.length === 0 || parted.test.length === 0)
    throw new OwnDataError({ kind: 'nothing-to-test' });
  const splits = {
    train: together(parted.train, imageBytes, plan.classes.length),
    test: together(parted.test, imageBytes, plan.classes.length),
  };
  return {
    ...splits,
    ...(await described(plan, options, splits, [...warnings, ...splitWarnings(plan)], small)),
  };
}

/** Half of a surrogate pair, which a pickle or JSON may hold, can be written into no file. */
const wellFormed = (text: string): string => new TextDecoder().decode(new TextEncoder().encode(text));

/** What is known of a set once its pictures are there. */
async function described(
  plan: Plan,
  { title, imageSize }: MakeOptions,
  splits: Readonly<Record<SplitName, MadeSplit>>,
  warnings: readonly OwnDataWarning[],
  small: number,
): Promise<Pick<OwnSet, 'facts' | 'hash' | 'warnings'>> {
  const { train, test } = splits;
  const imageBytes = imageSize * imageSize * 3;
  const classes = plan.classes.map(({ name }) => wellFormed(name));
  const hash = await contentHash(classes, imageSize, splits);
  const statistics: Statistics = statisticsOf(train.pixels);
  const count = (labels: Labels, wanted: number) => {
    let found = 0;
    for (const label of labels) if (label === wanted) found++;
    return found;
  };
  const images = { train: train.labels.length, test: test.labels.length };
  const counts = classes.map((name, i) => ({
    name,
    train: count(train.labels, i),
    test: count(test.labels, i),
  }));
  const { acrossSplits, inTraining } = duplicatesOf(train.pixels, test.pixels, imageBytes);
  return {
    hash,
    facts: {
      name: ownName({ imageSize, classes: classes.length, images }, hash),
      title: wellFormed(title.normalize('NFC')),
      classes,
      imageSize,
      mean: rounded(statistics.mean),
      std: rounded(statistics.std, 1 / 255),
      images,
      samples: samplesOf(test.labels),
      shard: { images: imagesPerShard, bytes: imagesPerShard * imageBytes },
      authors: [],
      citation: '',
      source: '',
      hash,
    },
    warnings: [
      ...warnings,
      ...countWarnings(counts),
      ...(acrossSplits > 0 ? [{ kind: 'in-both-splits' as const, count: acrossSplits }] : []),
      ...(inTraining > 0 ? [{ kind: 'twice-in-training' as const, count: inTraining }] : []),
      ...(small > 0 ? [{ kind: 'enlarged' as const, count: small, side: imageSize }] : []),
    ],
  };
}

/**
 * Makes a data set out of a plan: every picture is decoded, made small and put into its place, which is fixed before by the plan and the seed. The same files, plan and
 * seed make the same set.
 */
import type { OwnDataWarning } from '../../problems/ownData.ts';
import { generatorFor, range, shuffle } from '../random.ts';
import type { DatasetFacts, SplitName } from '../sets/index.ts';
import { imagesPerShard } from '../sprite.ts';
import { type Statistics, statisticsOf } from '../statistics.ts';
import { mostMadeBytes } from './bounds.ts';
import { contentHash } from './contentHash.ts';
import { type DecodeFile, decodePicture, type LeftOut } from './decodePicture.ts';
import { duplicatesOf } from './duplicates.ts';
import type { FoundPicture } from './found.ts';
import type { MadeSplit } from './madeSplit.ts';
import { OwnDataError } from './ownDataError.ts';
import { countWarnings, expectUsable, type Plan, splittingOf, splitWarnings, testedOf } from './plan.ts';
import { type Fit, squareOf } from './square.ts';

/** A data set out of somebody's own pictures, in memory. */
export interface OwnSet extends Readonly<Record<SplitName, MadeSplit>> {
  readonly facts: DatasetFacts;
  /** Of its content: what tells it from every other. */
  readonly hash: string;
  /** What one should know of it. */
  readonly warnings: readonly OwnDataWarning[];
}

export interface MakeOptions {
  /** What people call it, such as the name of its folder. */
  readonly title: string;
  /** Height and width of a picture in pixels. */
  readonly imageSize: number;
  readonly fit: Fit;
  /** Fixes which pictures are tested on and the order of all. */
  readonly seed: number;
  readonly decode: DecodeFile;
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Pictures that are read at once: decoding waits for other threads. */
const atOnce = 4;
const mostSamples = 20;

interface Placed {
  readonly picture: FoundPicture;
  readonly label: number;
}

/** Which pictures go into which split, in their order. */
function placesOf(plan: Plan, seed: number): Record<SplitName, Placed[]> {
  const numbers = new Map(
    plan.classes.flatMap(({ labels }, i) => labels.map((label) => [label, i] as const)),
  );
  const splitting = splittingOf(plan);
  const splits: Record<SplitName, Placed[]> = { train: [], test: [] };
  const unsplit = plan.classes.map((): Placed[] => []);
  for (const picture of plan.found.pictures) {
    const label = numbers.get(picture.label);
    if (label === undefined) continue;
    const placed = { picture, label };
    if (splitting === 'parts') unsplit[label]?.push(placed);
    else if (picture.split === splitting) splits.test.push(placed);
    else if (picture.split === 'train' || picture.split === 'none') splits.train.push(placed);
  }
  for (const [label, pictures] of unsplit.entries()) {
    const mixed = inMixedOrder(pictures, seed, label + 2);
    const tested = testedOf(mixed.length);
    splits.test.push(...mixed.slice(0, tested));
    splits.train.push(...mixed.slice(tested));
  }
  // The first epoch shuffles within a window, and a run may take the first so many: no order by class may be left.
  return {
    train: inMixedOrder(splits.train, seed, 0),
    test: inMixedOrder(splits.test, seed, 1),
  };
}

/** @param which Of the lists: 0 and 1 are the splits, the others the classes. */
function inMixedOrder<T>(list: readonly T[], seed: number, which: number): T[] {
  const order = shuffle(range(list.length), generatorFor(seed, 'own', which));
  return Array.from(order, (i) => list[i] as T);
}

/** Takes out the places that nothing was put into. */
function withoutHoles(
  pixels: Uint8Array,
  labels: readonly number[],
  filled: Uint8Array,
  classes: number,
): MadeSplit {
  const imageBytes = pixels.length / Math.max(1, labels.length);
  const kept: number[] = [];
  for (const [i, label] of labels.entries()) {
    if (filled[i] !== 1) continue;
    if (kept.length < i) pixels.copyWithin(kept.length * imageBytes, i * imageBytes, (i + 1) * imageBytes);
    kept.push(label);
  }
  return {
    pixels: pixels.subarray(0, kept.length * imageBytes),
    labels: classes > 256 ? Uint16Array.from(kept) : Uint8Array.from(kept),
  };
}

/** As many digits as the field quotes. A channel that is the same everywhere has no deviation, by which nothing can be divided. */
const rounded = (values: readonly number[], least = 0): [number, number, number] =>
  values.map((value) => Math.max(least, Number(value.toFixed(4)))) as [number, number, number];

/** Two test pictures of each class at most, of the first thousand, in turn. */
function samplesOf(labels: Uint8Array | Uint16Array): DatasetFacts['samples'] {
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

/**
 * @throws OwnDataError where nothing is left to train on or to test on, or where it is too much; whatever the signal gives as its reason.
 */
export async function makeSet(plan: Plan, options: MakeOptions): Promise<OwnSet> {
  expectUsable(plan);
  const { imageSize, fit, decode, signal, onProgress } = options;
  const imageBytes = imageSize * imageSize * 3;
  const places = placesOf(plan, options.seed);
  const total = places.train.length + places.test.length;
  const most = Math.floor(mostMadeBytes / imageBytes);
  if (total > most) throw new OwnDataError({ kind: 'too-many-pictures', pictures: total, most });
  if (places.train.length === 0 || places.test.length === 0)
    throw new OwnDataError({ kind: 'nothing-to-test' });

  const tally = plan.tally.copy();
  let small = 0;
  const stores = {
    train: {
      pixels: new Uint8Array(places.train.length * imageBytes),
      filled: new Uint8Array(places.train.length),
    },
    test: {
      pixels: new Uint8Array(places.test.length * imageBytes),
      filled: new Uint8Array(places.test.length),
    },
  };
  /** One picture, made small; or why it is left out. */
  const made = async (picture: FoundPicture): Promise<Uint8Array | LeftOut> => {
    const source = await picture.read().catch(() => undefined);
    if (!source) return 'unreadable';
    const decoded = await decodePicture(source, decode);
    if ('leftOut' in decoded) return decoded.leftOut;
    try {
      const square = await squareOf(decoded, imageSize, fit);
      if (Math.min(decoded.width, decoded.height) < imageSize) small++;
      return square;
    } catch {
      return 'unreadable';
    } finally {
      decoded.close?.();
    }
  };
  // In the order in which the data has them, as reading goes on from there.
  const where = new Map<FoundPicture, { split: SplitName; at: number }>();
  for (const split of ['train', 'test'] as const)
    for (const [at, { picture }] of places[split].entries()) where.set(picture, { split, at });
  const queue = plan.found.pictures.values();
  const left: [FoundPicture, LeftOut][] = [];
  let done = 0;
  const lane = async () => {
    for (const picture of queue) {
      const place = where.get(picture);
      if (!place) continue;
      signal?.throwIfAborted();
      const result = await made(picture);
      if (typeof result === 'string') left.push([picture, result]);
      else {
        const { pixels, filled } = stores[place.split];
        pixels.set(result, place.at * imageBytes);
        filled[place.at] = 1;
      }
      onProgress?.(++done, total);
    }
  };
  onProgress?.(done, total);
  await Promise.all(Array.from({ length: atOnce }, lane));
  signal?.throwIfAborted();
  // In the order of their names, whichever was done first.
  left.sort(([a], [b]) => (a.name < b.name ? -1 : 1));
  for (const [{ name }, why] of left) tally.add(why, name);
  if (left.length === total) throw new OwnDataError({ kind: 'nothing-readable' });

  const splitOf = (name: SplitName): MadeSplit => {
    const { pixels, filled } = stores[name];
    const labels = places[name].map(({ label }) => label);
    return withoutHoles(pixels, labels, filled, plan.classes.length);
  };
  const splits = { train: splitOf('train'), test: splitOf('test') };
  if (splits.train.labels.length === 0 || splits.test.labels.length === 0)
    throw new OwnDataError({ kind: 'nothing-to-test' });
  return {
    ...splits,
    ...(await described(plan, options, splits, [...tally.warnings, ...splitWarnings(plan)], small)),
  };
}

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
  const classes = plan.classes.map(({ name }) => name);
  const hash = await contentHash(classes, imageSize, splits);
  const statistics: Statistics = statisticsOf(train.pixels);
  const count = (labels: Uint8Array | Uint16Array, wanted: number) => {
    let found = 0;
    for (const label of labels) if (label === wanted) found++;
    return found;
  };
  const counts = classes.map((name, i) => ({
    name,
    train: count(train.labels, i),
    test: count(test.labels, i),
  }));
  const { acrossSplits, inTraining } = duplicatesOf(train.pixels, test.pixels, imageBytes);
  return {
    hash,
    facts: {
      name: `own-${hash.slice(0, 16)}`,
      title,
      classes,
      imageSize,
      mean: rounded(statistics.mean),
      std: rounded(statistics.std, 1 / 255),
      images: { train: train.labels.length, test: test.labels.length },
      samples: samplesOf(test.labels),
      shard: { images: imagesPerShard, bytes: imagesPerShard * imageBytes },
      authors: [],
      citation: '',
      source: '',
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

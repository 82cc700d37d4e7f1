/**
 * `--data PATH` and what goes with it: pictures of one's own in place of `--dataset`. The name of such a set says how many pictures and classes it has, by which other options are judged, so
 * a command line is read twice: all that can be said before the pictures are read, which may take a minute, is said at once.
 */

import { usualSplitSeed } from '../data/own/splits.ts';
import { type Fit, fits } from '../data/own/square.ts';
import { isOwnName } from '../data/sets/index.ts';
import { mostOwnImages, type OwnName } from '../data/sets/ownName.ts';
import type { RunConfig } from '../training/settings.ts';
import { type ExtraOptions, type Options, type OptionTable, readOptions, UsageError } from './options.ts';
import { flagsIn } from './sweepPlan.ts';

/** How pictures are made to what a network takes in. */
export const makingOptions = {
  'data-size': {
    kind: 'integer',
    min: 32,
    max: 64,
    value: '32|64',
    help: 'Side of the square that your own pictures are made. Default: 32.',
  },
  'data-fit': {
    kind: 'text',
    value: fits.join('|'),
    help: 'The middle square of a picture of yours, or all of it with black beside it. Default: crop.',
  },
  'data-seed': {
    kind: 'integer',
    min: 0,
    max: 2 ** 31 - 1,
    help: `Fixes which of your own pictures are tested on, where they come without a split. Default: ${usualSplitSeed}.`,
  },
} as const satisfies ExtraOptions;

export const dataOptions = {
  data: {
    kind: 'text',
    value: 'PATH',
    help: 'Your own pictures in place of --dataset: a folder, a zip, a tar or a file of data, as resnet data inspect understands them.',
  },
  ...makingOptions,
} as const satisfies ExtraOptions;

type DataOptions = typeof dataOptions;
export type DataExtras = Options<DataOptions>['extras'];

/** How a set is made of what lies at a path. */
export interface Making {
  readonly imageSize: 32 | 64;
  readonly fit: Fit;
  readonly seed: number;
}

export interface DataChoice extends Making {
  readonly path: string;
}

function sizeFrom(size: number | undefined): Making['imageSize'] | undefined {
  if (size === undefined || size === 32 || size === 64) return size;
  throw new UsageError(`--data-size must be 32 or 64, but it is ${size}.`);
}

function fitFrom(text: string | undefined): Fit | undefined {
  const fit = fits.find((known) => known === text);
  if (text === undefined || fit) return fit;
  throw new UsageError(`--data-fit must be ${fits.join(' or ')}, but it is "${text}".`);
}

/** @param before What counts where nothing is said. @throws UsageError */
export function makingFrom(
  extras: Omit<DataExtras, 'data'>,
  before: Making = { imageSize: 32, fit: 'crop', seed: usualSplitSeed },
): Making {
  return {
    imageSize: sizeFrom(extras['data-size']) ?? before.imageSize,
    fit: fitFrom(extras['data-fit']) ?? before.fit,
    seed: extras['data-seed'] ?? before.seed,
  };
}

/** @throws UsageError */
function choiceFrom(extras: DataExtras): DataChoice | undefined {
  const making = makingFrom(extras);
  if (extras.data !== undefined) return { path: extras.data, ...making };
  const alone = (Object.keys(makingOptions) as (keyof typeof makingOptions)[]).find(
    (flag) => extras[flag] !== undefined,
  );
  if (alone !== undefined)
    throw new UsageError(`--${alone} says how pictures of your own are read: give them with --data PATH.`);
  return undefined;
}

/** A name that allows as many pictures of each split as are asked for, until the set has one. */
function anyName(argv: readonly string[]): OwnName {
  const flags = flagsIn(argv);
  const asked = (flag: string): number | undefined => {
    const count = Number(flags.find((given) => given.flag === flag)?.text);
    return Number.isInteger(count) && count >= 1 && count < mostOwnImages ? count : undefined;
  };
  const train = asked('train-images') ?? mostOwnImages - (asked('test-images') ?? mostOwnImages / 2);
  const name = `own-32-1000-${train}-${mostOwnImages - train}-${'0'.repeat(16)}`;
  if (!isOwnName(name)) throw new UsageError('--train-images and --test-images are more than any set has.');
  return name;
}

/** A command line as far as it can be judged before the pictures are read. */
export interface Asked<X extends ExtraOptions> {
  readonly extras: Options<X & DataOptions>['extras'];
  /** Pictures that are to be read. */
  readonly choice: DataChoice | undefined;
  /** What is asked besides the data set; of that, the config knows as little as of how many pictures there are. */
  readonly first: Options<X & DataOptions>;
  /** @param own The set of `choice`. @throws UsageError where it has less than is asked for. */
  readonly of: (own: OwnName | undefined) => Options<X & DataOptions>;
}

/** @throws UsageError */
export function readAsked<X extends ExtraOptions>(
  table: OptionTable<X & DataOptions>,
  argv: readonly string[],
): Asked<X> {
  const hasData = argv.some((arg) => arg === '--data' || arg.startsWith('--data='));
  const withDataset = (name: RunConfig['dataset']) => readOptions(table, [...argv, '--dataset', name]);
  if (!hasData) {
    const options = readOptions(table, argv);
    return { extras: options.extras, choice: choiceFrom(options.extras), first: options, of: () => options };
  }
  if (argv.some((arg) => arg === '--dataset' || arg.startsWith('--dataset=')))
    throw new UsageError('--data and --dataset both say which pictures: give one of them.');
  const first = withDataset(anyName(argv));
  const given = new Set([...first.given].filter((key) => key !== 'dataset'));
  return {
    extras: first.extras,
    choice: choiceFrom(first.extras),
    first: { ...first, given },
    of: (own) => (own === undefined ? first : withDataset(own)),
  };
}

/** The same question about another network: what was said of the data set counts for it too, and nothing else. */
export function withoutModel<X extends ExtraOptions>(asked: Asked<X>): Asked<X> {
  const bare = ({ given, ...options }: Options<X & DataOptions>): Options<X & DataOptions> => ({
    ...options,
    given: new Set([...given].filter((key) => key === 'dataset')),
  });
  return { ...asked, first: bare(asked.first), of: (own) => bare(asked.of(own)) };
}

/** Stored weights with what they are measured on: the pictures of `--data`, those of a run's folder, or a ready set. */
import type { OwnSet } from '../data/own/makeSet.ts';
import type { Dataset } from '../data/pictures.ts';
import { type DatasetFacts, type DatasetName, factsOf } from '../data/sets/index.ts';
import { datasetOfWeights } from '../formats/modelMetadata.ts';
import type { DataRequest } from '../trainer/openRun.ts';
import { SettingError } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';
import type { Terminal } from './command.ts';
import type { Asked } from './dataOptions.ts';
import { type ExtraOptions, UsageError } from './options.ts';
import { choiceAgain, findOwnSet, readOwnSet } from './ownPictures.ts';
import { setText } from './setText.ts';
import { configFor, type StoredWeights } from './storedWeights.ts';

/** How a network sees pictures. */
export type Normalisation = Pick<DatasetFacts, 'mean' | 'std'>;

/** What pictures are opened from. */
export interface Pictures {
  /** Absent where they are of a ready set. */
  readonly own?: OwnSet | undefined;
  /** In place of the set's own. */
  readonly seenAs?: Normalisation;
}

export type OpenPictures = (pictures: Pictures) => (request: DataRequest) => Promise<Dataset>;

export interface Measuring extends Pictures {
  readonly config: RunConfig;
}

/** The set that a file says its network learned. */
function learnedBy({ metadata }: StoredWeights): DatasetName | undefined {
  if (metadata.dataset === undefined) return undefined;
  try {
    return datasetOfWeights(metadata);
  } catch (error) {
    if (error instanceof SettingError) return undefined;
    throw error;
  }
}

const some = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;

/**
 * Weights that are measured on another set than they learned: the classes must be the same, and the network sees the pictures as it learned to.
 * @throws UsageError where their answers would be taken for others.
 */
function onOther(learned: DatasetName, measured: DatasetName, tell: Terminal['tell']): Normalisation {
  const { mean, std, classes, title } = factsOf(learned);
  const other = factsOf(measured);
  if (classes.join('\n') !== other.classes.join('\n'))
    throw new UsageError(
      `This network learned the classes of ${title} (${some(classes)}), but those of ${other.title} are others (${some(other.classes)}): give it pictures with the classes that it learned.`,
    );
  tell(
    `The network learned ${setText(learned)}, and is measured on ${setText(measured)}: classes have the same names, but it may have learned some of these pictures.`,
  );
  return { mean, std };
}

/**
 * @param near The file of the weights, or the folder of their run.
 * @throws UsageError with one sentence where the weights do not fit, or their pictures are not to be had.
 */
export async function measuringOf<X extends ExtraOptions>(
  asked: Asked<X>,
  stored: StoredWeights,
  near: string | undefined,
  { tell }: Pick<Terminal, 'tell'>,
): Promise<Measuring> {
  const learned = learnedBy(stored);
  const { data } = asked.extras;
  const choice =
    data !== undefined && learned !== undefined
      ? choiceAgain(data, asked.extras, learned, near)
      : asked.choice;
  const given = choice && (await readOwnSet(choice, tell));
  const config = configFor(stored, asked.of(given?.facts.name));
  const { dataset } = config;
  const own = given ?? (await findOwnSet(dataset, near, 'This network'));
  if (learned === undefined || learned === dataset) return { config, own };
  return { config, own, seenAs: onOther(learned, dataset, tell) };
}

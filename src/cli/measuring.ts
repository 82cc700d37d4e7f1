/** Stored weights with what they are measured on: the pictures of `--data`, those of a run's folder, or a ready set. */
import type { OwnSet } from '../data/own/makeSet.ts';
import type { Dataset } from '../data/pictures.ts';
import { type DatasetFacts, factsOf } from '../data/sets/index.ts';
import { datasetOfWeights } from '../formats/modelMetadata.ts';
import type { DataRequest } from '../trainer/openRun.ts';
import { datasetOf, SettingError } from '../training/config.ts';
import type { RunConfig } from '../training/settings.ts';
import type { Terminal } from './command.ts';
import type { Asked } from './dataOptions.ts';
import { type ExtraOptions, UsageError } from './options.ts';
import { findOwnSet, readOwnSet } from './ownPictures.ts';
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
function learnedBy({ metadata }: StoredWeights): DatasetFacts | undefined {
  if (metadata.dataset === undefined) return undefined;
  try {
    return factsOf(datasetOfWeights(metadata));
  } catch (error) {
    if (error instanceof SettingError) return undefined;
    throw error;
  }
}

/**
 * Weights that are measured on another set than they learned: the classes must be the same, and the network sees the pictures as it learned to.
 * @throws UsageError where their answers would be taken for others.
 */
function onOther(learned: DatasetFacts, measured: DatasetFacts, tell: Terminal['tell']): Normalisation {
  const { mean, std, classes, title } = learned;
  if (classes.join('\n') !== measured.classes.join('\n'))
    throw new UsageError(
      `This network learned the classes of ${title} (${some(classes)}), but those of ${measured.title} are others (${some(measured.classes)}): give it pictures with the classes that it learned.`,
    );
  tell(
    `The network learned ${title}, and is measured on ${measured.title}, whose classes have the same names.`,
  );
  return { mean, std };
}

const some = (names: readonly string[]): string =>
  `${names.slice(0, 3).join(', ')}${names.length > 3 ? ', …' : ''}`;

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
  const given = asked.choice && (await readOwnSet(asked.choice, tell));
  const config = configFor(stored, asked.of(given?.facts.name));
  const measured = datasetOf(config);
  const own = given ?? (await findOwnSet(config.dataset, near, 'This network'));
  if (!learned || learned.name === measured.name) return { config, own };
  return { config, own, seenAs: onOther(learned, own?.facts ?? measured, tell) };
}

/**
 * Metadata of a weights file: the network it belongs to and the data set it was trained on, so that nobody has to
 * remember the flags.
 */
import { type DatasetName, defaultDataset } from '../data/sets/index.ts';
import { configFrom, formatSetting } from '../training/config.ts';
import type { RunConfig, SettingKey } from '../training/settings.ts';
import { ownSetMetadata, rememberOwnSet } from './ownSetMetadata.ts';

const prefix = 'model.';
const datasetKey = 'dataset';

/** The settings of the model that fix a network; each of a file that says what network it holds. */
export const modelKeys: readonly SettingKey[] = ['blocks', 'width', 'block', 'shortcut', 'norm', 'stem'];
/** Those that files lack which are older than the setting. */
const youngKeys: readonly SettingKey[] = ['norm'];

/** The settings that fix a network: those of the model, and the data set for the size of pictures and the classes. */
export const specKeys: readonly SettingKey[] = [...modelKeys, 'dataset'];

/** Such as `model.blocks: "1,1,1"` and `dataset: "cifar10"`; of a data set out of somebody's own pictures what else is known of it. */
export const modelMetadata = (config: RunConfig): Record<string, string> => ({
  ...Object.fromEntries(modelKeys.map((key) => [`${prefix}${key}`, formatSetting(key, config[key])])),
  [datasetKey]: config.dataset,
  ...ownSetMetadata(config.dataset),
});

/**
 * The data set of a file's network. Files that name none are older than the table of data sets. What a file says of an own set is known from here on.
 * @throws SettingError where the name is none; ProblemError where what it says is not right.
 */
export function datasetOfWeights(metadata: Readonly<Record<string, string>>): DatasetName {
  rememberOwnSet(metadata);
  return configFrom({ [datasetKey]: metadata[datasetKey] ?? defaultDataset }).dataset;
}

/**
 * The config with the file's network and data set in it, or undefined for a file that does not say, such as PyTorch's. What
 * older files do not name takes its default: they are of networks with batch norm.
 * @throws SettingError where what it says is not to be understood.
 */
export function configOfWeights(metadata: Readonly<Record<string, string>>): RunConfig | undefined {
  const texts = modelKeys.flatMap((key) => {
    const text = metadata[`${prefix}${key}`];
    return text === undefined ? [] : [[key, text] as const];
  });
  const named = new Set(texts.map(([key]) => key));
  if (!modelKeys.every((key) => named.has(key) || youngKeys.includes(key))) return undefined;
  return { ...configFrom(Object.fromEntries(texts)), dataset: datasetOfWeights(metadata) };
}

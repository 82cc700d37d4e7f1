/**
 * Metadata of a weights file: the network it belongs to and the data set it was trained on, so that nobody has to
 * remember the flags.
 */
import { type DatasetName, defaultDataset } from '../data/sets/index.ts';
import { configFrom, formatSetting } from '../training/config.ts';
import { type RunConfig, type SettingKey, settingKeys, settings } from '../training/settings.ts';

const prefix = 'model.';
const datasetKey = 'dataset';

/** Settings of the model that say how it is trained, and fix nothing of what the weights belong to. */
const ofTraining: readonly SettingKey[] = ['init', 'zeroInit', 'stochasticDepth'];

export const modelKeys: readonly SettingKey[] = settingKeys.filter(
  (key) => settings[key].group === 'model' && !ofTraining.includes(key),
);

/** The settings that fix a network: those of the model, and the data set for the size of pictures and the classes. */
export const specKeys: readonly SettingKey[] = [...modelKeys, 'dataset'];

/** Such as `model.blocks: "1,1,1"` and `dataset: "cifar10"`. */
export const modelMetadata = (config: RunConfig): Record<string, string> => ({
  ...Object.fromEntries(modelKeys.map((key) => [`${prefix}${key}`, formatSetting(key, config[key])])),
  [datasetKey]: config.dataset,
});

/** The data set of a file's network. Files that name none are older than the table of data sets. */
export function datasetOfWeights(metadata: Readonly<Record<string, string>>): DatasetName {
  return configFrom({ [datasetKey]: metadata[datasetKey] ?? defaultDataset }).dataset;
}

/**
 * The config with the file's network and data set in it, or undefined for a file that does not say, such as PyTorch's.
 * @throws SettingError where what it says is not to be understood.
 */
export function configOfWeights(metadata: Readonly<Record<string, string>>): RunConfig | undefined {
  const texts = modelKeys.flatMap((key) => {
    const text = metadata[`${prefix}${key}`];
    return text === undefined ? [] : [[key, text] as const];
  });
  if (texts.length < modelKeys.length) return undefined;
  return { ...configFrom(Object.fromEntries(texts)), dataset: datasetOfWeights(metadata) };
}

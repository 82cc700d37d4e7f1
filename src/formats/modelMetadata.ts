/** Which network a weights file belongs to, kept in the file so that nobody need remember the flags. */
import { configFrom, formatSetting } from '../training/config.ts';
import { type RunConfig, type SettingKey, settingKeys, settings } from '../training/settings.ts';

const prefix = 'model.';

export const modelKeys: readonly SettingKey[] = settingKeys.filter(
  (key) => settings[key].group === 'model' && key !== 'init',
);

/** Such as `model.blocks: "1,1,1"`. */
export const modelMetadata = (config: RunConfig): Record<string, string> =>
  Object.fromEntries(modelKeys.map((key) => [`${prefix}${key}`, formatSetting(key, config[key])]));

/** The config with the file's network in it, or undefined for a file that does not say, such as PyTorch's. */
export function configOfWeights(metadata: Readonly<Record<string, string>>): RunConfig | undefined {
  const texts = modelKeys.flatMap((key) => {
    const text = metadata[`${prefix}${key}`];
    return text === undefined ? [] : [[key, text] as const];
  });
  return texts.length === modelKeys.length ? configFrom(Object.fromEntries(texts)) : undefined;
}

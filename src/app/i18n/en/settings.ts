/** English: what the settings are called, which their own table holds. */
import type { Setting } from '../../../training/settingKinds.ts';
import { type SettingKey, settingKeys, settings as table } from '../../../training/settings.ts';

interface LabelAndHelp {
  readonly label: string;
  /** One sentence. */
  readonly help: string;
}
/** A word for every value of a setting that has choices. */
type ChoiceWords<K extends SettingKey> = (typeof table)[K] extends {
  readonly kind: 'choice' | 'set';
  readonly choices: readonly (infer T extends string)[];
}
  ? { readonly choices: Readonly<Record<T, string>> }
  : unknown;

/** A setting or a choice without words in some language does not compile. */
export type SettingWords = { readonly [K in SettingKey]: LabelAndHelp & ChoiceWords<K> };

function wordsOf(setting: Setting) {
  const { label, help } = setting;
  if (setting.kind !== 'choice' && setting.kind !== 'set') return { label, help };
  const { choices, choiceLabels } = setting;
  return { label, help, choices: Object.fromEntries(choices.map((c) => [c, choiceLabels?.[c] ?? c])) };
}

// Built key by key from the table that the type is made of.
export const settings = Object.fromEntries(
  settingKeys.map((key) => [key, wordsOf(table[key])]),
) as unknown as SettingWords;

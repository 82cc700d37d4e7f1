/**
 * Texts of the form that are no values of their settings. They wait in the page's state, so that a field that is not in view
 * keeps what was typed, and Train does not start without it. Pure.
 */
import type { SettingProblem } from '../../problems/settings.ts';
import { parseSetting, SettingError } from '../../training/config.ts';
import { withoutEffectBy } from '../../training/settingRules.ts';
import { type RunConfig, type SettingKey, settingKeys } from '../../training/settings.ts';

export interface InvalidText {
  readonly text: string;
  readonly problem: SettingProblem;
}
export type InvalidTexts = Readonly<Partial<Record<SettingKey, InvalidText>>>;

/** What is wrong with a text, if anything is. */
export function problemIn(
  key: SettingKey,
  text: string,
  dataset: RunConfig['dataset'],
): SettingProblem | undefined {
  try {
    parseSetting(key, text, undefined, dataset);
    return undefined;
  } catch (error) {
    if (error instanceof SettingError) return error.problem;
    throw error;
  }
}

/** The texts without those of some settings; the same object where there were none. */
export function withoutTexts(invalid: InvalidTexts, keys: readonly SettingKey[]): InvalidTexts {
  if (!keys.some((key) => invalid[key])) return invalid;
  return Object.fromEntries(Object.entries(invalid).filter(([key]) => !keys.includes(key as SettingKey)));
}

/** The settings that keep a run from starting, in the order of the table. One that nothing obeys keeps nothing back. */
export const invalidKeys = ({
  invalid,
  config,
}: {
  invalid: InvalidTexts;
  config: RunConfig;
}): SettingKey[] => settingKeys.filter((key) => invalid[key] && !withoutEffectBy(key, config));

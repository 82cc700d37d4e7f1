/** Which settings of the drawer differ from their defaults: the rows that it marks, and the count on its button. Pure. */
import { formatSetting } from '../../../training/config.ts';
import { defaultOf } from '../../../training/settingRules.ts';
import {
  isAdjustable,
  type RunConfig,
  type SettingKey,
  settingKeys,
  settings,
} from '../../../training/settings.ts';
import type { PageState } from '../../state/page.ts';
import { isInColumn } from '../../state/stage.ts';

/** The settings that stand in the drawer. */
export const drawerKeys: readonly SettingKey[] = settingKeys.filter(
  (key) => isAdjustable(key) && !isInColumn(key),
);

type Form = Pick<PageState, 'config' | 'invalid' | 'assignment'>;

/** A plain network has no kind of shortcut; whether it is plain is chosen in the column. */
const isMoot = (key: SettingKey, { shortcut }: RunConfig): boolean =>
  key === 'shortcut' && shortcut === settings.shortcut.off;

/** What an assignment keeps cannot be taken back. */
export const isChanged = (key: SettingKey, { config, invalid, assignment }: Form): boolean =>
  !assignment?.locks(key) &&
  (invalid[key] !== undefined ||
    (!isMoot(key, config) && formatSetting(key, config[key]) !== formatSetting(key, defaultOf(key, config))));

export const changedKeys = (form: Form): readonly SettingKey[] =>
  drawerKeys.filter((key) => isChanged(key, form));

/** Those that match every word of a query, by label, help or name in any language. */
export function found(
  keys: readonly SettingKey[],
  query: string,
  textOf: (key: SettingKey) => string,
): readonly SettingKey[] {
  const wanted = query.toLowerCase().split(/\s+/).filter(Boolean);
  const textsOf = (key: SettingKey) => `${key} ${settings[key].label} ${textOf(key)}`.toLowerCase();
  return keys.filter((key) => wanted.every((word) => textsOf(key).includes(word)));
}

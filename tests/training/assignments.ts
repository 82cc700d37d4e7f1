/** What tests of assignments are made of. */
import type { AssignmentPlan, Freedom } from '../../src/training/assignment.ts';
import { formatSetting, parseSetting } from '../../src/training/config.ts';
import type { Setting } from '../../src/training/settingKinds.ts';
import {
  defaultConfig,
  type RunConfig,
  type SettingKey,
  settingKeys,
  settings,
} from '../../src/training/settings.ts';

/** A value of a setting that is not its default, or undefined where there is none. */
export function otherValue(key: SettingKey): RunConfig[SettingKey] | undefined {
  const setting: Setting = settings[key];
  const texts: string[] = (() => {
    switch (setting.kind) {
      case 'number':
      case 'integer':
        return [String(setting.min), String(setting.max)];
      case 'boolean':
        return ['true', 'false'];
      case 'choice':
        return [...setting.choices];
      case 'dataset':
        return ['own-32-3-200000-20000-9f86d081884c7d65'];
      case 'list':
        return ['1,2', '3'];
      case 'depths':
        return ['2:1,1,1'];
      case 'set':
        return ['none', ...setting.choices];
      default:
        return setting satisfies never;
    }
  })();
  const text = texts.find((one) => one !== formatSetting(key, defaultConfig[key]));
  return text === undefined ? undefined : (parseSetting(key, text) as RunConfig[SettingKey]);
}

export const everyKey = (freedom: Freedom): AssignmentPlan['freedom'] =>
  Object.fromEntries(settingKeys.map((key) => [key, freedom])) as AssignmentPlan['freedom'];

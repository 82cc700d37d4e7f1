/** English: labels and help of the settings, which their own table holds. */
import { type SettingKey, settings as table } from '../../../training/settings.ts';

export interface SettingWords {
  readonly label: string;
  /** One sentence. */
  readonly help: string;
}

export const settings: Readonly<Record<SettingKey, SettingWords>> = table;

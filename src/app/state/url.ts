/** The config in the page's address: read once on opening, written back with only what differs from the defaults. Pure. */
import type { SettingProblem } from '../../problems/settings.ts';
import { configFromQuery, configToQuery, SettingError, settingOfFlag } from '../../training/config.ts';
import { defaultConfig, type RunConfig } from '../../training/settings.ts';

export interface FromAddress {
  readonly config: RunConfig;
  /** What was wrong with the address, in which case the config is the default one. */
  readonly problem?: SettingProblem;
}

/** Reads a config from `location.search`. */
export function configFromAddress(search: string): FromAddress {
  try {
    return { config: configFromQuery(new URLSearchParams(search)) };
  } catch (error) {
    if (error instanceof SettingError) return { config: defaultConfig, problem: error.problem };
    throw error;
  }
}

/** `location.search` of a query. */
export function searchOf(query: URLSearchParams): string {
  // Commas are allowed in a query, and `blocks=2,2,2` reads better than its escaped form.
  const text = query.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** `location.search` for a config. Names that are not settings are kept: they belong to others. */
export function addressOf(config: RunConfig, search: string): string {
  const query = new URLSearchParams(search);
  for (const name of [...query.keys()]) if (settingOfFlag(name) !== undefined) query.delete(name);
  for (const [name, text] of Object.entries(configToQuery(config))) query.set(name, text);
  return searchOf(query);
}

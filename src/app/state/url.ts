/** The config in the page's address: read once on opening, written back with only what differs from the defaults. Pure. */
import { configFromQuery, configToQuery, type FromQuery, settingOfFlag } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';

/** The query of `location.search`. Whoever copies a link out of HTML brings `&amp;` along, once or twice escaped. */
export const queryOf = (search: string): URLSearchParams =>
  new URLSearchParams(search.replace(/&(amp;)+/gi, '&'));

/** Reads a config from `location.search`. */
export const configFromAddress = (search: string): FromQuery => configFromQuery(queryOf(search));

/** `location.search` of a query. */
export function searchOf(query: URLSearchParams): string {
  // Commas are allowed in a query, and `blocks=2,2,2` reads better than its escaped form.
  const text = query.toString().replaceAll('%2C', ',');
  return text === '' ? '' : `?${text}`;
}

/** `location.search` for a config. Names that are not settings are kept: they belong to others. */
export function addressOf(config: RunConfig, search: string): string {
  const query = queryOf(search);
  for (const name of [...query.keys()]) if (settingOfFlag(name) !== undefined) query.delete(name);
  for (const [name, text] of Object.entries(configToQuery(config))) query.set(name, text);
  return searchOf(query);
}

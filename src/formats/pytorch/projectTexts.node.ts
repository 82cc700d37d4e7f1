/** The files of project/ as texts by name, under Node; see projectTexts.ts. */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('project/', import.meta.url);
const names = readdirSync(folder, { withFileTypes: true })
  // Python leaves a folder of what it compiled.
  .filter((entry) => entry.isFile() && !entry.name.startsWith('.'))
  .map(({ name }) => name);

export const projectTexts: Readonly<Record<string, string>> = Object.fromEntries(
  names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

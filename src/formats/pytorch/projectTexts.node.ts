/** The files of project/ as texts by name, under Node; see projectTexts.ts. */
import { readdirSync, readFileSync } from 'node:fs';

const folder = new URL('project/', import.meta.url);
const names = readdirSync(folder).filter((name) => /\.(md|py|txt)$/.test(name));

export const projectTexts: Readonly<Record<string, string>> = Object.fromEntries(
  names.map((name) => [name, readFileSync(new URL(name, folder), 'utf8')]),
);

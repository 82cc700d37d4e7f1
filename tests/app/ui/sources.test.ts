/** The table of sources: each stands in it once, and no view writes the address of a paper itself. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sources } from '../../../src/app/ui/sources.tsx';

it('has every source once, with the name that it is cited by and its year', () => {
  const all = Object.values(sources);
  for (const part of ['name', 'title', 'href'] as const)
    expect(new Set(all.map((source) => source[part])).size, part).toBe(all.length);
  for (const { name, title } of all) {
    const year = /\d{4}/.exec(name)?.[0];
    if (year) expect(title, name).toContain(`(${year})`);
  }
});

it('is where the features have the addresses of papers from', () => {
  const features = 'src/app/features';
  const writing = readdirSync(features, { recursive: true, encoding: 'utf8' })
    .filter((file) => /\.tsx?$/.test(file))
    .filter((file) => readFileSync(join(features, file), 'utf8').includes('arxiv.org'));
  expect(writing).toEqual([]);
});

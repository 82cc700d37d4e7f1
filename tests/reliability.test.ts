/** docs/RELIABILITY.md names tests and commands that there are. */
import { existsSync, readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

const text = readFileSync('docs/RELIABILITY.md', 'utf8');

it('names a test for every fault, and every one of them is there', () => {
  const rows = [...text.matchAll(/^\| (?!fault)(?!-).*\|$/gm)].map(([row]) => row);
  expect(rows.length).toBeGreaterThan(20);
  for (const row of rows.filter((row) => row.split(' | ').length === 3))
    expect(row).toMatch(/\]\(\.\.\/tests\/\S+\.(test|spec)\.ts\)/);
  const files = [...text.matchAll(/\]\(\.\.\/([^)#]+)\)/g)].map(([, file]) => file!);
  expect(files.filter((file) => !existsSync(file))).toEqual([]);
});

it('names commands that there are', () => {
  const { scripts } = JSON.parse(readFileSync('package.json', 'utf8')) as { scripts: Record<string, string> };
  const commands = [...text.matchAll(/npm run (\w+)/g)].map(([, command]) => command!);
  expect(commands.length).toBeGreaterThan(2);
  expect(commands.filter((command) => !(command in scripts))).toEqual([]);
});

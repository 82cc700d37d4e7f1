/** Style sheets and components agree: every class that a component takes is there, and every class is taken by one. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';

const files = readdirSync('src/app', { recursive: true, encoding: 'utf8' }).map((file) =>
  join('src/app', file),
);
const sheets = files.filter((file) => file.endsWith('.module.css'));
const components = files.filter((file) => file.endsWith('.tsx'));

/** Classes that a sheet has rules for; those of other makers, in `:global`, are not its own. */
function classesOf(sheet: string): Set<string> {
  const text = readFileSync(sheet, 'utf8')
    .replaceAll(/\/\*[\s\S]*?\*\//g, '')
    .replaceAll(/:global\([^)]*\)/g, '')
    // What stands between braces without further braces are declarations.
    .replaceAll(/\{[^{}]*\}/g, ' ');
  return new Set([...text.matchAll(/\.([A-Za-z][\w-]*)/g)].map(([, name = '']) => name));
}

/** Sheet and class of every use in a component. */
function usesIn(component: string): { readonly sheet: string; readonly name: string }[] {
  const text = readFileSync(component, 'utf8');
  const imports = [...text.matchAll(/import (\w+) from '(\.[^']+\.module\.css)'/g)];
  return imports.flatMap(([, variable = '', path = '']) => {
    const sheet = normalize(join(dirname(component), path));
    return [...text.matchAll(new RegExp(`(?<![\\w./])${variable}(?:\\.(\\w+)|\\['([\\w-]+)'\\])`, 'g'))].map(
      ([, dotted, quoted]) => ({ sheet, name: dotted ?? quoted ?? '' }),
    );
  });
}

const uses = components.flatMap(usesIn);

describe('style sheets', () => {
  it('are there', () => {
    expect(sheets.length).toBeGreaterThan(20);
    expect(uses.length).toBeGreaterThan(100);
  });

  it.each(sheets)('%s has the classes that are taken from it, and no others', (sheet) => {
    const taken = new Set(uses.filter((use) => use.sheet === sheet).map(({ name }) => name));
    expect([...classesOf(sheet)].sort()).toEqual([...taken].sort());
  });
});

/** The page loads the styles of every Mantine component it uses, and of those that these are made of. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, it } from 'vitest';

const library = 'node_modules/@mantine/core';
const components = join(library, 'esm/components');

/** Names imported from Mantine anywhere on the page. */
const sources = readdirSync('src/app', { recursive: true, encoding: 'utf8' }).filter((file) =>
  /\.tsx?$/.test(file),
);
const used = sources.flatMap((file) =>
  [
    ...readFileSync(join('src/app', file), 'utf8').matchAll(/import \{([^}]*)\} from '@mantine\/core'/g),
  ].flatMap(([, names = '']) => names.split(',').map((name) => name.replace('type ', '').trim())),
);

/** Style sheets that a module of the library and all it imports have classes of. */
function sheetsOf(module: string, seen: Set<string>): string[] {
  if (seen.has(module) || !existsSync(module)) return [];
  seen.add(module);
  const sheet = /\/(\w+)\.module\.mjs$/.exec(module)?.[1];
  const imports = [...readFileSync(module, 'utf8').matchAll(/from\s*"(\.[^"]+)"/g)];
  return [
    ...(sheet ? [sheet] : []),
    ...imports.flatMap(([, path = '']) => sheetsOf(join(dirname(module), path), seen)),
  ];
}

it('has the styles of every component', () => {
  const loaded = readFileSync('src/app/ui/mantine.css', 'utf8');
  const seen = new Set<string>();
  const sheets = used
    .filter((name) => existsSync(join(components, name)))
    .flatMap((name) => sheetsOf(join(components, name, `${name}.mjs`), seen));
  expect(sheets).toContain('Button');
  expect(sheets).toContain('ModalBase');
  const missing = [...new Set(sheets)].filter(
    (sheet) => existsSync(join(library, 'styles', `${sheet}.css`)) && !loaded.includes(`/${sheet}.css"`),
  );
  expect(missing).toEqual([]);
});

/** What a visitor loads before pressing Train: the page without its worker, gzipped. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeAll, expect, it } from 'vitest';
import ensureBuiltPage from '../setup/builtPage.ts';

const limit = 350_000;
const folder = 'dist';
const read = (file: string): Buffer => readFileSync(join(folder, file));

beforeAll(ensureBuiltPage);

/** Files that a file brings in at once: by tags of the page, and by static imports of its scripts. */
function bringsIn(file: string): string[] {
  const text = read(file).toString();
  const pattern = file.endsWith('.html')
    ? /(?:src|href)="\.\/(assets\/[^"]+)"/g
    : /(?:from|import)\s*["']\.\/([^"']+)["']/g;
  return [...text.matchAll(pattern)].map((m) => (file.endsWith('.html') ? m[1]! : `assets/${m[1]}`));
}

it(`is under ${limit / 1000} kB before Train, and holds no tfjs`, () => {
  const loaded = new Set(['index.html']);
  for (const file of loaded) if (!file.endsWith('.css')) for (const next of bringsIn(file)) loaded.add(next);
  const sizes = [...loaded].map((file) => [file, gzipSync(read(file)).length] as const);
  const total = sizes.reduce((sum, [, size]) => sum + size, 0);
  console.log(
    `The page without its worker: ${total} bytes gzipped (${sizes.map((s) => s.join(' ')).join(', ')}).`,
  );
  expect(sizes.map(([file]) => file).join(' ')).toMatch(/\.js.*\.css|\.css.*\.js/);
  expect(total).toBeLessThan(limit);
  for (const file of loaded)
    expect(read(file).includes('Conv2DBackpropFilter'), `tfjs in ${file}`).toBe(false);
  // The check above finds tfjs where it is.
  const assets = readdirSync(join(folder, 'assets')).filter((name) => name.endsWith('.js'));
  expect(assets.some((name) => read(`assets/${name}`).includes('Conv2DBackpropFilter'))).toBe(true);
});

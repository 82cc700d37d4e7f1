/** How the licence of a package is found, and how the file of all of them reads. tests/app/builtPage.test.ts reads the real one. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { type Licence, licenceOf, licencesText, packageFolder } from '../../scripts/licences.ts';

describe('the licence of a package', () => {
  const folder = mkdtempSync(join(tmpdir(), 'licences-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const made = (name: string, facts: object, files: Record<string, string> = {}): Licence => {
    const at = join(folder, name);
    mkdirSync(at);
    writeFileSync(join(at, 'package.json'), JSON.stringify({ name, version: '1.2.3', ...facts }));
    for (const [file, text] of Object.entries(files)) writeFileSync(join(at, file), text);
    return licenceOf(at);
  };

  it('is what the package ships, notices included', () => {
    const files = { 'LICENSE.md': 'Do as\r\nyou like.\n', NOTICE: 'Made by us.', 'license.js': 'code()' };
    expect(made('shipped', { license: 'MIT' }, files)).toEqual({
      name: 'shipped 1.2.3',
      terms: 'MIT',
      text: 'Do as\nyou like.\n\nMade by us.',
    });
  });

  it('leaves out what the package itself is built from', () => {
    const text = '# Core\n\nDo as you like.\n\n# Licenses of bundled dependencies\nMany.\n';
    expect(made('bundler', { license: 'MIT' }, { LICENSE: text }).text).toBe('# Core\n\nDo as you like.');
  });

  it('is the standard text of its terms where it ships none', () => {
    const { text } = made('alone', { license: 'MIT', author: 'A. Person <a@example.org>' });
    expect(text).toMatch(/^MIT License\n\nCopyright \(c\) A\. Person\n\nPermission is hereby granted/);
    expect(made('apache', { license: 'Apache-2.0' }).text).toContain('Apache License');
  });

  it('stops the build where it is not clear', () => {
    expect(() => made('unclear', { license: 'SEE ELSEWHERE' })).toThrow(
      'bundles unclear, whose licence is not',
    );
    expect(() => made('nobody', { license: 'MIT' })).toThrow('bundles nobody');
    expect(() => made('unlicensed', {}, { LICENSE: 'What?' })).toThrow('bundles unlicensed');
  });
});

it('a module belongs to the innermost package around it', () => {
  expect(packageFolder('/a/node_modules/react/index.js?v=1')).toBe('/a/node_modules/react');
  expect(packageFolder('C:\\a\\node_modules\\@b\\c\\d.js')).toBe('C:/a/node_modules/@b/c');
  expect(packageFolder('/a/node_modules/b/node_modules/c/lib/d.js')).toBe('/a/node_modules/b/node_modules/c');
  expect(packageFolder('/a/src/main.ts')).toBeUndefined();
  expect(packageFolder('\0/a/node_modules/react/index.js')).toBeUndefined();
  expect(packageFolder('\0vite/preload-helper.js')).toMatch(/^node_modules.vite$/);
});

it('packages that share a text to the letter are named above it together', () => {
  const one = { terms: 'MIT', text: 'T' };
  const text = licencesText(
    'Ours',
    ['Pictures'],
    [
      { name: 'a 1', ...one },
      { name: 'b 2', ...one, text: 'U' },
      { name: 'c 3', ...one },
    ],
  );
  expect(text.split(/\n\n=+\n\n/)).toEqual([
    'ResNet Playground (MIT)\n\nOurs',
    'Pictures',
    'a 1 (MIT)\nc 3 (MIT)\n\nT',
    'b 2 (MIT)\n\nU\n',
  ]);
});

/**
 * How many files must know a setting: the table, its words in other languages, and whoever obeys it. Everything else
 * follows the table. A file that names a setting and is not listed here made adding settings dearer.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { type SettingKey, settingKeys, stepKeys } from '../../src/training/settings.ts';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|tsx|py)$/.test(file))
  .map((file) => ({ file: join('src', file).replaceAll('\\', '/') }))
  .map(({ file }) => ({ file, text: readFileSync(file, 'utf8') }));

const filesNaming = (key: SettingKey): string[] =>
  sources.filter(({ text }) => new RegExp(`\\b${key}\\b`).test(text)).map(({ file }) => file);

/** What every setting costs. */
const everywhere = [
  'src/training/settings.ts',
  'src/app/i18n/zh/settings.ts',
  // Where the help explains it; it does not compile without.
  'src/app/state/help.ts',
];
/** What says of settings which belong together, and obeys none. */
const together = ['src/training/settingRules.ts', 'src/training/recipes.ts'];
/** Where an optimizer's formula is written: for the reference, for our kernels, and in exported projects. */
const sgd = {
  stock: 'src/nn/stockOptimizer.ts',
  fused: 'src/webgpu/kernels/sgd.ts',
  exported: /^src\/formats\/pytorch\//,
};

describe('a setting of the optimizer', () => {
  it('is known to the table, its words, its rule and the three that obey it', () => {
    const exported = sources.map(({ file }) => file).filter((file) => sgd.exported.test(file));
    const naming = filesNaming('nesterov');
    expect(naming.filter((file) => exported.includes(file))).toHaveLength(1);
    expect(naming.filter((file) => !exported.includes(file)).sort()).toEqual(
      [...everywhere, ...together, sgd.stock, sgd.fused].sort(),
    );
  });

  it.each(stepKeys)('is obeyed by both engines and by exported projects: %s', (key) => {
    const naming = filesNaming(key);
    for (const room of ['src/nn/', 'src/webgpu/', 'src/formats/pytorch/'])
      expect(
        naming.filter((file) => file.startsWith(room)),
        room,
      ).not.toEqual([]);
  });
});

describe('every setting', () => {
  it.each(settingKeys)('is obeyed somewhere: %s', (key) => {
    const obeying = filesNaming(key).filter((file) => ![...everywhere, ...together].includes(file));
    expect(obeying).not.toEqual([]);
  });
});

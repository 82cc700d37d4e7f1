/**
 * The tables of "Adding things" in docs/ARCHITECTURE.md, counted: which files must know one export format, one action, one
 * preset, one kernel, one data set. A file that is named here and not there, or the other way round, has made adding such
 * a thing dearer. Settings are counted in training/settingPlaces.test.ts, charts in app/features/charts/kinds.test.ts.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';

const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.(ts|tsx|py)$/.test(file))
  .map((file) => file.replaceAll('\\', '/'))
  .map((file) => ({ file, text: readFileSync(join('src', file), 'utf8') }));

/** Files of src that name a thing as a word of its own. */
const filesNaming = (word: string): string[] =>
  sources
    .filter(({ text }) => new RegExp(`(?<![\\w-])${word}(?![\\w-])`).test(text))
    .map(({ file }) => file)
    .sort();

describe('what must know', () => {
  it.each<[string, string, readonly string[]]>([
    [
      'an export format',
      'onnx-folded',
      [
        'app/i18n/en/files.ts',
        'app/i18n/zh/files.ts',
        // Its older name there, `--format onnx --fold`.
        'cli/commands/export.ts',
        'formats/exportFiles.ts',
        'formats/exportFormats.ts',
      ],
    ],
    [
      'an action with a button',
      'copyLink',
      ['app/actions/named.ts', 'app/i18n/en/actions.ts', 'app/i18n/zh/actions.ts', 'app/shell/Tools.tsx'],
    ],
    // Results that others have published are of networks by name.
    ['a preset', 'resnet44', ['model/presets.ts', 'training/published.ts']],
    ['a kernel', 'maxPoolGradient', ['webgpu/kernels/maxPoolGradient.ts', 'webgpu/ops/maxPool.ts']],
    [
      'a data set',
      'cifar10',
      [
        'data/sets/cifar10/facts.ts',
        'data/sets/cifar10/original.ts',
        'data/sets/index.ts',
        'data/sets/preparations.ts',
        'formats/modelMetadata.ts',
        'formats/pytorch/project/cifar10.py',
        'formats/pytorch/project/dataset.py',
        'formats/pytorch/project/options.py',
        'training/published.ts',
      ],
    ],
  ])('%s: %s', (_, word, files) => {
    expect(filesNaming(word)).toEqual(files);
  });
});

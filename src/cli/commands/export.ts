/** `export`: stored weights, or a whole run, in the form that another program reads. */
import { nearest } from '../../base/nearest.ts';
import { exportFiles } from '../../formats/exportFiles.ts';
import {
  type ExportFormat,
  exportFormatNames,
  exportFormats,
  isExportFormat,
} from '../../formats/exportFormats.ts';
import { specKeys } from '../../formats/modelMetadata.ts';
import { specOf } from '../../training/config.ts';
import type { Command } from '../command.ts';
import { exportTarget } from '../exportTarget.ts';
import { readOptions, UsageError } from '../options.ts';
import { readStoredRun } from '../storedRun.ts';
import { configFor } from '../storedWeights.ts';

const extras = {
  weights: {
    kind: 'text',
    value: 'PATH',
    help: 'Weights as safetensors, or the folder that train --out wrote: its checkpoint, with all that pytorch needs to go on.',
  },
  format: {
    kind: 'text',
    value: exportFormatNames.join('|'),
    help: `In this order: ${exportFormatNames.map((name) => exportFormats[name].help).join('; ')}.`,
  },
  out: {
    kind: 'text',
    value: 'PATH',
    help: 'A file; for tfjs, pytorch and tensorboard a new folder, or a zip of it where the name ends in .zip.',
  },
  fold: {
    kind: 'flag',
    help: 'ONNX only: batch norm becomes part of the convolutions, which runs faster but renames weights. Default: off.',
  },
  json: { kind: 'flag', help: 'One JSON object on stdout.' },
} as const;

const table = {
  command: 'export',
  settings: specKeys,
  extras,
} as const;

function readFormat(text: string | undefined): ExportFormat {
  const all = exportFormatNames.join(', ');
  if (text === undefined) throw new UsageError(`export needs --format, one of ${all}.`);
  if (isExportFormat(text)) return text;
  throw new UsageError(
    `--format must be one of ${all}, but it is "${text}": did you mean ${nearest(text, exportFormatNames)}?`,
  );
}

export const exportCommand: Command = {
  table,
  async run(argv, { print, tell }) {
    const options = readOptions(table, argv);
    const { out, fold, json } = options.extras;
    const named = readFormat(options.extras.format);
    if (fold && named !== 'onnx') throw new UsageError('--fold is for --format onnx: leave it out.');
    const format = fold ? 'onnx-folded' : named;
    if (out === undefined) throw new UsageError('export needs --out PATH: where to write.');
    const target = exportTarget(format, out);
    const { stored, run, saved } = await readStoredRun('export', options.extras.weights, tell);
    const spec = specOf(configFor(stored, options));
    const input = { ...run, spec, state: stored, metadata: stored.metadata, ended: saved };
    const bytes = target.write(exportFiles(format, input));
    print(json ? JSON.stringify({ path: out, bytes }) : `${out}: ${bytes} bytes`);
    return 0;
  },
};

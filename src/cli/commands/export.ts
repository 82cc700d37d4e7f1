/** `export`: stored weights, or a whole run, in the form that another program reads. */
import { nearest } from '../../base/nearest.ts';
import type { Checkpoint } from '../../formats/checkpoint.ts';
import { exportFiles } from '../../formats/exportFiles.ts';
import { type ExportFormat, exportFormats } from '../../formats/exportFormats.ts';
import { specKeys } from '../../formats/modelMetadata.ts';
import type { ModelSpec } from '../../model/spec.ts';
import { specOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';
import type { Command, Terminal } from '../command.ts';
import { type Asked, dataOptions, readAsked } from '../dataOptions.ts';
import {
  isMeasuredFormat,
  isOfSweep,
  type MeasuredFormatName,
  measuredFormatNames,
  measuredFormats,
} from '../exportMeasured.ts';
import { exportTarget } from '../exportTarget.ts';
import { measuredRuns } from '../measuredRuns.ts';
import { UsageError } from '../options.ts';
import { readOwnSet } from '../ownPictures.ts';
import { playgroundAddress } from '../reportOfRuns.ts';
import { setText } from '../setText.ts';
import { readStoredRun } from '../storedRun.ts';
import { configFor, type StoredWeights } from '../storedWeights.ts';

/** Of what was measured, and of weights; what the command line says of one. */
const formats: Readonly<Record<ExportFormat | MeasuredFormatName, { readonly help: string }>> = {
  ...exportFormats,
  ...measuredFormats,
};
type Format = keyof typeof formats;
const formatNames = Object.keys(formats) as readonly Format[];
const isFormat = (text: string): text is Format => Object.hasOwn(formats, text);

const extras = {
  weights: {
    kind: 'text',
    value: 'PATH',
    help: `Weights as safetensors, or the folder that train --out wrote: its checkpoint, with all that pytorch needs to go on. For ${measuredFormatNames.join(', ')} also the folder of a sweep.`,
  },
  format: {
    kind: 'text',
    value: formatNames.join('|'),
    help: `In this order: ${formatNames.map((name) => formats[name].help).join('; ')}.`,
  },
  out: {
    kind: 'text',
    value: 'PATH',
    help: 'A file; for tfjs, pytorch and tensorboard, and for csv of a sweep, a new folder, or a zip of it where the name ends in .zip.',
  },
  fold: {
    kind: 'flag',
    help: 'ONNX only: batch norm becomes part of the convolutions, which runs faster but renames weights. Default: off.',
  },
  address: {
    kind: 'text',
    value: 'URL',
    help: "Report only: where your playground is, for links that open it with a run's settings. Default: the settings alone, for any address.",
  },
  ...dataOptions,
  json: { kind: 'flag', help: 'One JSON object on stdout.' },
} as const;

const table = {
  command: 'export',
  settings: specKeys,
  extras,
} as const;

function readFormat(text: string | undefined): Format {
  const all = formatNames.join(', ');
  if (text === undefined) throw new UsageError(`export needs --format, one of ${all}.`);
  if (isFormat(text)) return text;
  throw new UsageError(
    `--format must be one of ${all}, but it is "${text}": did you mean ${nearest(text, formatNames)}?`,
  );
}

/**
 * The network, and the config of its run; of weights alone one with the data set that they say or that is given.
 * @throws UsageError where what is given is not what a run learned.
 */
async function learnedOf(
  asked: Asked<typeof extras>,
  stored: StoredWeights,
  run: Checkpoint | undefined,
  tell: Terminal['tell'],
): Promise<{ readonly config: RunConfig; readonly spec: ModelSpec }> {
  const own = asked.choice && (await readOwnSet(asked.choice, tell));
  const config = configFor(stored, asked.of(own?.facts.name));
  const spec = specOf(config);
  if (!run) return { config, spec };
  if (config.dataset === run.config.dataset) return { config: run.config, spec };
  throw new UsageError(
    `This run learned ${setText(run.config.dataset)}, not ${setText(config.dataset)}: leave out what says so.`,
  );
}

export const exportCommand: Command = {
  table,
  async run(argv, { print, tell }) {
    const asked = readAsked(table, argv);
    const { out, fold, json } = asked.extras;
    const named = readFormat(asked.extras.format);
    if (fold && named !== 'onnx') throw new UsageError('--fold is for --format onnx: leave it out.');
    if (out === undefined) throw new UsageError('export needs --out PATH: where to write.');
    const { weights } = asked.extras;
    const address = asked.extras.address === undefined ? undefined : playgroundAddress(asked.extras.address);
    if (address !== undefined && named !== 'report')
      throw new UsageError('--address is for --format report: leave it out.');
    const several = isOfSweep(weights);
    if (several && !isMeasuredFormat(named))
      throw new UsageError(
        `${weights} holds the runs of a sweep, but ${named} is of one run: give --weights one of the folders in it.`,
      );
    let bytes: number;
    if (isMeasuredFormat(named)) {
      if (asked.choice) throw new UsageError(`--data is for weights, and ${named} has none: leave it out.`);
      const format = measuredFormats[named];
      const target = exportTarget(named, format.holds(several), out);
      bytes = target.write(format.files(await measuredRuns(weights, tell), { several, address }));
    } else {
      const format = fold ? 'onnx-folded' : named;
      const target = exportTarget(format, exportFormats[format].holds, out);
      const { stored, run } = await readStoredRun('export', weights, tell);
      const learned = await learnedOf(asked, stored, run, tell);
      const input = { ...run, ...learned, state: stored, metadata: stored.metadata };
      bytes = target.write(exportFiles(format, input));
    }
    print(json ? JSON.stringify({ path: out, bytes }) : `${out}: ${bytes} bytes`);
    return 0;
  },
};

/** `summary`: the shapes of every block, parameters and multiply-accumulates. Needs no data and no GPU. */
import { specKeys } from '../../formats/modelMetadata.ts';
import { type ModelSpec, specLimits } from '../../model/spec.ts';
import { type ModelSummary, noteShapeLines, summaryOf } from '../../model/summary.ts';
import { datasetOf, inputOf, specOf } from '../../training/config.ts';
import { defaultConfig } from '../../training/settings.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../options.ts';

/** What a network of the default data set takes in; the name of an own one says what its networks do. */
const input = inputOf(datasetOf(defaultConfig));

const extras = {
  'input-size': {
    kind: 'integer',
    value: 'PIXELS',
    help: `Side of the square input. Default: ${input.inputSize}.`,
    ...specLimits.inputSize,
  },
  classes: { kind: 'integer', help: `Number of classes. Default: ${input.classes}.`, ...specLimits.classes },
  'batch-size': {
    kind: 'integer',
    help: 'Batch size of the shapes. Default: 2, or 1 with --json.',
    min: 1,
    max: 65536,
  },
  json: { kind: 'flag', help: 'One JSON object on stdout.' },
} as const;

const table = {
  command: 'summary',
  settings: specKeys,
  extras,
} as const;

const thousands = (n: number): string => n.toLocaleString('en-US');
const millions = (n: number): string => `${(n / 1e6).toFixed(2)} M`;

function stageTable(s: ModelSummary): string[] {
  const rows = [
    ['stage', 'blocks', 'output (NCHW)', 'parameters', 'MACs', 'sees'],
    ...s.stages.map((stage) => [
      stage.name,
      stage.blocks.length === 0 ? '' : String(stage.blocks.length),
      stage.output.join(' × '),
      thousands(stage.parameters),
      millions(stage.macs),
      `${stage.receptiveField} px`,
    ]),
    ['total', '', '', thousands(s.parameters), millions(s.macs), ''],
  ];
  const left = new Set([0, 2]);
  const widths = (rows[0] ?? []).map((_, i) => Math.max(...rows.map((r) => (r[i] ?? '').length)));
  return rows.map((r) =>
    r
      .map((cell, i) => (left.has(i) ? cell.padEnd(widths[i] ?? 0) : cell.padStart(widths[i] ?? 0)))
      .join('  ')
      .trimEnd(),
  );
}

/** The JSON of the contract: what people do not compute with (receptive fields) stays in the text form. */
const toJson = ({ stages, ...rest }: ModelSummary) => ({
  ...rest,
  stages: stages.map(({ name, output, parameters, macs, blocks }) => ({
    name,
    output,
    parameters,
    macs,
    blocks,
  })),
});

export const summary: Command = {
  table,
  async run(argv, { print }) {
    const { config, extras: given } = readOptions(table, argv);
    const spec: ModelSpec = {
      ...specOf(config),
      ...(given['input-size'] !== undefined && { inputSize: given['input-size'] }),
      ...(given.classes !== undefined && { classes: given.classes }),
    };
    const batch = given['batch-size'] ?? (given.json ? 1 : 2);
    const result = summaryOf(spec, batch);
    if (given.json) {
      print(JSON.stringify(toJson(result)));
      return 0;
    }
    for (const line of noteShapeLines(result)) print(line);
    print('');
    print(`${result.model}, input ${result.input.join(' × ')}; parameters and MACs are those of one picture`);
    for (const line of stageTable(result)) print(line);
    return 0;
  },
};

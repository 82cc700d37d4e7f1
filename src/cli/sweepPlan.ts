/** The runs of a sweep: its command line with every list replaced by one of its values, each a command line of `train`. */
import { type BlockKind, convsPerBlock } from '../model/spec.ts';
import { mostRuns, valuesOf } from './lists.ts';
import { UsageError } from './options.ts';

/** A flag that is varied, with one of its values. */
export interface Choice {
  readonly flag: string;
  readonly value: string;
}

export interface PlannedRun {
  /** Of its folder, such as `depth-8_seed-1`. */
  readonly name: string;
  readonly choices: readonly Choice[];
  /** For `train`, without `--out`. */
  readonly argv: readonly string[];
}

/** Layers of a thin network of equal stages: 6n + 2 with basic blocks, 9n + 2 with bottlenecks (He et al. 2015 and 2016). */
function blocksOf(depth: string, block: BlockKind): string {
  const layers = 3 * convsPerBlock(block);
  const n = (Number(depth) - 2) / layers;
  if (Number.isInteger(n) && n >= 1) return [n, n, n].join();
  throw new UsageError(
    `--depth must be ${layers}n + 2 layers, such as ${layers + 2} or ${3 * layers + 2}, but one is "${depth}": for other networks give --blocks.`,
  );
}

/** A flag as it was given; a switch has no text. */
export interface GivenFlag {
  readonly flag: string;
  readonly text?: string;
}

export const argvOf = (flags: readonly GivenFlag[]): string[] =>
  flags.flatMap(({ flag, text }) => (text === undefined ? [`--${flag}`] : [`--${flag}`, text]));

/** Every flag of a command line, in its order. */
export function flagsIn(argv: readonly string[]): GivenFlag[] {
  const found: GivenFlag[] = [];
  for (let i = 0; i < argv.length; i++) {
    const [name = '', inline] = (argv[i] ?? '').split(/=(.*)/s, 2);
    const next = argv[i + 1];
    const text = inline ?? (next !== undefined && !next.startsWith('--') ? next : undefined);
    if (text !== undefined && inline === undefined) i++;
    found.push({ flag: name.replace(/^--/, ''), text });
  }
  return found;
}

const fileName = (text: string): string => text.replaceAll(/[^\w.+-]+/g, '-');

/**
 * The runs in their order: the last flag changes fastest, but the seed faster than all, so that groups end one after another.
 * @param flags Of settings alone, each of which may be a list.
 * @throws UsageError with one sentence.
 */
export function sweepPlan(flags: readonly GivenFlag[]): PlannedRun[] {
  const axes = flags.map(({ flag, text }) => ({
    flag,
    values: text === undefined ? [undefined] : valuesOf(flag, text),
  }));
  const ordered = [
    ...axes.filter(({ flag }) => flag !== 'seed'),
    ...axes.filter(({ flag }) => flag === 'seed'),
  ];
  const count = ordered.reduce((product, { values }) => product * values.length, 1);
  if (count > mostRuns)
    throw new UsageError(`These lists make ${count} runs, but a sweep has at most ${mostRuns}.`);
  const block = flags.some(({ flag, text }) => flag === 'block' && text === 'bottleneck')
    ? 'bottleneck'
    : 'basic';
  let runs: { flag: string; value?: string; varied: boolean }[][] = [[]];
  for (const { flag, values } of ordered)
    runs = runs.flatMap((run) => values.map((value) => [...run, { flag, value, varied: values.length > 1 }]));
  return runs.map((run) => {
    const choices = run.flatMap(({ flag, value, varied }) =>
      varied && value !== undefined ? [{ flag, value }] : [],
    );
    const given = run.map(
      ({ flag, value }): GivenFlag =>
        flag === 'depth' && value !== undefined
          ? { flag: 'blocks', text: blocksOf(value, block) }
          : { flag, text: value },
    );
    const name = choices.map(({ flag, value }) => `${flag}-${fileName(value)}`).join('_') || 'run';
    return { name, choices, argv: argvOf(given) };
  });
}

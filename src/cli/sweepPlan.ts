/** The runs of a sweep: its command line with every list replaced by one of its values, each a command line of `train`. */
import type { SettingName } from '../problems/settings.ts';
import { SweepError } from '../problems/sweep.ts';
import { settingOfFlag } from '../training/config.ts';
import { valuesOf } from '../training/sweep/lists.ts';
import { blocksOfDepth, combinations } from '../training/sweep/plan.ts';
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
const nameOf = (flag: string): SettingName => `--${flag}`;

function plan(flags: readonly GivenFlag[]): PlannedRun[] {
  const lists = flags.map(({ flag, text }) => ({
    key: flag,
    values: text === undefined ? [undefined] : valuesOf(settingOfFlag(flag) ?? flag, text, nameOf(flag)),
  }));
  const varied = new Set(lists.filter(({ values }) => values.length > 1).map(({ key }) => key));
  return combinations(lists).map((run) => {
    const choices = run.flatMap(([flag, value]) =>
      varied.has(flag) && value !== undefined ? [{ flag, value }] : [],
    );
    const block = run.some(([flag, value]) => flag === 'block' && value === 'bottleneck')
      ? 'bottleneck'
      : 'basic';
    const given = run.map(([flag, text]): GivenFlag => {
      if (flag !== 'depth' || text === undefined) return { flag, text };
      return { flag: 'blocks', text: blocksOfDepth(text, block, '--depth', '--blocks').join() };
    });
    const name = choices.map(({ flag, value }) => `${flag}-${fileName(value)}`).join('_') || 'run';
    return { name, choices, argv: argvOf(given) };
  });
}

/**
 * The runs in their order: the last flag changes fastest, but the seed faster than all, so that groups end one after another.
 * @param flags Of settings alone, each of which may be a list.
 * @throws UsageError with one sentence.
 */
export function sweepPlan(flags: readonly GivenFlag[]): PlannedRun[] {
  try {
    return plan(flags);
  } catch (error) {
    throw error instanceof SweepError ? new UsageError(error.message) : error;
  }
}

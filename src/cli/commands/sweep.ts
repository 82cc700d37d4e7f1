/**
 * `sweep`: one run after the other, each as `train` does it, in a folder of its own. The same command goes on where it was interrupted; at the
 * end stand the groups of runs that are equal but for the seed.
 */
import { join } from 'node:path';
import { type RunConfig, settingKeys } from '../../training/settings.ts';
import { type EarlyStop, isBehind, type Tested } from '../../training/sweep/earlyStop.ts';
import { mostRuns } from '../../training/sweep/lists.ts';
import type { Command, Terminal } from '../command.ts';
import { dataOptions, readAsked } from '../dataOptions.ts';
import { type Ending, EndingError, exitCodes } from '../exitCodes.ts';
import { readOptions, UsageError } from '../options.ts';
import { readOwnSet } from '../ownPictures.ts';
import { argvOf, type Choice, flagsIn, type PlannedRun, sweepPlan } from '../sweepPlan.ts';
import { reportSweep } from '../sweepReport.ts';
import { type Standing, type SweptRun, standingOf } from '../sweepRuns.ts';
import { train } from './train.ts';

const sweepOptions = {
  out: {
    kind: 'text',
    value: 'DIR',
    help: 'A folder for each run is made in DIR. The same command goes on where it was interrupted.',
  },
  depth: {
    kind: 'text',
    value: 'LIST',
    help: 'Layers in place of --blocks: 8, 14, 20 … (6n + 2) with basic blocks, 11, 20, 29 … (9n + 2) with bottlenecks.',
  },
  'stop-behind-median': {
    kind: 'flag',
    help: 'Ends a run early where its best test accuracy so far is below the median of what the finished runs had at the same epoch, of which there are three at least. Means over seeds are too high then.',
  },
  grace: {
    kind: 'integer',
    min: 1,
    max: 1000,
    default: 1,
    help: 'Epochs that every run has before it may be ended early.',
  },
  json: { kind: 'flag', help: 'One JSON object a line on stdout, each with the name of its run.' },
} as const;

const extras = { ...sweepOptions, ...dataOptions } as const;

const table = {
  command: 'sweep',
  settings: settingKeys,
  extras,
  note: `Every option of a run may be a list: 8,20, or 1..5 for whole numbers, or 0.05..0.4:4 for four numbers evenly spaced by their logarithm; values that have commas themselves are separated by semicolons ("1,1,1;2,2,2"). Every combination is a run, at most ${mostRuns}.`,
  endings: Object.keys(exitCodes) as Ending[],
} as const;

const ownFlags = ['out', 'stop-behind-median', 'grace', 'json'];

interface Planned extends PlannedRun {
  readonly config: RunConfig;
  readonly folder: string;
}

interface SweepPlan {
  readonly planned: readonly Planned[];
  readonly rules: EarlyStop;
  readonly json: boolean;
  /** What says which pictures, for every run. */
  readonly dataArgv: readonly string[];
}

/** Each option of each run is right before the first one starts. */
async function planOf(argv: readonly string[], { tell }: Terminal): Promise<SweepPlan> {
  const flags = flagsIn(argv);
  const own = flags.filter(({ flag }) => ownFlags.includes(flag));
  const ofData = flags.filter(({ flag }) => Object.hasOwn(dataOptions, flag));
  const dataArgv = argvOf(ofData);
  const {
    out,
    json,
    grace,
    'stop-behind-median': behindMedian,
  } = readOptions({ command: 'sweep', settings: [], extras: sweepOptions }, argvOf(own)).extras;
  if (out === undefined) throw new UsageError('sweep needs --out DIR: a folder for its runs.');
  const { depth: _, ...others } = extras;
  const runTable = { command: 'sweep', settings: settingKeys, extras: others };
  const asked = sweepPlan(flags.filter((given) => !own.includes(given) && !ofData.includes(given))).map(
    (run) => ({
      run,
      options: readAsked<Omit<typeof others, keyof typeof dataOptions>>(runTable, [...run.argv, ...dataArgv]),
    }),
  );
  const choice = asked[0]?.options.choice;
  const name = choice && (await readOwnSet(choice, tell)).facts.name;
  const planned = asked.map(
    ({ run, options }): Planned => ({ ...run, config: options.of(name).config, folder: join(out, run.name) }),
  );
  return { planned, rules: { behindMedian, grace }, json, dataArgv };
}

const choicesText = (choices: readonly Choice[]): string =>
  choices.map(({ flag, value }) => `${flag} ${value}`).join(', ');

/** What `train` prints of a run, with the run's name. */
const named = (
  terminal: Terminal,
  name: string,
  json: boolean,
  endsEarly: Terminal['endsEarly'],
): Terminal => ({
  ...terminal,
  endsEarly,
  print: (line) =>
    terminal.print(json ? JSON.stringify({ run: name, ...(JSON.parse(line) as object) }) : line),
});

/** @returns how the run ended; none of its own sentences is lost, but for one of a divergence, which is told. */
async function runOne(
  run: Planned,
  state: Standing['state'],
  terminal: Terminal,
  { json, dataArgv }: Pick<SweepPlan, 'json' | 'dataArgv'>,
  endsEarly: Terminal['endsEarly'],
): Promise<number> {
  const into = state === 'begun' ? ['--resume', run.folder] : [...run.argv, '--out', run.folder];
  try {
    return await train.run(
      [...into, ...dataArgv, ...(json ? ['--json'] : [])],
      named(terminal, run.name, json, endsEarly),
    );
  } catch (error) {
    if (!(error instanceof EndingError) || error.ending !== 'diverged') throw error;
    terminal.tell(`${error.message} The sweep goes on.`);
    return exitCodes.done;
  }
}

export const sweep: Command = {
  table,
  async run(argv, terminal) {
    const plan = await planOf(argv, terminal);
    const { planned, rules, json } = plan;
    const look = ({ folder, config }: Planned) => standingOf(folder, config, terminal.tell);
    // What lies in the folders is known to fit before the first hour is spent.
    const standings: Standing[] = [];
    for (const run of planned) standings.push(await look(run));
    const results: SweptRun[] = [];
    const finished: (readonly Tested[])[] = [];
    for (const [i, run] of planned.entries()) {
      const { name, config } = run;
      let standing: Standing = standings[i] ?? { state: 'fresh' };
      const epochs = 'epochs' in standing ? [...standing.epochs] : [];
      // What ended early before does so by the same numbers.
      const behind = () => epochs.length < config.epochs && isBehind(rules, epochs, finished);
      const ended = standing.state === 'done' || standing.state === 'diverged' || behind();
      const what = run.choices.length > 0 ? `: ${choicesText(run.choices)}` : '';
      terminal.tell(`Run ${i + 1} of ${planned.length}${what}${ended ? ', done before' : ''}`);
      if (!ended) {
        const code = await runOne(run, standing.state, terminal, plan, (epoch) => {
          epochs.push(epoch);
          if (!behind()) return false;
          terminal.tell(
            `It is behind the median of the finished runs after epoch ${epoch.epoch} and ends here.`,
          );
          return true;
        });
        if (code !== exitCodes.done) return code;
        standing = await look(run);
      }
      if (standing.state === 'done') finished.push(standing.epochs);
      const testAccuracy = standing.state === 'done' ? standing.epochs.at(-1)?.testAccuracy : undefined;
      results.push({ name, config, testAccuracy, ...(standing.state === 'begun' && { behind: true }) });
    }
    reportSweep(results, terminal, json);
    return exitCodes.done;
  },
};

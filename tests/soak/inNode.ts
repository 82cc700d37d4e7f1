/**
 * Plays the plan of a seed with real processes of `resnet train`: each run is ended so many times in the ways of the plan,
 * resumed after each, and let go on to its end, where every file of it must equal that of an undisturbed run to the byte.
 */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { reasonOf } from '../../src/base/errors.ts';
import type { Position } from '../../src/formats/checkpoint.ts';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { type Result, resnet } from '../cli/kit.ts';
import { quickly } from '../setup/quickly.ts';
import { difference, digestOf } from './digest.ts';
import {
  type NodeFault,
  type NodeRunName,
  nodePlan,
  nodeRuns,
  type PlannedNodeRun,
  type PlannedStop,
} from './nodePlan.ts';
import { within } from './within.ts';

/** Seconds between two checkpoints: of a run of some ten seconds. */
const saveEvery = 1;
/** Seconds that an evaluation and the keeping may take on top of that on a busy machine. */
const slack = 2;
/** Seconds for a run with all its processes; most take a quarter of a minute. */
const longest = 300;
/** Milliseconds between two lines about steps. */
const betweenLines = 250;
/** Calls of the file system below its folder that a run makes from its start to its end, about. */
const writesOfRun = 260;

const exitCodeOf: Readonly<Record<NodeFault, number | null>> = {
  'killed at a write': null,
  SIGKILL: null,
  SIGTERM: 143,
  SIGINT: 130,
  SIGHUP: 129,
  'output closed': 141,
};

interface Line {
  readonly type: string;
  readonly step: number;
  readonly epoch?: number;
}
const linesOf = (text: string): Line[] =>
  text
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Line);

const checkpointPath = (folder: string) => join(folder, 'checkpoint', 'run.safetensors');
const kept = (folder: string): Pick<Position, 'step' | 'epoch'> =>
  existsSync(checkpointPath(folder))
    ? readCheckpointFile(readFileSync(checkpointPath(folder))).position
    : { step: 0, epoch: 0 };

interface Twin {
  readonly folder: string;
  readonly end: Pick<Position, 'step' | 'epoch'>;
}

const argumentsOf = (name: NodeRunName, folder: string): string[] => [
  'train',
  ...(existsSync(checkpointPath(folder))
    ? ['--resume', folder]
    : [...nodeRuns[name].split(' '), '--out', folder]),
  '--save-every',
  `${saveEvery}`,
  '--json',
  '--verbose',
];

async function undisturbed(name: NodeRunName, folder: string): Promise<Twin> {
  const { code, stderr } = await within(longest, (overdue) =>
    resnet(argumentsOf(name, folder), { overdue, env: quickly }),
  );
  if (code !== 0) throw new Error(`An undisturbed run ended with ${code}: ${stderr}`);
  return { folder, end: kept(folder) };
}

interface Stopped {
  readonly fault: NodeFault;
  /** Absent where the run had ended before. */
  readonly came: boolean;
  /** Steps that were seen and have to be taken again, and the seconds that they took. */
  readonly lostSteps: number;
  readonly lostSeconds: number;
  readonly problems: readonly string[];
}

/** One process of a run, ended as planned. */
async function stop(
  name: NodeRunName,
  folder: string,
  twin: Twin,
  { fault, at }: PlannedStop,
  overdue: AbortSignal,
): Promise<Stopped> {
  const before = kept(folder);
  const left = 1 - before.step / twin.end.step;
  const atWrite = fault === 'killed at a write';
  let timer: ReturnType<typeof setTimeout> | undefined;
  /** When each step was told of. */
  const seen = new Map<number, number>();
  const result: Result = await resnet(argumentsOf(name, folder), {
    overdue,
    env: quickly,
    ...(atWrite && {
      env: { ...quickly, KILL_BELOW: folder, KILL_AT: `${1 + Math.floor(at * left * writesOfRun)}` },
      through: [process.execPath, '--import', './tests/soak/killAtWrite.mjs', 'bin/resnet.mjs'] as const,
    }),
    onLine: (line, signal, close) => {
      const { type, step } = JSON.parse(line) as Line;
      if (type === 'start' || type === 'step') seen.set(step, performance.now());
      // By steps, since how long they take depends on what was compiled before; within the time that passes between two lines.
      if (atWrite || timer !== undefined || step < before.step + at * (twin.end.step - before.step)) return;
      const moment = (97 * at) % 1;
      timer = setTimeout(
        () => (fault === 'output closed' ? close('stdout') : signal(fault)),
        moment * betweenLines,
      );
    },
  });
  clearTimeout(timer);
  const problems: string[] = [];
  const came = result.code !== 0;
  if (came && result.code !== exitCodeOf[fault])
    problems.push(`it ended with ${result.code} in place of ${exitCodeOf[fault]}: ${result.stderr.trim()}`);
  const { step } = kept(folder);
  if (step < before.step) problems.push(`it was kept up to step ${before.step}, and is now up to ${step}`);
  const last = Math.max(step, ...seen.keys());
  const lostSeconds = last > step ? ((seen.get(last) ?? 0) - (seen.get(step) ?? 0)) / 1000 : 0;
  if (came && exitCodeOf[fault] !== null && last > step)
    problems.push(`it was asked to stop and lost ${last - step} steps`);
  if (lostSeconds > saveEvery + slack) problems.push(`it lost ${lostSeconds.toFixed(1)} s`);
  return { fault, came, lostSteps: last - step, lostSeconds, problems };
}

/** What a log must be: each line once, in order, up to the end. */
function wrongInLog(log: string, twin: string): string | undefined {
  const lines = linesOf(log);
  for (const type of ['start', 'step', 'epoch'] as const) {
    const steps = lines.filter((line) => line.type === type).map(({ step }) => step);
    const again = steps.find((step, i) => i > 0 && step <= (steps[i - 1] ?? 0));
    if (again !== undefined) return `its log has the ${type} of step ${again} twice or out of order`;
  }
  const epochsIn = (text: string) =>
    linesOf(text).flatMap(({ type, epoch }) => (type === 'epoch' ? [epoch] : []));
  if (epochsIn(log).join() !== epochsIn(twin).join()) return `its log has the epochs ${epochsIn(log).join()}`;
  // A process may die after its last checkpoint and before it says that it has ended.
  const others = lines.findIndex(({ type }) => type === 'end');
  return others < 0 || others === lines.length - 1 ? undefined : 'its log has an end in the middle';
}

/** Everything that is not as in the twin's folder. */
function differences(folder: string, twin: string): string[] {
  const read = (place: string, name: string) => readFileSync(join(place, name));
  const found = [
    difference(digestOf(readFileSync(checkpointPath(folder))), digestOf(readFileSync(checkpointPath(twin)))),
    wrongInLog(read(folder, 'log.ndjson').toString(), read(twin, 'log.ndjson').toString()),
    ...['last.safetensors', 'best.safetensors'].map((name) =>
      read(folder, name).equals(read(twin, name)) ? undefined : `its ${name} is another file`,
    ),
    existsSync(join(folder, 'run.lock')) ? 'its lock stayed' : undefined,
  ];
  return found.filter((sentence) => sentence !== undefined);
}

export interface NodeRide {
  readonly stops: readonly Stopped[];
  readonly exact: boolean;
  readonly problems: readonly string[];
}

/** One run to its end, or for so long as any may take. Never rejects. */
async function ride(
  { number, name, stops }: PlannedNodeRun,
  root: string,
  twin: Twin,
  seed: number,
): Promise<NodeRide> {
  const folder = join(root, `${number}`);
  const isDone = () => kept(folder).epoch === twin.end.epoch;
  const came: Stopped[] = [];
  const wrong: string[] = [];
  try {
    await within(longest, async (overdue) => {
      for (const planned of stops) {
        if (isDone() || overdue.aborted) break;
        came.push(await stop(name, folder, twin, planned, overdue));
      }
      if (isDone() || overdue.aborted) return;
      const { code, stderr } = await resnet(argumentsOf(name, folder), { overdue, env: quickly });
      if (code !== 0) wrong.push(`it did not come to its end: ${stderr.trim()}`);
    });
    if (wrong.length === 0) wrong.push(...differences(folder, twin.folder));
    rmSync(folder, { recursive: true, force: true });
  } catch (error) {
    wrong.push(reasonOf(error));
  }
  return {
    // A copy: the last process of a run that was given up has still to end.
    stops: [...came],
    exact: wrong.length === 0,
    problems: [...came.flatMap(({ fault, problems }) => problems.map((p) => `${fault}: ${p}`)), ...wrong].map(
      (problem) => `seed ${seed}, run ${number} (${name}): ${problem}`,
    ),
  };
}

export interface Interrupted {
  readonly rides: readonly NodeRide[];
  /** A sentence for everything that was not as promised. */
  readonly problems: readonly string[];
  readonly summary: string;
}

function summaryOf(seed: number, minutes: number, rides: readonly NodeRide[]): string {
  const stops = rides.flatMap((r) => r.stops).filter(({ came }) => came);
  const times = new Map<NodeFault, number>();
  for (const { fault } of stops) times.set(fault, (times.get(fault) ?? 0) + 1);
  const most = (of: (stopped: Stopped) => number) => Math.max(0, ...stops.map(of));
  const wrong = rides.reduce((n, { problems }) => n + problems.length, 0);
  return [
    `Node, seed ${seed}, ${minutes.toFixed(1)} min: ${rides.length} runs, ${stops.length} times interrupted (${[...times].map(([fault, n]) => `${n} ${fault}`).join(', ')})`,
    `${rides.filter(({ exact }) => exact).length} of ${rides.length} exact`,
    `at most ${most((s) => s.lostSteps)} steps and ${most((s) => s.lostSeconds).toFixed(1)} s taken again, kept every ${saveEvery} s`,
    wrong === 0 ? 'nothing wrong' : `${wrong} things wrong`,
  ].join('; ');
}

/** Processes at once: nothing here measures time. */
const atOnce = 2;

/**
 * @param count Interruptions at least that come about, unless so many minutes pass before; a run that was begun is brought to its
 * end.
 */
export async function interruptInNode(
  count: number,
  seed: number,
  mostMinutes: number,
  tell: (line: string) => void = console.log,
): Promise<Interrupted> {
  const start = Date.now();
  const root = mkdtempSync(join(tmpdir(), 'interruptions-'));
  const rides: NodeRide[] = [];
  const plan = nodePlan(seed);
  const twins = new Map<NodeRunName, Promise<Twin>>();
  const twinOf = (name: NodeRunName): Promise<Twin> => {
    const twin = twins.get(name) ?? undisturbed(name, join(root, name));
    twins.set(name, twin);
    return twin;
  };
  const minutes = () => (Date.now() - start) / 60_000;
  let came = 0;
  async function ridesInTurn(): Promise<void> {
    while (came < count && minutes() < mostMinutes) {
      const planned = plan.next().value;
      const done = await ride(planned, root, await twinOf(planned.name), seed);
      came += done.stops.filter((stopped) => stopped.came).length;
      rides.push(done);
      const stops = done.stops.map(({ fault, lostSteps }) => `${fault}, ${lostSteps} again`);
      tell(
        `run ${planned.number}, ${planned.name}: ${stops.join('; ')}; ${done.exact ? 'exact' : 'NOT EXACT'}`,
      );
      for (const problem of done.problems) tell(problem);
    }
  }
  try {
    await Promise.all(Array.from({ length: Math.min(atOnce, count) }, ridesInTurn));
  } finally {
    rmSync(root, { recursive: true, force: true });
  }
  const summary = summaryOf(seed, minutes(), rides);
  return { rides, problems: rides.flatMap(({ problems }) => problems), summary };
}

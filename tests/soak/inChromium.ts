/**
 * Plays the plan of a seed in Chromium, run by run: until so many interruptions have come, or for so long. A browser that
 * a run got stuck in is left behind, and the next run has a fresh one. A soak looks at the memory of its browsers too.
 */
import { reasonOf } from '../../src/base/errors.ts';
import ensureBuiltPage from '../setup/builtPage.ts';
import { footprintOf, footprintText } from './footprint.ts';
import { type FootprintLook, memoryOf } from './growth.ts';
import { type DeckName, decks, type PlannedRun, planOf } from './plan.ts';
import { problemsOf, type RunOutcome, summary } from './report.ts';
import { ride, Twins } from './ride.ts';
import { Visit } from './visit.ts';
import { within } from './within.ts';

export interface Played {
  readonly runs: readonly RunOutcome[];
  /** A sentence for everything that was not as promised. */
  readonly problems: readonly string[];
  readonly summary: string;
}

interface PlayOptions {
  readonly seed: number;
  readonly deck: DeckName;
  readonly tell: (line: string) => void;
  readonly isOver: (runs: readonly RunOutcome[], minutes: number) => boolean;
  /** Settings of all runs besides those that they have in common. */
  readonly more?: Readonly<Record<string, string>>;
  /** Whether the browser's memory is looked at after every run. */
  readonly looks?: boolean;
}

/** Seconds for a look at a browser's memory. */
const longestLook = 60;

async function play({ seed, deck, tell, isOver, looks, more }: PlayOptions): Promise<Played> {
  ensureBuiltPage();
  const start = Date.now();
  const minutes = () => (Date.now() - start) / 60_000;
  const twins = new Twins(more);
  const runs: RunOutcome[] = [];
  /** The looks at each browser. */
  const looked: FootprintLook[][] = [[]];

  /** A run to its end, and a look at what it left. */
  async function outcomeOf(planned: PlannedRun): Promise<RunOutcome> {
    const outcome = await ride(visit, twins, planned);
    if (!looks || outcome.exact === undefined) return outcome;
    try {
      const footprint = await within(longestLook, () => footprintOf(visit));
      looked.at(-1)?.push({ runs: planned.number, footprint });
      tell(footprintText(footprint));
      return outcome;
    } catch (error) {
      const problem = `its memory could not be looked at: ${reasonOf(error)}`;
      return { ...outcome, exact: undefined, problems: [...outcome.problems, problem] };
    }
  }

  let visit = await Visit.begin(more);
  try {
    for (const planned of planOf(seed, deck)) {
      const outcome = await outcomeOf(planned);
      runs.push(outcome);
      const came = outcome.faults.map(
        ({ fault, step, lostSteps }) => `${fault} at ${step}, ${lostSteps} again`,
      );
      tell(
        `run ${planned.number}, ${planned.network}: ${came.join('; ')}; ${outcome.exact ? 'exact' : 'NOT EXACT'}`,
      );
      for (const problem of problemsOf(seed, [outcome])) tell(problem);
      if (isOver(runs, minutes())) break;
      if (outcome.exact === undefined) {
        await visit.end();
        visit = await Visit.begin(more);
        looked.push([]);
      }
    }
  } finally {
    await visit.end();
  }
  const found = looks ? memoryOf(looked) : undefined;
  const memory = found && { ...found, problems: found.problems.map((problem) => `seed ${seed}: ${problem}`) };
  for (const problem of memory?.problems ?? []) tell(problem);
  return {
    runs,
    problems: [...problemsOf(seed, runs), ...(memory?.problems ?? [])],
    summary: summary(seed, minutes(), runs, memory),
  };
}

const disturbed = (runs: readonly RunOutcome[]): number =>
  runs.reduce((n, { faults }) => n + faults.length, 0);

/**
 * @param count Interruptions at least, unless so many minutes pass before; the run in which the last comes is brought to its end.
 */
export const interruptInChromium = (count: number, seed: number, minutes: number): Promise<Played> =>
  play({
    seed,
    deck: 'interruptions',
    tell: console.log,
    isOver: (runs, passed) => disturbed(runs) >= count || passed >= minutes,
  });

/**
 * One interruption of each kind that has another way back, in short runs: for the tests. On a software adapter a device that is opened
 * anew compiles for longer than somebody waits to see the run go on: no such run is over before its next interruption.
 */
export const interruptBriefly = (seed: number): Promise<Played> =>
  play({
    seed,
    deck: 'share',
    more: { 'train-images': '240', epochs: '2' },
    tell: console.log,
    isOver: (runs) => disturbed(runs) >= Object.keys(decks.share).length,
  });

export const soakInChromium = (minutes: number, seed: number): Promise<Played> =>
  play({
    seed,
    deck: 'soak',
    tell: console.log,
    isOver: (_, passed) => passed >= minutes,
    looks: true,
  });

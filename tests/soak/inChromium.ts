/**
 * Plays the plan of a seed in Chromium, run by run: until so many interruptions have come, or for so long. A browser that
 * a run got stuck in is left behind, and the next run has a fresh one.
 */
import ensureBuiltPage from '../setup/builtPage.ts';
import { footprintOf, footprintText } from './footprint.ts';
import { type DeckName, decks, planOf } from './plan.ts';
import { problemsOf, type RunOutcome, summary } from './report.ts';
import { ride, Twins } from './ride.ts';
import { Visit } from './visit.ts';

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
  /** Between two runs. */
  readonly look?: (visit: Visit) => Promise<void>;
}

async function play({ seed, deck, tell, isOver, look, more }: PlayOptions): Promise<Played> {
  ensureBuiltPage();
  const start = Date.now();
  const minutes = () => (Date.now() - start) / 60_000;
  const twins = new Twins(more);
  const runs: RunOutcome[] = [];
  let visit = await Visit.begin(more);
  try {
    for (const planned of planOf(seed, deck)) {
      const outcome = await ride(visit, twins, planned);
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
      } else await look?.(visit);
    }
  } finally {
    await visit.end();
  }
  return { runs, problems: problemsOf(seed, runs), summary: summary(seed, minutes(), runs) };
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

/** One interruption of each kind that has another way back, in short runs: for the tests. */
export const interruptBriefly = (seed: number): Promise<Played> =>
  play({
    seed,
    deck: 'share',
    more: { 'train-images': '160', epochs: '2' },
    tell: console.log,
    isOver: (runs) => disturbed(runs) >= Object.keys(decks.share).length,
  });

export const soakInChromium = (minutes: number, seed: number): Promise<Played> =>
  play({
    seed,
    deck: 'soak',
    tell: console.log,
    isOver: (_, passed) => passed >= minutes,
    look: async (visit) => console.log(footprintText(await footprintOf(visit))),
  });

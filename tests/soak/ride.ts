/** One run of a plan in a browser: it is disturbed as planned, brought to its end, and held to its undisturbed twin. */
import { type Digest, difference } from './digest.ts';
import { faults } from './faults.ts';
import type { NetworkName, PlannedFault, PlannedRun } from './plan.ts';
import type { FaultOutcome, RunOutcome } from './report.ts';
import { lostBetween, type StoredRun } from './stored.ts';
import { resume, type Shown, Visit } from './visit.ts';
import { within } from './within.ts';

/** Seconds in which a run that is not disturbed takes a step or says what it does. */
const patience = 60;
/** Seconds of training that a page may lose: the longest time between two checkpoints, and what saving takes. */
const interval = 125;
/** Seconds for all steps of a run on a busy machine. */
const wholeRun = 300;
/** Seconds for a run with its faults, its twin and all looks at it; most take half a minute. */
const longest = 600;

const isOver = ({ status }: Shown): boolean => ['Finished', 'Stopped', 'Failed', 'Diverged'].includes(status);
const isTraining = ({ status }: Shown): boolean => /^(Training|Evaluating)/.test(status);

interface Going {
  /** The lowest step that was shown on the way. */
  readonly lowest?: number;
  readonly clicks: number;
  readonly seconds: number;
  readonly problem?: string;
  /** All its steps were done and stored when its page went: there is nothing to go on with. */
  readonly complete?: true;
}

/** The run that was started last: ids count up. */
const newestOf = (stored: readonly StoredRun[]): StoredRun | undefined =>
  [...stored].sort((a, b) => (a.id < b.id ? 1 : -1))[0];

const newestCheckpoint = async (visit: Visit): Promise<number | undefined> =>
  newestOf(await visit.stored())?.checkpoint?.step;

interface Expected {
  /** Whether it takes a click, which is then no fault of the page. */
  readonly click: boolean;
  /** The step of which something of the run is stored. */
  readonly kept?: number;
  /** All its steps. */
  readonly total?: number;
  readonly seconds: number;
}

/** Waits until the run takes steps again, and presses what a person would where it does not go on by itself. */
async function goOn(visit: Visit, { click, kept, total, seconds }: Expected): Promise<Going> {
  const start = Date.now();
  const taken = () => (Date.now() - start) / 1000;
  let clicks = click ? -1 : 0;
  let lowest: number | undefined;
  /** A press shows its effect a moment later. */
  let pressed = Number.NEGATIVE_INFINITY;
  const press = async (): Promise<void> => {
    if (taken() < pressed + 3) return;
    const presses = await visit.goOn();
    clicks += presses;
    if (presses > 0) pressed = taken();
  };
  // Nobody stops a run that has just finished.
  const finished = async (): Promise<boolean> => (await visit.shown()).status === 'Finished';
  if (click && !(await finished())) {
    // The page offers to resume once it has read what is stored.
    while (kept !== undefined && !(await visit.offers(resume)) && taken() < 10) {
      if ((await newestCheckpoint(visit)) === total) return { clicks: 0, seconds: taken(), complete: true };
      await visit.page.waitForTimeout(100);
    }
    if (kept !== undefined && !(await visit.offers(resume)))
      return { clicks: 0, seconds: taken(), problem: 'its checkpoint is not offered' };
    await press();
  }
  let before: number | undefined;
  for (;;) {
    const shown = await visit.shown();
    const { step } = shown;
    if (isTraining(shown) && step !== undefined) {
      lowest = Math.min(lowest ?? step, step);
      // What was on its way when it happened may still be told of: it has gone on when it goes on later.
      if (taken() > 1.5 && before !== undefined && step > before) return { lowest, clicks, seconds: taken() };
      if (taken() > 1.5) before = Math.min(before ?? step, step);
    }
    if (shown.status === 'Finished') return { lowest, clicks, seconds: taken() };
    if (isOver(shown)) {
      await press();
      if (clicks > 3) return { lowest, clicks, seconds: taken(), problem: `it is over: ${shown.status}` };
    }
    const question = await visit.question();
    if (question !== undefined)
      return { lowest, clicks, seconds: taken(), problem: `the page asks: ${question}` };
    if (taken() > seconds) {
      const problem = `after ${seconds} s it still says "${shown.status}" at step ${step ?? '–'}`;
      return { lowest, clicks, seconds: taken(), problem };
    }
    await visit.page.waitForTimeout(100);
  }
}

/** Looks at what is stored, until nothing is missing or it stays so: a record is written a moment after what it tells. */
async function lostNow(visit: Visit, before: readonly StoredRun[], current?: string): Promise<string[]> {
  let lost: string[] = [];
  for (let look = 0; look < 5; look++) {
    lost = lostBetween(before, await visit.stored(), current);
    if (lost.length === 0) break;
    await visit.page.waitForTimeout(500);
  }
  return lost;
}

async function disturb(
  visit: Visit,
  { fault, at }: PlannedFault,
): Promise<(FaultOutcome & Pick<Going, 'complete'>) | undefined> {
  const { inject, goesOn, within } = faults[fault];
  const reached = await visit.until(
    (shown) =>
      isOver(shown) || (shown.total !== undefined && (shown.step ?? 0) >= Math.max(1, at * shown.total)),
    wholeRun,
  );
  if (!reached || isOver(reached)) return undefined;
  const before = await visit.stored();
  const current = newestOf(before);
  const { step = 0 } = await visit.shown();
  const happened = Date.now();
  try {
    await inject(visit);
  } catch (error) {
    // A run that ended while it was about to be disturbed has no button for that any more.
    if (isOver(await visit.shown())) return undefined;
    throw error;
  }
  const going = await goOn(visit, {
    click: goesOn === 'by a click',
    kept: current?.checkpoint?.step,
    total: reached.total,
    seconds: within,
  });
  const problems = going.problem ? [going.problem] : [];
  if (going.clicks > 0) problems.push(`${going.clicks} clicks were needed`);
  problems.push(...(await lostNow(visit, before, current?.id)));
  for (const text of await visit.rawWords()) problems.push(`the page says "${text}"`);
  const kept = current?.checkpoint;
  const lostSteps = going.lowest === undefined ? 0 : Math.max(0, step - going.lowest);
  if (kept && going.lowest !== undefined && going.lowest < kept.step)
    problems.push(`it went on from step ${going.lowest} though step ${kept.step} was kept`);
  if (lostSteps > 0 && kept && happened - kept.savedAt > 1000 * interval)
    problems.push(`nothing had been kept for ${Math.round((happened - kept.savedAt) / 1000)} s`);
  const { seconds, complete } = going;
  return { fault, step, lostSteps, seconds, clicks: Math.max(0, going.clicks), problems, complete };
}

/** Twins by name: the same settings in a browser in which nothing happens, each trained once. */
export class Twins {
  readonly #digests = new Map<NetworkName, Digest>();
  readonly #more: Readonly<Record<string, string>>;

  /** @param more As for the visit whose runs they are the twins of. */
  constructor(more: Readonly<Record<string, string>> = {}) {
    this.#more = more;
  }

  async of(name: NetworkName): Promise<Digest> {
    const known = this.#digests.get(name);
    if (known) return known;
    const visit = await Visit.begin(this.#more);
    try {
      await visit.choose(name);
      await visit.press('Train');
      const end = await visit.until(isOver, wholeRun);
      if (end?.status !== 'Finished')
        throw new Error(`The undisturbed run of "${name}" ended as "${end?.status ?? 'not at all'}".`);
      const digest = await visit.exported();
      this.#digests.set(name, digest);
      return digest;
    } finally {
      await visit.end();
    }
  }
}

/** @throws Error where it ends otherwise, or stands still. */
async function untilFinished(visit: Visit): Promise<void> {
  for (;;) {
    const { step = 0 } = await visit.shown();
    const moved = await visit.until((shown) => isOver(shown) || (shown.step ?? 0) !== step, patience);
    if (!moved) throw new Error(`It stands at step ${step} for ${patience} s.`);
    if (!isOver(moved)) continue;
    if (moved.status !== 'Finished') throw new Error(`It ended as "${moved.status}".`);
    return;
  }
}

/** Trains one run of the plan to its end, or for so long as any may take. Never rejects. */
export async function ride(visit: Visit, twins: Twins, planned: PlannedRun): Promise<RunOutcome> {
  const { number, network } = planned;
  const problems: string[] = [];
  const outcomes: FaultOutcome[] = [];
  let exact: boolean | undefined;
  async function toItsEnd(): Promise<void> {
    const twin = await twins.of(network);
    const before = await visit.stored();
    await visit.choose(network);
    await visit.press('Train');
    let complete = false;
    for (const fault of planned.faults) {
      if (complete) break;
      const outcome = await disturb(visit, fault);
      if (outcome) outcomes.push(outcome);
      complete = outcome?.complete ?? false;
      // What is stuck is not waited for.
      if (outcome?.problems.some((problem) => problem.startsWith('after ')))
        throw new Error('It was given up.');
    }
    if (!complete) await untilFinished(visit);
    const differs = difference(await visit.exported(), twin);
    exact = differs === undefined;
    if (differs) problems.push(differs);
    problems.push(...(await lostNow(visit, before)));
  }
  try {
    await within(longest, toItsEnd);
  } catch (error) {
    exact = undefined;
    problems.push(error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error));
  }
  problems.push(...visit.errors.splice(0).map((error) => `nobody caught "${error}"`));
  // Copies: a run that was given up may still come to something.
  return { number, exact, faults: [...outcomes], problems: [...problems] };
}

/**
 * What happened to a run and is marked on its curves: drops of the learning rate, changes by hand, breakdowns, the epoch that is best in
 * what a chart draws, and where a run came to a bad end. Pure.
 */
import type { Problem } from '../../../../problems/index.ts';
import { datasetOf } from '../../../../training/config.ts';
import { scheduleDrops } from '../../../../training/schedule.ts';
import type { ChangedSettings } from '../../../../training/settings.ts';
import { stepOfSchedule } from '../../../../training/stepPlaces.ts';
import { scheduleSteps } from '../../../../training/stepPlan.ts';
import type { ShownRun } from '../../../state/shown.ts';
import type { Best, ChartKind } from '../kinds/kind.ts';
import { epochPlaces, type Place, placeOfStep } from './samples.ts';

export type Annotation = { readonly place: Place } & (
  | { readonly type: 'drop'; readonly learningRate: number }
  | { readonly type: 'change'; readonly settings: ChangedSettings }
  /** The run broke down and went on by itself from here. */
  | { readonly type: 'recovery'; readonly problem: Problem }
  /** `mirrored`: of two looks at every test picture. */
  | { readonly type: 'best'; readonly value: number; readonly mirrored?: boolean }
  /** It stands at the last point of its run. */
  | { readonly type: 'end'; readonly how: 'diverged' | 'failed'; readonly run: ShownRun }
);

/** The drops of a step schedule, those to come included. */
function drops(shown: ShownRun): Annotation[] {
  const { config } = shown.run;
  if (!config) return [];
  return scheduleDrops(config, scheduleSteps(config)).map(({ step, learningRate }) => ({
    type: 'drop',
    place: placeOfStep(shown, stepOfSchedule(config, step)),
    learningRate,
  }));
}

/**
 * The epoch with the best value, the first of equals. One epoch alone is none to speak of, and neither is one that is no better
 * than guessing: of a run that diverged nothing is called its best.
 */
function bestEpoch({ run }: Pick<ShownRun, 'run'>, best: Best): Annotation | undefined {
  if (!run.config || run.epochs.length < 2) return undefined;
  const sign = best.wanted === 'highest' ? 1 : -1;
  const places = epochPlaces(run);
  const guessing = best.guessing(datasetOf(run.config).classes.length);
  let found: { readonly value: number; readonly place: Place } | undefined;
  for (const [i, epoch] of run.epochs.entries()) {
    const [value, place] = [epoch[best.metric], places[i]];
    const better = Number.isFinite(value) && sign * value > sign * (found?.value ?? guessing);
    if (better && place) found = { value, place };
  }
  const mirrored = run.config.mirrorTest ? { mirrored: true } : {};
  return found && { type: 'best', place: found.place, value: found.value, ...mirrored };
}

/** The bad end of a run, if it came to one. */
function badEnd(shown: ShownRun): Annotation[] {
  const end = shown.run.log[shown.run.log.length - 1];
  if (end?.type !== 'end' || end.outcome !== 'failed') return [];
  const how = end.problem?.kind === 'diverged' ? 'diverged' : 'failed';
  return [{ type: 'end', how, run: shown, place: placeOfStep(shown, end.step) }];
}

/** More changes by hand and breakdowns than this are not marked one by one. */
const changesMarked = 30;

/**
 * What a chart marks: of the page's run, else of the latest run that is drawn, what happened to it, for those of several could
 * not be told apart; of every run its bad end, which stands on its line.
 */
export function annotationsOf({ best }: ChartKind, runs: readonly ShownRun[]): Annotation[] {
  const own = runs.filter(({ kind, inGroup }) => kind !== 'reference' && !inGroup);
  const shown = own.find(({ kind }) => kind === 'current') ?? own[own.length - 1];
  if (!shown) return [];
  const changes = shown.run.log.flatMap((entry): Annotation[] => {
    const { type } = entry;
    if (type !== 'change' && type !== 'recovery') return [];
    const place = placeOfStep(shown, entry.step);
    if (type === 'change') return [{ type, place, settings: entry.settings }];
    return [{ type, place, problem: entry.problem }];
  });
  const bests = best ? [bestEpoch(shown, best)].filter((found) => found !== undefined) : [];
  return [...drops(shown), ...changes.slice(-changesMarked), ...bests, ...own.flatMap(badEnd)];
}

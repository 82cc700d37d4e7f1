/** What happened to a run and is marked on its curves: drops of the learning rate, changes by hand, its best epoch. Pure. */
import { scheduleDrops, stepsPerEpoch } from '../../../../training/schedule.ts';
import type { LiveSettings } from '../../../../training/settings.ts';
import type { ShownRun } from '../../../state/shown.ts';
import { epochPlaces, type Place, placeOfStep } from './samples.ts';

export interface BestEpoch {
  readonly type: 'best';
  readonly testAccuracy: number;
  readonly testLoss: number;
}

export type Annotation = { readonly place: Place } & (
  | { readonly type: 'drop'; readonly learningRate: number }
  | { readonly type: 'change'; readonly settings: Partial<LiveSettings> }
  | BestEpoch
);

/** The drops of a step schedule, those to come included. */
function drops(shown: ShownRun): Annotation[] {
  const { config } = shown.run;
  if (!config) return [];
  return scheduleDrops(config, config.epochs * stepsPerEpoch(config)).map(({ step, learningRate }) => ({
    type: 'drop',
    place: placeOfStep(shown, step),
    learningRate,
  }));
}

/** The epoch of the highest test accuracy, the first of equals; one epoch alone is none to speak of. */
export function bestEpoch({ run }: Pick<ShownRun, 'run'>): Annotation | undefined {
  const places = epochPlaces(run);
  let best = -1;
  for (const [i, { testAccuracy }] of run.epochs.entries()) {
    if (Number.isFinite(testAccuracy) && testAccuracy > (run.epochs[best]?.testAccuracy ?? -1)) best = i;
  }
  const [epoch, place] = [run.epochs[best], places[best]];
  if (!epoch || !place || run.epochs.length < 2) return undefined;
  return { type: 'best', place, testAccuracy: epoch.testAccuracy, testLoss: epoch.testLoss };
}

/** More changes by hand than this are not marked one by one. */
const changesMarked = 30;

/** The annotations of the page's run, else of the latest run that is drawn: those of several could not be told apart. */
export function annotationsOf(runs: readonly ShownRun[]): Annotation[] {
  const own = runs.filter(({ kind }) => kind !== 'reference');
  const shown = own.find(({ kind }) => kind === 'current') ?? own[own.length - 1];
  if (!shown) return [];
  const changes = shown.run.log.flatMap((entry): Annotation[] =>
    entry.type === 'change'
      ? [{ type: 'change', place: placeOfStep(shown, entry.step), settings: entry.settings }]
      : [],
  );
  const best = bestEpoch(shown);
  return [...drops(shown), ...changes.slice(-changesMarked), ...(best ? [best] : [])];
}

/** What happened to a run and is marked on its curves: drops of the learning rate, changes by hand, its best epoch. Pure. */
import { scheduleFactor, stepsPerEpoch } from '../../../../training/schedule.ts';
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

/** The first step (counted from 0) from which on `reached` holds. */
function firstStep(total: number, reached: (step: number) => boolean): number {
  let [low, high] = [0, total];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (reached(middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}

/** The drops of a step schedule, those to come included. */
function drops(shown: ShownRun): Annotation[] {
  const { config } = shown.run;
  if (config?.schedule !== 'step') return [];
  const total = config.epochs * stepsPerEpoch(config);
  const warm = Math.min(total, Math.round((config.warmup / config.epochs) * total));
  return [0.1, 0.01].flatMap((factor): Annotation[] => {
    const step = firstStep(total, (s) => s >= warm && scheduleFactor(config, s, total) <= factor * 1.001);
    if (step >= total) return [];
    return [{ type: 'drop', place: placeOfStep(shown, step), learningRate: factor * config.learningRate }];
  });
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

/** Of the page's run, else of the latest that is drawn: those of several would not be told apart. */
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

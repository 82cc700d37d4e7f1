/**
 * The search for a learning rate: the loss of every step while the rate rises from next to nothing until the network diverges, and the
 * rate that the curve suggests. Pure.
 *
 * One-cycle may rise to the upper bound that the test was made for: the highest rate before the loss begins to rise (Smith 2015, section 3.3;
 * Smith & Topin 2017). A schedule that stays at its highest rate gets a tenth of the rate with the lowest loss (Gugger 2018).
 */
import { defaultOf } from './settingRules.ts';
import { type RunConfig, settings } from './settings.ts';

/** One step: its rate, and its batch's loss before the step was taken. */
export interface RatePoint {
  readonly rate: number;
  readonly loss: number;
}

/** Steps of a search; about half of them pass below every rate of use. */
export const searchSteps = 100;

/** The search begins at this share of the optimizer's usual rate, and ends at this multiple of it unless the network diverges before. */
const lowestShare = 1e-4;
const highestMultiple = 1000;

/** The rates of a search, each the same factor above the one before. */
export function searchRates(config: RunConfig, steps = searchSteps): number[] {
  const usual = defaultOf('learningRate', config) as RunConfig['learningRate'];
  const [lowest, highest] = [
    lowestShare * usual,
    Math.min(settings.learningRate.max, highestMultiple * usual),
  ];
  const factor = (highest / lowest) ** (1 / Math.max(1, steps - 1));
  return Array.from({ length: steps }, (_, i) => lowest * factor ** i);
}

/** Share of what was before in the running mean that tells of divergence. */
const memory = 0.8;
/** How often the lowest running mean: beyond it the network has diverged, and nothing that comes tells more. */
const explosion = 4;

/** Tells, loss by loss, whether the search is over. */
export function divergenceWatch(): (loss: number) => boolean {
  let [sum, weight, lowest] = [0, 0, Number.POSITIVE_INFINITY];
  return (loss) => {
    if (!Number.isFinite(loss)) return true;
    sum = memory * sum + (1 - memory) * loss;
    weight = memory * weight + (1 - memory);
    const mean = sum / weight;
    lowest = Math.min(lowest, mean);
    return mean > explosion * lowest;
  };
}

/** Steps of a standard deviation of the smoothing's bell. */
const smoothness = 2.5;
const reach = Math.ceil(3 * smoothness);

/** The losses, each the mean of those about it: a batch's own says little. It looks both ways, so that nothing comes late. */
export function smoothed(points: readonly RatePoint[]): number[] {
  const losses = points.map(({ loss }) => loss).filter(Number.isFinite);
  return losses.map((_, i) => {
    let [sum, weight] = [0, 0];
    for (let k = Math.max(0, i - reach); k <= Math.min(losses.length - 1, i + reach); k++) {
      const share = Math.exp(-0.5 * ((k - i) / smoothness) ** 2);
      sum += share * (losses[k] as number);
      weight += share;
    }
    return sum / weight;
  });
}

export interface RateSuggestion {
  /** In two digits. */
  readonly rate: number;
  /** Where the smoothed loss is lowest; of one that rises nowhere, where it has all but come to its lowest. */
  readonly lowest: number;
  /** By which rule: the highest rate before the loss rises, a tenth of the one with the lowest, or the lowest where it rises nowhere. */
  readonly rule: 'before-rise' | 'tenth' | 'level';
}

/** The loss must fall by this share of where it began, or the curve says nothing. */
const leastFall = 0.03;

/** The loss has not risen yet while it is above its lowest by no more than this share of its fall: batches differ by as much. */
const leastRise = 0.1;

/** A loss that rises nowhere has come to its lowest when no more than this share of its fall is left: a hundred steps know few pictures by heart, and then any rate will do. */
const leastLeft = 0.01;

/**
 * docs/RESULTS.md has the trainings that the rules were held against.
 * @param config Of the schedule that reaches the rate.
 * @returns undefined where the loss fell at no rate: the network learned nothing, or the search ended too early to tell.
 */
export function suggestionOf(
  points: readonly RatePoint[],
  { schedule }: Pick<RunConfig, 'schedule'>,
): RateSuggestion | undefined {
  const curve = smoothed(points);
  const [first] = curve;
  if (first === undefined) return undefined;
  const low = Math.min(...curve);
  if (low > (1 - leastFall) * first) return undefined;
  const fall = first - low;
  const rateAt = (i: number) => points[i]?.rate ?? Number.NaN;
  const suggested = (rule: RateSuggestion['rule'], rate: number, lowest: number): RateSuggestion => ({
    rate: Number(rate.toPrecision(2)),
    lowest,
    rule,
  });
  const at = curve.indexOf(low);
  const found = curve.findIndex((loss, i) => i > at && loss > low + leastRise * fall);
  // A loss that is no number has risen too.
  const risen = found < 0 && curve.length < points.length ? curve.length : found;
  const level = rateAt(curve.findIndex((loss) => loss <= low + leastLeft * fall));
  const lowest = risen < 0 ? level : rateAt(at);
  if (schedule !== 'onecycle') return suggested('tenth', 0.1 * lowest, lowest);
  return risen < 0 ? suggested('level', level, level) : suggested('before-rise', rateAt(risen - 1), lowest);
}

/** English: the search for a learning rate. Loaded with the dialog that searches. */
import { rateText } from '../rateText.ts';
import { figures } from './figures.ts';

export const rate = {
  title: 'Find a learning rate',
  what: (steps: number) =>
    `At most ${figures.count(steps)} training steps, the learning rate rising from next to nothing until the loss explodes. The network that takes them is thrown away: your runs stay as they are.`,
  begin: 'Weights to begin with',
  fresh: 'Fresh weights',
  ofRun: 'Weights of this run',
  start: 'Search',
  again: 'Search again',
  stop: 'Stop',
  preparing: 'Preparing',
  progress: (done: number, total: number) => `Step ${figures.count(done)} of at most ${figures.count(total)}`,
  trains: 'A run is training: pause it or wait for its end, then search.',
  /** A rate in as few digits as it needs. */
  rate: rateText,
  rateAxis: 'learning rate',
  lossAxis: 'loss',
  set: (value: number) => `set: ${rateText(value)}`,
  suggestedMark: (value: number) => `suggested: ${rateText(value)}`,
  /** By the rules. */
  suggested: {
    'before-rise': (value: number, lowest: number) =>
      `The loss is lowest at ${rateText(lowest)} and begins to rise beyond ${rateText(value)}: one-cycle may rise to there.`,
    level: (value: number, _lowest: number) =>
      `At ${rateText(value)} the loss is as low as it gets, and it rises nowhere in this search: a higher rate gains nothing.`,
    tenth: (value: number, lowest: number) =>
      `The loss is lowest at ${rateText(lowest)}; a tenth of it is ${rateText(value)}.`,
  },
  use: (value: number) => `Use ${rateText(value)}`,
  adopted: (value: number) => `The learning rate is set to ${rateText(value)}, as suggested.`,
  none: 'The loss fell at no rate, so this search suggests none.',
  stale: 'This was found for other settings than those that are set now.',
  curve: (steps: number, lowest?: number, suggested?: number) =>
    `The loss of ${figures.count(steps)} steps over their learning rate${
      lowest === undefined || suggested === undefined
        ? ''
        : `: lowest at ${rateText(lowest)}, suggested ${rateText(suggested)}`
    }`,
  rule: 'The rule: one-cycle may reach the highest rate before the smoothed loss rises by a tenth of its fall, and where it rises nowhere the rate at which it has all but come to its lowest; a schedule that stays at its highest rate gets a tenth of the rate with the lowest loss. It is where to begin, not the best rate: 100 steps tell little of a long run. Sources:',
};

export type RateWords = typeof rate;

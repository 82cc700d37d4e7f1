/** English: a network and its twin, trained and measured. Loaded with the dialog that shows both. */
import { cosineText, grouped, type PairFacts, shareText } from '../pairFacts.ts';
import { figures, plural } from './figures.ts';

const times = (ratio: number): string =>
  ratio < 1e-6
    ? 'less than a millionth of that'
    : ratio < 0.1
      ? `${shareText(ratio)} of that`
      : `${grouped(ratio)} times that`;
const both = (a: number, b: number): string => `${figures.percent(a)} and ${figures.percent(b)}`;

export const twin = {
  title: 'The measured twin',
  what: 'Trains a network twice from one seed: with its shortcuts, then without. Both become runs like any other, and what was found stands here.',
  which: 'Network',
  ready: 'Ready experiment',
  mine: 'My settings',
  plan: (network: string, plain: string, epochs: number, pictures: number) =>
    `${network}, then ${plain}: ${plural(epochs, 'epoch', 'epochs')} of ${figures.count(pictures)} pictures each.`,
  takes: (duration: string) => `About ${duration} for both.`,
  norm: 'Batch norm',
  norms: { batch: 'With batch norm', none: 'No batch norm' },
  train: 'Train both',
  doing: {
    residual: 'The network with shortcuts is training; its twin follows by itself.',
    plain: 'The plain twin is training.',
  },
  busy: 'A run is training: wait for its end, or stop it.',
  /** After the name of a network. */
  without: (norm: 'batch' | 'none'): string => (norm === 'none' ? ', without batch norm' : ''),
  found: 'What was found',
  network: (layers: number, width: number, plain: boolean) =>
    `${plain ? 'Plain' : 'ResNet'}-${layers} of width ${width}`,
  pair: 'Pair of runs',
  pairOf: (residual: string, plain: string) => `${residual} and ${plain}`,
  noPair: 'No network and its twin were trained to their end yet.',
  /** @param epochs Of the other, where it was begun. */
  missing: (done: string, other: string, epochs?: { done: number; of: number }): string =>
    epochs
      ? `${done} has been trained, and ${other} stopped after ${figures.count(epochs.done)} of ${plural(epochs.of, 'epoch', 'epochs')}: resume it in the list of runs, or train it anew.`
      : `${done} has been trained, and ${other} has not: with it they are a pair.`,
  trainOne: (network: string) => `Train ${network}`,
  show: 'Show both curves',
  measuring: 'Measuring both networks before their first step …',
  whenIdle: 'Both are measured once nothing is training.',
  measured:
    'Measured on the weights of the seed, before training; correlation on 32 pictures: the mean cosine between their gradients of one logit by a block’s output.',
  sources: 'The folk story and what was measured of it:',
  lines: { residual: 'with shortcuts', plain: 'plain' },
  charts: {
    gradient: 'Gradient norm in the first step',
    correlation: 'Correlation of gradients between pictures',
    response: 'Size of the block’s output',
  },
  fromTo: 'first block to last',
  chart: (title: string, residual: string, plain: string) =>
    `${title}, from the first block to the last: with shortcuts ${residual}, plain ${plain}`,
  range: (first: string, last: string) => `${first} to ${last}`,

  outcome: ({ networks, finding }: PairFacts): string => {
    const { results, epochs, seed, outcome, norm } = finding;
    const bare = norm === 'none' ? ' without batch norm' : '';
    const after = `After ${plural(epochs, 'epoch', 'epochs')} from seed ${seed}${bare}`;
    const { residual, plain } = results;
    if (residual && plain) {
      const gap = 100 * Math.abs(residual.train - plain.train);
      const points = `${gap.toFixed(1)} points of training accuracy`;
      const verdict =
        outcome === 'even'
          ? 'that is nothing to speak of'
          : outcome === 'residual-ahead'
            ? `${points} in favour of shortcuts`
            : `${points} in favour of the plain network`;
      return `${after}, ${networks.residual} and ${networks.plain} get ${both(residual.train, plain.train)} of the training pictures right, and ${both(residual.test, plain.test)} of the test pictures: ${verdict}.`;
    }
    const left = residual ?? plain;
    if (!left) return `With these settings and seed ${seed}${bare}, both networks diverged.`;
    const [gone, stayed] = residual
      ? [networks.plain, networks.residual]
      : [networks.residual, networks.plain];
    return `With these settings and seed ${seed}${bare}, ${gone} diverged, while ${stayed} ended with ${figures.percent(left.train)} of the training pictures right and ${figures.percent(left.test)} of the test pictures.`;
  },
  gradients: ({ finding }: PairFacts): string => {
    const { gradients } = finding;
    if (!gradients) return '';
    const { ratio, path, correlation, common } = gradients;
    const story = {
      kept: 'The gradient of the plain network did not vanish',
      vanishes: 'The gradient of the plain network vanished on its way back',
      explodes: 'The gradient of the plain network did not vanish, it exploded on its way back',
    }[path];
    const norms = `in the first step its norm in the first block was ${times(ratio.plain)} in the last (with shortcuts ${times(ratio.residual)})`;
    if (!correlation) return `${story}: ${norms}.`;
    const cosines = `a mean cosine of ${cosineText(correlation.plain)} halfway through the blocks, against ${cosineText(correlation.residual)} with shortcuts`;
    const compared = {
      'far-less': `${path === 'kept' ? 'but' : 'and'} the gradients of different pictures had far less in common`,
      less: 'and the gradients of different pictures had somewhat less in common',
      'as-much': 'and the gradients of different pictures had about as much in common',
      more: 'and the gradients of different pictures had more in common',
    }[common];
    return `${story}: ${norms}, ${compared}, ${cosines}.`;
  },
};

export type TwinWords = typeof twin;

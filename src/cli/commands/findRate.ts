/** `find-rate`: the losses of steps whose rate rises until the network diverges, and the learning rate that they suggest. */
import { type RatePoint, type RateSuggestion, smoothed, suggestionOf } from '../../training/rateSearch.ts';
import { type SettingKey, settingKeys } from '../../training/settings.ts';
import type { Command } from '../command.ts';
import { dataOptions, readAsked } from '../dataOptions.ts';
import { findOwnSet, readOwnSet } from '../ownPictures.ts';
import { configFor, readWeights, weightsOption } from '../storedWeights.ts';

const extras = {
  weights: {
    ...weightsOption,
    help: 'Weights to begin with, as safetensors. Without them they are fresh ones of the seed.',
  },
  ...dataOptions,
  json: { kind: 'flag', help: 'One JSON object on stdout.' },
} as const;

/** A search has rates of its own, and tests nothing; by the schedule it suggests. */
const without: readonly SettingKey[] = ['learningRate', 'warmup', 'epochs', 'testImages'];

const table = {
  command: 'find-rate',
  settings: settingKeys.filter((key) => !without.includes(key)),
  extras,
} as const;

const reasons = {
  'before-rise': 'the highest rate before the loss rises, which one-cycle may reach',
  level: 'where the loss is as low as it gets, as it rises nowhere in this search',
  tenth: 'a tenth of the rate with the lowest loss, for a schedule that stays at its highest rate',
} as const satisfies Record<RateSuggestion['rule'], string>;

/** Every fifth step: the curve is smooth. */
const step = 5;
function lines(points: readonly RatePoint[]): string[] {
  const curve = smoothed(points);
  return points.flatMap(({ rate }, i) => {
    const loss = curve[i];
    if (i % step > 0 || loss === undefined) return [];
    return [`rate:${rate.toExponential(2)}  loss:${loss.toFixed(4)}`];
  });
}

export const findRateCommand: Command = {
  table,
  async run(argv, terminal) {
    const asked = readAsked(table, argv);
    const { weights, json } = asked.extras;
    const state = weights === undefined ? undefined : await readWeights('find-rate', weights);
    const given = asked.choice && (await readOwnSet(asked.choice, terminal.tell));
    const options = asked.of(given?.facts.name);
    const config = state ? configFor(state, options) : options.config;
    const own = given ?? (await findOwnSet(config.dataset, weights, 'This network'));
    const { findRate, openPictures, withDevice } = await import('../heavy.ts');
    const points = await withDevice(terminal, ({ info }) =>
      findRate({
        config,
        state,
        device: info,
        openData: openPictures({ own }),
        signal: new AbortController().signal,
        onProgress: (done, total) => {
          if (process.stderr.isTTY) process.stderr.write(`\r${done} of ${total}`);
        },
      }),
    );
    if (process.stderr.isTTY) process.stderr.write('\n');
    const suggestion = suggestionOf(points, config);
    if (json) {
      terminal.print(
        JSON.stringify({ suggestion: suggestion?.rate ?? null, lowest: suggestion?.lowest ?? null, points }),
      );
      return 0;
    }
    for (const line of lines(points)) terminal.print(line);
    terminal.print(
      suggestion
        ? `--learning-rate ${suggestion.rate}: ${reasons[suggestion.rule]} (the loss is lowest at ${suggestion.lowest.toPrecision(2)})`
        : 'The loss fell at no rate, so this search suggests none.',
    );
    return 0;
  },
};

/** The search for a learning rate: its rates, its end, and what it suggests of curves whose shape is known. */
import { describe, expect, it } from 'vitest';
import {
  divergenceWatch,
  type RatePoint,
  searchRates,
  searchSteps,
  smoothed,
  suggestionOf,
} from '../../src/training/rateSearch.ts';
import { defaultConfig } from '../../src/training/settings.ts';

const rates = searchRates(defaultConfig);
/** Flat, a fall about 0.01, lowest at about 1, an explosion; with noise of batches. */
const healthy: readonly RatePoint[] = rates.slice(0, 88).map((rate, i) => ({
  rate,
  loss: 1.4 + 0.9 / (1 + rate / 0.01) + 0.4 * (rate / 2) ** 2 + 0.05 * Math.sin(12.9 * i),
}));

describe('the rates', () => {
  it('rise by one factor from far below the usual rate to far above it', () => {
    expect(rates).toHaveLength(searchSteps);
    expect(rates[0]).toBeCloseTo(1e-5, 12);
    expect(rates.at(-1)).toBeCloseTo(10, 9);
    const factors = rates.slice(1).map((rate, i) => rate / (rates[i] as number));
    for (const factor of factors) expect(factor).toBeCloseTo(factors[0] as number, 12);
  });

  it('follow the optimizer, and never pass what the setting allows', () => {
    const adamw = searchRates({ ...defaultConfig, optimizer: 'adamw' });
    expect(adamw[0]).toBeCloseTo(2e-7, 14);
    expect(adamw.at(-1)).toBeCloseTo(2, 9);
  });
});

describe('the end', () => {
  const stepsUntilOver = (losses: readonly number[]) => {
    const over = divergenceWatch();
    return losses.findIndex((loss) => over(loss));
  };

  it('comes with a loss that is no number, at once', () => {
    expect(stepsUntilOver([2.3, 2.2, Number.NaN])).toBe(2);
    expect(stepsUntilOver([2.3, Number.POSITIVE_INFINITY])).toBe(1);
  });

  it('comes soon after an explosion, not with one bad batch', () => {
    expect(stepsUntilOver([2.3, 2.1, 2, 8, 2, 2, 2.1])).toBe(-1);
    expect(stepsUntilOver([2.3, 2.1, 2, 12, 30, 80])).toBe(4);
  });
});

describe('the suggestion', () => {
  it('is the highest rate before the loss rises for one-cycle, and a tenth of the lowest for a schedule that stays at its rate', () => {
    const cycle = suggestionOf(healthy, defaultConfig);
    expect(cycle?.lowest).toBeGreaterThan(0.2);
    expect(cycle?.lowest).toBeLessThan(0.8);
    // The loss falls from 2.3 to 1.44, and is at 1.52 again at 1.
    expect(cycle?.rate).toBeGreaterThan(cycle?.lowest ?? 0);
    expect(Math.abs(Math.log10(cycle?.rate ?? 0))).toBeLessThan(0.25);
    const constant = suggestionOf(healthy, { schedule: 'constant' });
    expect(constant?.lowest).toBe(cycle?.lowest);
    expect(constant?.rate).toBe(Number(((constant?.lowest ?? 0) / 10).toPrecision(2)));
    expect([cycle?.rule, constant?.rule]).toEqual(['before-rise', 'tenth']);
  });

  it('is the rate from which on the loss is as low as it gets where it rises nowhere', () => {
    // As a set of few pictures is learned by heart.
    const learned = rates.map((rate) => ({ rate, loss: 0.9 / (1 + (rate / 0.01) ** 2) }));
    const cycle = suggestionOf(learned, defaultConfig);
    // All but a hundredth of it has fallen at ten times 0.01.
    expect(Math.abs(Math.log10((cycle?.rate ?? 0) / 0.1))).toBeLessThan(0.07);
    expect(cycle).toMatchObject({ rule: 'level', lowest: expect.closeTo(cycle?.rate ?? 0, 2) });
    const constant = suggestionOf(learned, { schedule: 'constant' });
    expect(constant).toMatchObject({ rule: 'tenth', lowest: cycle?.lowest });
    expect(constant?.rate).toBeCloseTo((cycle?.rate ?? 0) / 10, 3);
  });

  it('is the last rate with a loss where the next one is no number', () => {
    const falling = rates.slice(0, 80).map((rate) => ({ rate, loss: 1.4 + 0.9 / (1 + rate / 0.01) }));
    const ended = [...falling, { rate: rates[80] ?? 0, loss: Number.NaN }];
    const last = Number(rates[79]?.toPrecision(2));
    expect(suggestionOf(ended, defaultConfig)).toMatchObject({ rule: 'before-rise', rate: last });
    expect(suggestionOf(falling, defaultConfig)?.rule).toBe('level');
  });

  it('is not moved by one lucky batch', () => {
    const lucky = healthy.map((point, i) => (i === 20 ? { ...point, loss: 1 } : point));
    expect(suggestionOf(lucky, defaultConfig)).toEqual(suggestionOf(healthy, defaultConfig));
  });

  it('does not lag: a valley is found where it is', () => {
    const valley = rates.map((rate) => ({ rate, loss: 2 + Math.abs(Math.log10(rate / 0.1)) }));
    const lowest = suggestionOf(valley, defaultConfig)?.lowest ?? 0;
    expect(Math.abs(Math.log10(lowest / 0.1))).toBeLessThan(0.07);
  });

  it('is none where nothing was learned, and none of an empty search', () => {
    expect(
      suggestionOf(
        rates.map((rate, i) => ({ rate, loss: 2.3 + 0.02 * Math.sin(i) })),
        defaultConfig,
      ),
    ).toBeUndefined();
    expect(suggestionOf([], defaultConfig)).toBeUndefined();
    expect(suggestionOf([{ rate: 1, loss: Number.NaN }], defaultConfig)).toBeUndefined();
  });
});

it('smoothing leaves what is even as it is, and ends before the first loss that is none', () => {
  const flat = rates.map((rate) => ({ rate, loss: 2 }));
  for (const loss of smoothed(flat)) expect(loss).toBeCloseTo(2, 12);
  expect(smoothed([...flat.slice(0, 5), { rate: 1, loss: Number.NaN }])).toHaveLength(5);
});

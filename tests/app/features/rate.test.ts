/** The search for a learning rate on the page: what it asks the worker, what it keeps of the answer, and where its curve is drawn. */
import { describe, expect, it } from 'vitest';
import { curveOf } from '../../../src/app/features/rate/curve.ts';
import { isSameSubject, rateSearchOf } from '../../../src/app/features/rate/search.ts';
import { rateText } from '../../../src/app/i18n/rateText.ts';
import { searchRates, suggestionOf } from '../../../src/training/rateSearch.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import type { Reply } from '../../../src/worker/protocol.ts';
import { recordedClient } from '../recordedClient.ts';

const points = searchRates(defaultConfig)
  .slice(0, 90)
  .map((rate) => ({ rate, loss: 1.4 + 0.9 / (1 + rate / 0.01) + 0.4 * (rate / 2) ** 2 }));

function searching() {
  const { client, sent, message } = recordedClient();
  const search = rateSearchOf(client);
  search.start({ config: defaultConfig });
  const [command] = sent;
  const id = command?.type === 'find-rate' ? command.id : '';
  const answer = (reply: Reply) => message({ type: 'answer', id, answer: reply });
  return { client, search, sent, answer, state: search.store.getState };
}

describe('the search', () => {
  it('asks once, follows the steps and keeps what was found', () => {
    const { client, search, sent, answer, state } = searching();
    search.start({ config: defaultConfig, runId: 'run' });
    expect(sent).toHaveLength(1);
    answer({ type: 'progress', done: 3, total: 100 });
    expect(state().doing).toEqual({ done: 3, total: 100 });
    answer({ type: 'rates', points });
    expect(state().doing).toBeUndefined();
    expect(state().found).toEqual({ points, subject: { config: defaultConfig } });
    // The dialog finds it again.
    expect(rateSearchOf(client)).toBe(search);
    search.start({ config: defaultConfig, runId: 'run' });
    expect(sent[1]).toMatchObject({ type: 'find-rate', runId: 'run', config: defaultConfig });
  });

  it('tells why it failed, and hears nothing any more once it is stopped', () => {
    const refused = searching();
    refused.answer({ type: 'failed', problem: { kind: 'weights-gone' } });
    expect(refused.state()).toEqual({ doing: undefined, problem: { kind: 'weights-gone' } });
    const { search, sent, answer, state } = searching();
    search.stop();
    expect(sent.map(({ type }) => type)).toEqual(['find-rate', 'stop-evaluation']);
    answer({ type: 'rates', points });
    expect(state().found).toBeUndefined();
  });

  it('holds for settings that it did not look at, and for no other network or run', () => {
    const found = { config: defaultConfig };
    const other = { ...defaultConfig, learningRate: 1, epochs: 3, schedule: 'constant' } as const;
    expect(isSameSubject(found, { config: other })).toBe(true);
    expect(isSameSubject(found, { config: { ...defaultConfig, width: 4 } })).toBe(false);
    expect(isSameSubject(found, { config: { ...defaultConfig, batchSize: 32 } })).toBe(false);
    expect(isSameSubject(found, { config: defaultConfig, runId: 'run' })).toBe(false);
  });
});

describe('the curve', () => {
  const box = { left: 40, right: 440, top: 20, bottom: 180 };

  it('lies in its box, with the lowest place where the suggestion says', () => {
    const suggestion = suggestionOf(points, defaultConfig);
    const scene = curveOf(points, suggestion, box);
    expect(scene?.line).toHaveLength(points.length);
    for (const { x, y } of scene?.line ?? []) {
      expect(x).toBeGreaterThanOrEqual(40);
      expect(x).toBeLessThanOrEqual(440);
      expect(y).toBeLessThanOrEqual(180);
    }
    expect(scene?.lowest?.x).toBeCloseTo(scene?.placeOf(suggestion?.lowest ?? 0) ?? 0, 6);
    expect(scene?.lowest?.y).toBe(Math.max(...(scene?.line ?? []).map(({ y }) => y)));
    // No wider apart than their texts are wide.
    const ats = scene?.rates.map(({ at }) => at) ?? [];
    for (let i = 1; i < ats.length; i++)
      expect((ats[i] as number) - (ats[i - 1] as number)).toBeGreaterThan(45);
    expect(scene?.placeOf(1e-9)).toBeUndefined();
  });

  it('is none of what has no two steps', () => {
    expect(curveOf([], undefined, box)).toBeUndefined();
    expect(curveOf([{ rate: 1, loss: 2 }], undefined, box)).toBeUndefined();
    expect(
      curveOf(
        [
          { rate: 1, loss: 2 },
          { rate: 2, loss: Number.NaN },
        ],
        undefined,
        box,
      ),
    ).toBeUndefined();
  });
});

it('rates are written in two digits', () => {
  expect([0.1234, 1e-5, 3.4e-6, 2, 0.00123].map(rateText)).toEqual(['0.12', '1e-5', '3.4e-6', '2', '0.0012']);
});

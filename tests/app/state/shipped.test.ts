/** The network that comes with the page, for views of frames: asked for once one wants it, not behind the back of who saves data. */
import { describe, expect, it } from 'vitest';
import { createSavings } from '../../../src/app/state/savings.ts';
import { createShipped, withShipped } from '../../../src/app/state/shipped.ts';
import type { FrameRepository } from '../../../src/storage/frameRepository.ts';
import { shippedRunId } from '../../../src/training/questions.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import type { Reply } from '../../../src/worker/protocol.ts';
import { frameAt } from '../../training/someFrame.ts';
import { recordedClient } from '../recordedClient.ts';

const network = { config: defaultConfig, command: 'x', device: 'x', epochs: [], best: 1, steps: 3 };
const there: Reply = { type: 'shipped', network, frame: frameAt(5) };

function setUp({ saves = false } = {}) {
  const { client, sent, message } = recordedClient();
  const savings = createSavings(saves);
  let later = { ms: 0, act: () => {} };
  const { store, want } = createShipped({
    client,
    savings,
    after: (ms, act) => {
      later = { ms, act };
      return () => {};
    },
  });
  const asks = () => sent.flatMap((command) => (command.type === 'shipped' ? [command.id] : []));
  const answer = (reply: Reply) => message({ type: 'answer', id: asks().at(-1) ?? '', answer: reply });
  return { store, want, asks, answer, savings, state: store.getState, later: () => later };
}

describe('the network that comes with the page', () => {
  it('is asked for once a view wants it, and once for all of them', () => {
    const { want, asks, answer, state } = setUp();
    expect([asks().length, state().known]).toEqual([0, false]);
    want();
    want();
    expect(asks()).toHaveLength(1);
    answer(there);
    expect(state()).toMatchObject({ known: true, network, frame: { epoch: 5 } });
    want();
    expect(asks()).toHaveLength(1);
  });

  it('is not asked for again where the page comes without one', () => {
    const { want, asks, answer, state } = setUp();
    want();
    answer({ type: 'shipped' });
    want();
    expect([asks().length, state().known, state().network]).toEqual([1, true, undefined]);
  });

  it('is asked for again where it could not be had, as long as a view wants it', () => {
    const { want, asks, answer, state, later } = setUp();
    const leave = want();
    answer({ type: 'failed', problem: { kind: 'shipped-not-loaded' } });
    expect(state()).toMatchObject({ known: true, problem: { kind: 'shipped-not-loaded' } });
    expect([asks().length, later().ms]).toEqual([1, 1000]);
    later().act();
    answer({ type: 'failed', problem: { kind: 'shipped-not-loaded' } });
    expect([asks().length, later().ms]).toEqual([2, 2000]);
    leave();
    later().act();
    expect(asks()).toHaveLength(2);
    want();
    expect(asks()).toHaveLength(3);
    answer(there);
    expect(state()).toMatchObject({ network, problem: undefined });
  });

  it('is not asked for again where its files are damaged', () => {
    const { want, asks, answer, later } = setUp();
    want();
    answer({ type: 'failed', problem: { kind: 'shipped-unusable' } });
    later().act();
    want();
    expect([asks().length, later().ms]).toEqual([1, 0]);
  });

  it('is asked for where data are saved only when the visitor says so', () => {
    const { want, asks, state, savings } = setUp({ saves: true });
    want();
    expect([asks().length, state().known]).toEqual([0, true]);
    savings.spend();
    expect([asks().length, state().known]).toEqual([1, false]);
  });
});

it('has one frame among those of runs', async () => {
  const stored: FrameRepository = {
    list: async (runId) => [{ runId, epoch: 1, step: 1, bytes: 1, savedAt: 1 }],
    load: async () => frameAt(1),
    save: async () => {},
    cut: async () => {},
  };
  const { store, want, answer } = setUp();
  const all = withShipped(stored, { store });
  expect(await all.list(shippedRunId)).toEqual([]);
  want();
  answer(there);
  expect(await all.list(shippedRunId)).toMatchObject([{ runId: shippedRunId, epoch: 5, step: 50 }]);
  expect(await all.load(shippedRunId, 5)).toEqual(frameAt(5));
  expect(await all.list('a')).toHaveLength(1);
  expect(await all.load('a', 1)).toEqual(frameAt(1));
});

/** The store of the twin: what it asks the worker for, when its answers hold, and when they are dropped. */
import { describe, expect, it } from 'vitest';
import { createPage } from '../../../src/app/state/page.ts';
import { createTwin, lookOf } from '../../../src/app/state/twin.ts';
import type { BlockVitals } from '../../../src/training/vitals.ts';
import type { Reply } from '../../../src/worker/protocol.ts';
import { device } from '../events.ts';
import { recordedClient } from '../recordedClient.ts';

function setUp(search = '?model=resnet20') {
  const { client, sent, message } = recordedClient();
  const page = createPage(client, { read: () => search, write: () => {} });
  const twin = createTwin(client, page);
  const looks = () => sent.filter((c) => c.type === 'look');
  const answer = (given: Reply) => message({ type: 'answer', id: looks().at(-1)?.id ?? '', answer: given });
  const known = () => lookOf(twin.store.getState(), page.store.getState());
  return { page, twin, sent, looks, answer, message, known, state: twin.store.getState };
}

const blocks = (gradientNorm: number): BlockVitals[] => [{ name: 'stem', gradientNorm }];

describe('a look at both networks', () => {
  it('is at the residual one first, then at the plain one, on the same pictures', () => {
    const { page, twin, looks, answer, message, known, state } = setUp();
    twin.actions.look();
    expect(looks()).toEqual([]);
    message({ type: 'device', device: { ...device, software: true } });
    twin.actions.look();
    twin.actions.look();
    expect(looks()).toHaveLength(1);
    expect(state().doing).toBe('residual');
    answer({ type: 'progress', done: 1, total: 70 });
    answer({ type: 'vitals', blocks: blocks(1) });
    expect([state().doing, known()?.residual, known()?.plain]).toEqual(['plain', blocks(1), undefined]);
    answer({ type: 'vitals', blocks: blocks(30) });
    expect(state().doing).toBeUndefined();
    expect(known()).toMatchObject({ residual: blocks(1), plain: blocks(30) });

    const [residual, plain] = looks().map(({ config }) => config);
    const { config } = page.store.getState();
    expect(residual).toEqual({ ...config, batchSize: residual?.batchSize });
    expect(plain).toEqual({ ...residual, shortcut: 'none' });
    // A second on a software adapter: 40.8 million multiply-accumulates a picture, six operations each.
    expect(residual?.batchSize).toBe(16);
    // Both are known now.
    twin.actions.look();
    expect(looks()).toHaveLength(2);
  });

  it('takes the batch that is set where the device affords it, and two pictures at least', () => {
    const batch = (search: string, software: boolean, set?: number) => {
      const { twin, looks, message, page } = setUp(search);
      if (set) page.actions.set('batchSize', set);
      message({ type: 'device', device: { ...device, software } });
      twin.actions.look();
      return looks()[0]?.config.batchSize;
    };
    expect(batch('?model=resnet20', false, 48)).toBe(48);
    expect(batch('?model=resnet152', true)).toBe(2);
  });

  it('gives a plain network the shortcuts that it would have', () => {
    const { twin, looks, answer, message, page, known } = setUp('?model=resnet20');
    message({ type: 'device', device });
    page.actions.set('shortcut', 'identity');
    page.actions.set('shortcut', 'none');
    twin.actions.look();
    expect(looks()[0]?.config.shortcut).toBe('identity');
    answer({ type: 'vitals', blocks: blocks(1) });
    answer({ type: 'vitals', blocks: blocks(2) });
    expect(looks()[1]?.config.shortcut).toBe('none');
    // Taking shortcuts away and giving them back leaves the pair as it is.
    page.actions.set('shortcut', 'identity');
    page.actions.set('learningRate', 0.3);
    expect(known()?.plain).toEqual(blocks(2));
  });

  it('is dropped when the network changes, also while it is under way', () => {
    const { twin, sent, looks, answer, message, page, known, state } = setUp();
    message({ type: 'device', device });
    twin.actions.look();
    answer({ type: 'vitals', blocks: blocks(1) });
    const under = looks()[1]?.id ?? '';
    page.actions.set('width', 8);
    expect(sent.at(-1)).toEqual({ type: 'stop-evaluation', id: under });
    expect(state()).toEqual({});
    message({ type: 'answer', id: under, answer: { type: 'vitals', blocks: blocks(9) } });
    expect([known(), state()]).toEqual([undefined, {}]);
    twin.actions.look();
    expect(looks()[2]?.config.width).toBe(8);
  });

  it('tells why it failed, keeps what is known, and goes on from there', () => {
    const { twin, looks, answer, message, known, state } = setUp();
    message({ type: 'device', device });
    twin.actions.look();
    const problem = { kind: 'busy', doing: 'run' } as const;
    answer({ type: 'vitals', blocks: blocks(1) });
    answer({ type: 'failed', problem });
    expect([state().problem, state().doing, known()?.residual]).toEqual([problem, undefined, blocks(1)]);
    twin.actions.look();
    expect(state().problem).toBeUndefined();
    expect(looks().map(({ config }) => config.shortcut)).toEqual(['projection', 'none', 'none']);
    // A run that starts ends it without a word.
    answer({ type: 'failed' });
    expect([state().problem, state().doing]).toEqual([undefined, undefined]);
  });
});

/** What surrounds a run: the tab, the screen, what is read out. */
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createStore } from 'zustand/vanilla';
import { announcementOf, endSentence } from '../../../src/app/features/train/announcement.ts';
import { partOf } from '../../../src/app/features/train/part.ts';
import { sendLater } from '../../../src/app/shell/lateStart.ts';
import { atMostEvery, ringIcon, ringOf, titleOf } from '../../../src/app/shell/tab.ts';
import { keepAwake } from '../../../src/app/shell/wakeLock.ts';
import { newPage, type PageState } from '../../../src/app/state/page.ts';
import { foldEvent, newRun, type Run } from '../../../src/app/state/run.ts';
import type { RunEvent } from '../../../src/training/events.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import { config, end, epoch, phase, runId, start, step } from '../events.ts';
import { catalogues } from '../i18n/catalogues.ts';

const words = catalogues.en;
const after = (...events: RunEvent[]): Run => events.reduce(foldEvent, newRun(runId, config));
const training = after(start(), phase('training'), step(9));
const paused = foldEvent(training, phase('paused'));

describe('the tab', () => {
  it('says how far which network is', () => {
    const preset = { ...training, config: defaultConfig };
    expect(titleOf(preset, false, words)).toBe('45\u00a0% · ResNet-20');
    expect(titleOf({ ...preset, phase: 'paused' }, false, words)).toBe('Paused at 45\u00a0% · ResNet-20');
    expect(titleOf(newRun(runId, defaultConfig), false, words)).toBe('Preparing · ResNet-20');
    expect(titleOf(undefined, false, words)).toBe('ResNet Playground');
    expect(titleOf(preset, false, catalogues.zh)).toBe('45\u00a0% · ResNet-20');
  });

  it('never rounds up to 100 %', () => {
    const almost = foldEvent(training, step(19, { step: 19 }));
    expect(titleOf({ ...almost, step: 1999, totalSteps: 2000 }, false, words)).toMatch(/^99\u00a0% /);
  });

  it('tells of an end until it is seen', () => {
    const over = { ...foldEvent(training, end('failed')), config: defaultConfig };
    expect(titleOf(over, true, words)).toBe('Failed · ResNet-20');
    expect(titleOf(over, false, words)).toBe('ResNet Playground');
  });

  it('has a ring in its icon that fills, and its own icon when nothing trains', () => {
    expect(ringOf(undefined)).toBeUndefined();
    expect(ringOf(training)).toBeCloseTo(0.45);
    expect(ringOf(foldEvent(training, end('finished')))).toBeUndefined();
    const dash = (share: number) =>
      Number(decodeURIComponent(ringIcon(share)).match(/dasharray="([\d.]+)/)?.[1]);
    expect(dash(0)).toBe(0);
    expect(dash(0.5)).toBeCloseTo(Math.PI * 12, 1);
    expect(dash(7)).toBe(dash(1));
  });
});

describe('atMostEvery', () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it('calls at once, then once an interval, and never drops the last', () => {
    const call = vi.fn();
    const soon = atMostEvery(1000, call);
    soon();
    expect(call).toHaveBeenCalledTimes(1);
    for (let i = 0; i < 9; i++) {
      vi.advanceTimersByTime(250);
      soon();
    }
    expect(call).toHaveBeenCalledTimes(3);
    vi.advanceTimersByTime(2000);
    expect(call).toHaveBeenCalledTimes(4);
    vi.advanceTimersByTime(5000);
    expect(call).toHaveBeenCalledTimes(4);
  });
});

describe('what is under way', () => {
  it('is what the run waits for, then the epoch, then the evaluation', () => {
    const progress = (task: 'compile' | 'shards' | 'evaluate', done: number): RunEvent => ({
      type: 'progress',
      runId,
      task,
      done,
      total: 4,
    });
    const run = after(start());
    expect(partOf(run)).toBeUndefined();
    expect(partOf(foldEvent(run, progress('shards', 1)))).toEqual({ kind: 'shards', share: 0.25 });
    expect(partOf(after(start(), progress('shards', 1), progress('compile', 2)))).toEqual({
      kind: 'compile',
      share: 0.5,
    });
    expect(partOf(after(start(), progress('shards', 1), phase('training'), step(4)))).toEqual({
      kind: 'epoch',
      epoch: 1,
      epochs: 2,
      share: 0.4,
    });
    expect(partOf(after(start(), step(10), phase('evaluating'), progress('evaluate', 1)))).toEqual({
      kind: 'evaluate',
      share: 0.25,
    });
    const second = partOf(after(start(), step(10), epoch(1), phase('training'), step(15)));
    expect(second).toEqual({ kind: 'epoch', epoch: 2, epochs: 2, share: 0.5 });
    expect(partOf(after(start(), step(20), epoch(1), epoch(2), end('finished')))).toBeUndefined();
  });
});

describe('what is read out', () => {
  it('changes with epochs, not with steps', () => {
    expect(announcementOf(undefined, words)).toBe('');
    expect(announcementOf(training, words)).toBe('');
    const once = after(start(), epoch(1), step(11));
    expect(announcementOf(once, words)).toBe('Epoch 1 of 2: train loss 2.0000, test accuracy 40.0\u00a0%.');
    expect(announcementOf(foldEvent(once, step(12)), words)).toBe(announcementOf(once, words));
  });

  it('names the best accuracy at the end, and the last epoch with it', () => {
    const over = after(start(), epoch(1, { testAccuracy: 0.5 }), epoch(2), end('finished'));
    expect(announcementOf(over, words)).toMatch(
      /^ResNet-20 is trained\. Highest test accuracy: 50\.0\u00a0%\. Epoch 2 of 2: /,
    );
    expect(endSentence(after(start(), end('stopped')), words)).toMatch(
      /^Training of ResNet-20 was stopped\.$/,
    );
  });

  it('leaves failures to the alert, which names the step and what to try', () => {
    const problem = { kind: 'diverged', loss: 'train', step: 7, learningRate: 3, gentler: 0.3 } as const;
    const over = after(start(), end('failed', { problem }));
    expect(announcementOf(over, words)).toBe('');
    expect(endSentence(over, words)).toMatch(/in step 7 at learning rate 3: .* 0\.3\.$/);
    expect(endSentence(over, catalogues.zh)).toMatch(/第 7 步.*学习率为 3 .*0\.3/);
    expect(
      endSentence(
        after(start(), end('failed', { problem: { kind: 'text', text: 'The GPU was lost' } })),
        words,
      ),
    ).toBe('The GPU was lost.');
  });
});

describe('the screen', () => {
  function setUp() {
    const store = createStore<PageState>(() => newPage(config));
    const held: string[] = [];
    const listeners: (() => void)[] = [];
    const document = {
      hidden: false,
      addEventListener: (_: string, listener: () => void) => void listeners.push(listener),
    };
    const request = vi.fn(async () => {
      held.push('lock');
      return { release: async () => void held.pop() };
    });
    const hide = (hidden: boolean) => {
      document.hidden = hidden;
      for (const listener of listeners) listener();
    };
    const set = (run: Run) => store.setState({ run });
    return { store, held, document: document as unknown as Document, request, hide, set };
  }
  const settle = () => new Promise((resolve) => setTimeout(resolve));

  it('stays awake while training, is let go when paused or over, and is asked for again when the page is back', async () => {
    const { store, held, document, request, hide, set } = setUp();
    keepAwake(store, { navigator: { wakeLock: { request } }, document });
    set(training);
    set(foldEvent(training, step(10)));
    await settle();
    expect(held).toHaveLength(1);
    expect(request).toHaveBeenCalledTimes(1);
    set(paused);
    await settle();
    expect(held).toHaveLength(0);
    set(training);
    hide(true);
    await settle();
    expect(held).toHaveLength(0);
    hide(false);
    await settle();
    expect(held).toHaveLength(1);
    set(foldEvent(training, end('finished')));
    await settle();
    expect(held).toHaveLength(0);
  });

  it('is nobody’s business where the browser cannot or will not', async () => {
    const { store, document, set } = setUp();
    keepAwake(store, { navigator: {}, document });
    const request = vi.fn(() => Promise.reject(new DOMException('battery', 'NotAllowedError')));
    keepAwake(store, { navigator: { wakeLock: { request } }, document });
    set(training);
    await settle();
    set(paused);
    await settle();
    expect(request).toHaveBeenCalledTimes(1);
  });
});

describe('a client that waits', () => {
  it('keeps commands in their order until they may go', () => {
    const sent: string[] = [];
    const client = {
      send: ({ type }: { type: string }) => void sent.push(type),
      onMessage: () => {},
      onFailure: () => {},
    };
    let go = () => {};
    const later = sendLater(client, (call) => {
      go = call;
    });
    later.send({ type: 'detect' });
    later.send({ type: 'stop', runId });
    expect(sent).toEqual([]);
    go();
    later.send({ type: 'pause', runId });
    expect(sent).toEqual(['detect', 'stop', 'pause']);
  });
});

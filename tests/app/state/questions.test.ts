/** The page's questions: who is asked for when, together with whom, and what becomes of answers that come too late or not at all. */
import { describe, expect, it } from 'vitest';
import { createLeftOut } from '../../../src/app/state/leftOut.ts';
import { createPage } from '../../../src/app/state/page.ts';
import { createQuestions, least, type Pace, type Told } from '../../../src/app/state/questions.ts';
import { createSavings } from '../../../src/app/state/savings.ts';
import type { Problem } from '../../../src/problems/index.ts';
import type { RunEvent } from '../../../src/training/events.ts';
import type { Answer, Question } from '../../../src/training/questions.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import type { TapRequest } from '../../../src/training/taps.ts';
import type { Reply, WorkerCommand } from '../../../src/worker/protocol.ts';
import { device } from '../events.ts';
import { recordedClient } from '../recordedClient.ts';

type Ask = Extract<WorkerCommand, { type: 'ask' }>;

function setUp({ known = true, idle = true, savesData = false } = {}) {
  const { client, sent, message } = recordedClient();
  let time = 1000;
  let timers: { readonly at: number; readonly act: () => void }[] = [];
  let hidden = false;
  let tabChanged = () => {};
  let settle = () => {};
  const page = createPage(client, { read: () => '', write: () => {} });
  const savings = createSavings(savesData);
  const leftOut = createLeftOut(page);
  const questions = createQuestions({
    client,
    page,
    now: () => time,
    after: (ms, act) => {
      const timer = { at: time + ms, act };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    tab: {
      hidden: () => hidden,
      onChange: (listener) => {
        tabChanged = listener;
      },
    },
    whenIdle: (call) => {
      settle = call;
    },
    savings,
    leftOut,
  });
  if (idle) settle();
  if (known) message({ type: 'device', device });
  const asks = () => sent.filter((command): command is Ask => command.type === 'ask');
  const reply = (answer: Reply) => message({ type: 'answer', id: asks().at(-1)?.id ?? '', answer });
  const event = (body: object) =>
    message({ type: 'run', event: { runId: page.store.getState().run?.id, ...body } as RunEvent });
  return {
    page,
    savings,
    leftOut: leftOut.actions,
    sent,
    asks,
    reply,
    message,
    event,
    view(question?: Question, pace?: Pace) {
      const told: Told[] = [];
      const view = questions.open((now) => void told.push(now), pace);
      if (question) view.ask(question);
      return { ...view, told, last: () => told[told.length - 1] };
    },
    said: (from: Partial<Answer> = {}) => reply({ type: 'said', answer: { ...nothing, ...from } }),
    failed: (problem?: Problem) => reply({ type: 'failed', problem }),
    pass(ms: number) {
      time += ms;
      const due = timers.filter(({ at }) => at <= time);
      timers = timers.filter(({ at }) => at > time);
      for (const { act } of due) act();
    },
    hide(now: boolean) {
      hidden = now;
      tabChanged();
    },
    train() {
      page.actions.start();
      event({ type: 'start', config: defaultConfig, device, stepsPerEpoch: 10, totalSteps: 20, step: 0 });
      event({ type: 'phase', phase: 'training' });
    },
    settle: () => settle(),
    /** A step that the screen shows at once. */
    vitals: (step: number) => {
      event({
        type: 'step',
        step,
        epoch: 0.1,
        trainLoss: 1,
        trainAccuracy: 0,
        learningRate: 1,
        imagesPerSecond: 1,
      });
      event({ type: 'vitals', step, epoch: 0.1, blocks: [] });
    },
  };
}

const nothing: Answer = {
  network: { kind: 'run', runId: 'r', step: 1, epoch: 0.1 },
  logits: new Float32Array(10),
  pooled: [],
  sizes: [],
  maps: [],
};
const about = (index: number, taps: Partial<TapRequest> = {}): Question => ({
  pictures: { kind: 'test', indices: [index] },
  taps: { mode: 'evaluation', ...taps },
});

describe('a view', () => {
  it('is asked for once the device is known, and told the answer', () => {
    const { view, asks, said, message } = setUp({ known: false });
    const one = view(about(3));
    expect(asks()).toEqual([]);
    message({ type: 'device', device });
    expect(asks().map(({ question }) => question)).toEqual([about(3)]);
    said();
    expect(one.last()).toMatchObject({ answer: nothing });
  });

  it('is not asked for again as long as the network cannot say anything else', () => {
    const { view, asks, said, pass, train, vitals, event } = setUp();
    view(about(3));
    said();
    pass(60_000);
    expect(asks()).toHaveLength(1);
    train();
    expect(asks()).toHaveLength(2);
    said();
    pass(60_000);
    expect(asks()).toHaveLength(2);
    vitals(1);
    expect(asks()).toHaveLength(3);
    said();
    event({ type: 'phase', phase: 'paused' });
    pass(60_000);
    expect(asks()).toHaveLength(3);
    event({ type: 'end', outcome: 'stopped', step: 1 });
    expect(asks()).toHaveLength(4);
  });

  it('is asked for four times a second at most, and never twice at a time', () => {
    const { view, asks, said, pass, train, vitals } = setUp();
    train();
    view(about(3));
    let step = 0;
    for (let i = 0; i < 100; i++) {
      vitals(++step);
      pass(20);
      if (i % 2) said();
    }
    // Two seconds.
    expect(asks().length).toBeLessThanOrEqual(9);
    expect(asks().length).toBeGreaterThanOrEqual(7);
    for (let i = 0; i < 100; i++) {
      vitals(++step);
      pass(20);
    }
    expect(asks().length).toBeLessThanOrEqual(10);
  });

  it('of the pace of epochs is asked for after each of them, and when the run is over', () => {
    const { view, asks, said, pass, train, vitals, event } = setUp();
    train();
    view(about(3), 'epochs');
    said();
    vitals(1);
    vitals(2);
    pass(60_000);
    expect(asks()).toHaveLength(1);
    const told = {
      step: 10,
      trainLoss: 1,
      trainAccuracy: 0.5,
      learningRate: 1,
      testLoss: 1,
      testAccuracy: 0.5,
    };
    event({ type: 'epoch', epoch: 1, epochs: 2, seconds: 1, imagesPerSecond: 9, ...told });
    expect(asks()).toHaveLength(2);
    said();
    vitals(11);
    pass(60_000);
    expect(asks()).toHaveLength(2);
    event({ type: 'end', outcome: 'stopped', step: 11 });
    expect(asks()).toHaveLength(3);
  });

  it('that wants to know something else is not told of what it wanted before', () => {
    const { view, sent, asks, said, message } = setUp();
    const one = view(about(3));
    const old = asks()[0]?.id ?? '';
    one.ask(about(4));
    // It waits its time, but the old question is no longer on its way.
    expect(sent.at(-1)).toEqual({ type: 'withdraw', id: old });
    message({ type: 'answer', id: old, answer: { type: 'said', answer: nothing } });
    expect(one.last()?.answer).toBeUndefined();
    expect(asks()).toHaveLength(1);
    said();
    expect(one.last()?.answer).toBeUndefined();
  });

  it('that goes, or is out of sight, is not asked for; neither is any in a hidden tab', () => {
    const { view, sent, asks, pass, hide, train, vitals, said } = setUp();
    const one = view(about(3));
    one.close();
    expect(sent.at(-1)).toMatchObject({ type: 'withdraw' });
    const two = view(about(3));
    said();
    two.setInView(false);
    train();
    pass(1000);
    expect(asks()).toHaveLength(2);
    two.setInView(true);
    expect(asks()).toHaveLength(3);
    said();
    hide(true);
    vitals(5);
    pass(1000);
    expect(asks()).toHaveLength(3);
    hide(false);
    expect(asks()).toHaveLength(4);
  });
});

describe('before a run', () => {
  it('nothing is asked until the page has come to rest', () => {
    const { view, asks, settle } = setUp({ idle: false });
    view(about(3));
    expect(asks()).toEqual([]);
    settle();
    expect(asks()).toHaveLength(1);
  });

  it('nothing is asked where the visitor saves data; a run is asked all the same', () => {
    const { view, asks, train } = setUp({ savesData: true });
    view(about(3));
    expect(asks()).toEqual([]);
    train();
    expect(asks()).toHaveLength(1);
  });

  it('all is asked as soon as who saves data wants it', () => {
    const { view, asks, savings } = setUp({ savesData: true });
    view(about(3));
    savings.spend();
    expect(asks()).toHaveLength(1);
  });
});

describe('several views', () => {
  it('take turns', () => {
    const { view, asks, said, pass, train, vitals } = setUp();
    train();
    for (const index of [0, 1, 2]) view(about(index));
    for (let step = 1; step <= 30; step++) {
      said();
      vitals(step);
      pass(100);
    }
    const turns = asks().map(({ question }) =>
      question.pictures.kind === 'test' ? question.pictures.indices[0] : -1,
    );
    const counts = [0, 1, 2].map((index) => turns.filter((turn) => turn === index).length);
    expect(Math.max(...counts) - Math.min(...counts)).toBeLessThanOrEqual(1);
    expect(Math.min(...counts)).toBeGreaterThan(8);
  });

  it('that ask about the same pictures are asked for together, and each is told what it asked', () => {
    const { view, asks, said, pass, page, vitals, train } = setUp();
    train();
    const busy = view(about(9));
    const [a, b, c] = [
      view(
        about(3, {
          maps: [
            { block: 'stem', of: 'output' },
            { block: 'layer1.0', of: 'sum' },
          ],
        }),
      ),
      view(about(3, { maps: [{ block: 'stem', of: 'output' }], pooled: true })),
      view(about(3, { mode: 'training' })),
    ];
    said();
    expect(asks()[1]?.question).toEqual(
      about(3, {
        pooled: true,
        sizes: false,
        maps: [
          { block: 'layer1.0', of: 'sum' },
          { block: 'stem', of: 'output' },
        ],
      }),
    );
    const map = { height: 1, width: 1, channels: 1 };
    const maps = [
      { block: 'layer1.0', of: 'sum' as const, ...map, values: Float32Array.of(1) },
      { block: 'stem', of: 'output' as const, ...map, values: Float32Array.of(2) },
    ];
    const pooled = [{ block: 'stem', channels: 1, values: Float32Array.of(3) }];
    said({ maps, pooled });
    expect(a.last()?.answer).toMatchObject({ maps: maps.toReversed(), pooled: [] });
    expect(b.last()?.answer).toMatchObject({ maps: maps.slice(1), pooled });
    expect(c.last()?.answer).toBeUndefined();
    expect(busy.last()?.answer).toBeDefined();
    expect(asks()[2]?.question.taps.mode).toBe('training');
    said();
    vitals(2);
    pass(least);
    expect(page.store.getState().run?.step).toBe(2);
  });

  it('are asked without the blocks that are switched off, unless they say themselves of whom or without what', () => {
    const { view, asks, said, pass, leftOut } = setUp();
    const chosen = view(about(3));
    said();
    leftOut.switch(['layer1.0'], true);
    pass(least);
    expect(asks().at(-1)?.question).toEqual({ ...about(3), without: ['layer1.0'] });
    view(about(3, { sizes: true }));
    said();
    // They share a pass as before.
    expect(asks().at(-1)?.question).toMatchObject({ taps: { sizes: true }, without: ['layer1.0'] });
    said();
    for (const more of [{ of: { kind: 'shipped' } }, { without: ['layer2.0'], compared: true }] as const) {
      view({ ...about(3), ...more });
      pass(least);
      expect(asks().at(-1)?.question).toEqual({ ...about(3), ...more });
      said();
    }
    const before = asks().length;
    leftOut.bringBack();
    pass(least);
    expect(asks()).toHaveLength(before + 1);
    expect(asks().at(-1)?.question.without).toBeUndefined();
    expect(chosen.last()?.answer).toBeDefined();
  });

  it('know that an answer is of the network before a block was switched, until there is one of it', () => {
    const { view, said, pass, leftOut } = setUp();
    const chosen = view(about(3));
    const other = view({ ...about(3), of: { kind: 'shipped' } });
    said();
    said();
    leftOut.switch(['layer1.0'], true);
    expect(chosen.last()).toMatchObject({ answer: {}, behind: true });
    expect(other.last()?.behind).toBeUndefined();
    pass(least);
    // Switched once more while the answer is on its way.
    leftOut.bringBack();
    said();
    expect(chosen.last()).toMatchObject({ answer: {}, behind: true });
    pass(least);
    said();
    expect(chosen.last()?.behind).toBeUndefined();
  });

  it('that are asked for once ask one question after the other, without a wait', () => {
    const { view, asks, said, pass, train, vitals } = setUp();
    train();
    const one = view(about(3), 'once');
    for (let index = 4; index < 8; index++) {
      said();
      one.ask(about(index));
    }
    expect(asks()).toHaveLength(5);
    said();
    vitals(3);
    pass(60_000);
    expect(asks()).toHaveLength(5);
  });

  it('that ask networks of their own about the same pictures are asked for one after the other', () => {
    const { view, asks, said } = setUp();
    const first: Question = { ...about(3), of: { kind: 'run', runId: 'a' } };
    const [a, b] = [view(first), view({ ...about(3), of: { kind: 'run', runId: 'b' } })];
    view({ ...first, taps: { mode: 'evaluation', pooled: true } });
    expect(asks()[0]?.question).toEqual(first);
    said();
    expect(a.last()?.answer).toBeDefined();
    expect(b.last()?.answer).toBeUndefined();
    expect(asks()[1]?.question).toMatchObject({ of: { runId: 'b' } });
    said();
    expect(asks()[2]?.question).toMatchObject({ of: { runId: 'a' }, taps: { pooled: true } });
  });

  it('ask about their own pictures together where they are the same array', () => {
    const { view, asks, said } = setUp();
    view(about(1));
    const [images, others] = [new Uint8Array(3072), new Uint8Array(3072)];
    const own = (of: Uint8Array, taps: Partial<TapRequest> = {}): Question => ({
      pictures: { kind: 'pixels', images: of },
      taps: { mode: 'evaluation', ...taps },
    });
    view(own(images, { sizes: true }));
    view(own(others));
    view(own(images, { pooled: true }));
    said();
    expect(asks()[1]?.question.taps).toMatchObject({ sizes: true, pooled: true });
    said();
    expect(asks()[2]?.question).toEqual(own(others));
  });
});

describe('a question that fails', () => {
  it('is asked again later and later, until the network is another one; the last answer stays', () => {
    const { view, asks, said, failed, pass, train, vitals } = setUp();
    train();
    const one = view(about(3));
    said();
    vitals(1);
    pass(least);
    failed({ kind: 'question-failed' });
    expect(one.last()).toMatchObject({ answer: nothing, problem: { kind: 'question-failed' } });
    const waits: number[] = [];
    for (let tries = 0; tries < 3; tries++) {
      const before = asks().length;
      let waited = 0;
      while (asks().length === before) {
        pass(100);
        waited += 100;
      }
      waits.push(waited);
      failed({ kind: 'run-over' });
    }
    expect(waits).toEqual([1000, 2000, 4000]);
    pass(8000);
    said();
    expect(one.last()?.problem).toBeUndefined();
  });

  it.each<Problem>([{ kind: 'no-network' }, { kind: 'worker-broke', why: 'out of memory' }])(
    'is not asked again after $kind before there is another network',
    (problem) => {
      const { view, asks, failed, pass, train } = setUp();
      const one = view(about(3));
      failed(problem);
      pass(1_000_000);
      expect(asks()).toHaveLength(1);
      expect(one.last()?.problem).toEqual(problem);
      train();
      expect(asks()).toHaveLength(2);
    },
  );

  it('waits while a run that broke down has not begun again', () => {
    const { view, asks, failed, pass, train, event } = setUp();
    train();
    view(about(3));
    event({ type: 'phase', phase: 'recovering' });
    failed({ kind: 'run-over' });
    pass(100_000);
    expect(asks()).toHaveLength(1);
    event({ type: 'start', config: defaultConfig, device, stepsPerEpoch: 10, totalSteps: 20, step: 0 });
    event({ type: 'phase', phase: 'training' });
    expect(asks()).toHaveLength(2);
  });
});

/** Sweeps over the blocks of a network: which questions they ask, what they make of the answers, and when they begin anew. */
import { describe, expect, it } from 'vitest';
import { createLeftOut } from '../../../src/app/state/leftOut.ts';
import { createPage } from '../../../src/app/state/page.ts';
import { createPrices, priceKey } from '../../../src/app/state/prices.ts';
import { keyOf, type Pace, type Questions, type Told } from '../../../src/app/state/questions.ts';
import type { RunEvent } from '../../../src/training/events.ts';
import type { Answer, Question } from '../../../src/training/questions.ts';
import { defaultConfig } from '../../../src/training/settings.ts';
import { device } from '../events.ts';
import { recordedClient } from '../recordedClient.ts';

const blocks = ['layer1.0', 'layer1.1', 'layer2.0'];
/** Of three classes, in turn. */
const labels = Uint8Array.from({ length: 10_000 }, (_, i) => i % 3);

/** Logits of pictures of which every `each`-th is taken for something else. */
const naming = (from: number, count: number, each: number): Float32Array =>
  Float32Array.from({ length: 3 * count }, (_, i) => {
    const picture = from + Math.floor(i / 3);
    const said = picture % each === 0 ? (picture + 1) % 3 : picture % 3;
    return i % 3 === said ? 1 : 0;
  });

function setUp() {
  const { client, message } = recordedClient();
  const page = createPage(client, { read: () => '', write: () => {} });
  const leftOut = createLeftOut(page);
  const asked: Question[] = [];
  const paces: (Pace | undefined)[] = [];
  let now: { question: Question; tell: (told: Told) => void } | undefined;
  const questions: Questions = {
    open: (tell, pace) => {
      paces.push(pace);
      return {
        ask(question) {
          now = question && { question, tell };
          if (question) asked.push(question);
        },
        setInView: () => {},
        close() {
          now = undefined;
        },
      };
    },
  };
  const prices = createPrices({ questions, page, leftOut });
  const event = (body: object) =>
    message({ type: 'run', event: { runId: page.store.getState().run?.id, ...body } as RunEvent });
  return {
    page,
    prices,
    leftOut,
    asked,
    paces,
    waiting: () => now?.question,
    event,
    watch: (id = 'net') => prices.watch({ id, blocks, labels }),
    /** The network is wrong on every tenth picture, without a block on every fifth. */
    answer(step = 0) {
      if (!now) throw new Error('Nobody asks.');
      const { question, tell } = now;
      if (question.pictures.kind !== 'test') throw new Error('Other pictures.');
      const { indices } = question.pictures;
      const [from = 0] = indices;
      const answer: Answer = {
        network: { kind: 'run', runId: 'r', step, epoch: 0 },
        logits: naming(from, indices.length, 5),
        ...(question.compared && { whole: naming(from, indices.length, 10) }),
        pooled: [],
        sizes: [],
        maps: [],
      };
      tell({ key: keyOf(question), answer });
    },
    train() {
      page.actions.start();
      event({ type: 'start', config: defaultConfig, device, stepsPerEpoch: 10, totalSteps: 20, step: 0 });
      event({ type: 'phase', phase: 'training' });
    },
    epoch(epoch: number) {
      const told = { trainLoss: 1, trainAccuracy: 0.5, learningRate: 1, testLoss: 1, testAccuracy: 0.5 };
      event({ type: 'epoch', epoch, epochs: 9, seconds: 1, imagesPerSecond: 9, step: 10 * epoch, ...told });
    },
  };
}

const firstOf = ({ pictures }: Question): number | undefined =>
  pictures.kind === 'test' ? pictures.indices[0] : undefined;

describe('a sweep over a network that stands still', () => {
  it('asks about every block in turn, beside the whole network, on more and more pictures, and ends', () => {
    const { watch, answer, asked, paces, prices, waiting } = setUp();
    watch();
    expect(paces).toEqual(['once']);
    for (let i = 0; i < 12; i++) {
      expect(prices.store.getState().progress).toEqual({ done: i % 3, total: 3 });
      answer();
    }
    expect(waiting()).toBeUndefined();
    expect(prices.store.getState().progress).toBeUndefined();
    expect(asked.map(({ without }) => without)).toEqual([0, 1, 2, 3].flatMap(() => blocks.map((b) => [b])));
    expect(asked.map(firstOf)).toEqual([0, 100, 250, 500].flatMap((first) => [first, first, first]));
    expect(asked.every(({ of }) => of === undefined)).toBe(true);
    // All of its blocks say the same until it learns.
    expect(asked.map(({ compared = false }) => compared)).toEqual(
      blocks.map((_, i) => i === 0).concat(...[1, 2, 3].map(() => [true, false, false])),
    );
    const price = prices.store.getState().prices['layer1.1'];
    expect(price).toMatchObject({ pictures: 1000, whole: 0.9, without: 0.8, loss: 0.1 });
  });

  it('asks for the whole network again where another one has answered meanwhile', () => {
    const { watch, answer, asked, prices } = setUp();
    watch();
    answer(1);
    answer(2);
    expect(asked.at(-1)).toMatchObject({ without: ['layer1.1'], compared: true });
    expect(Object.keys(prices.store.getState().prices)).toEqual(['layer1.0']);
    answer(2);
    expect(prices.store.getState().prices['layer1.1']).toMatchObject({ whole: 0.9, without: 0.8 });
  });

  it('asks about all that are switched off together as soon as they are', () => {
    const { watch, answer, asked, leftOut, prices } = setUp();
    watch();
    answer();
    leftOut.actions.switch(['layer2.0'], true);
    expect(asked.at(-1)?.without).toEqual(['layer1.1']);
    leftOut.actions.switch(['layer1.0'], true);
    expect(asked.at(-1)?.without).toEqual(['layer2.0', 'layer1.0']);
    answer();
    expect(prices.store.getState().prices[priceKey(['layer1.0', 'layer2.0'])]?.pictures).toBe(100);
    expect(asked.at(-1)?.without).toEqual(['layer1.1']);
  });

  it('forgets what it knows of another network, and stops with the last who looks', () => {
    const { watch, answer, prices, waiting } = setUp();
    const stop = watch();
    answer();
    stop();
    expect(waiting()).toBeUndefined();
    watch();
    expect(Object.keys(prices.store.getState().prices)).toEqual(['layer1.0']);
    watch('another');
    expect(prices.store.getState().prices).toEqual({});
  });
});

describe('a sweep over a network that learns', () => {
  it('takes one round after every epoch', () => {
    const { watch, answer, asked, waiting, train, epoch, event, prices } = setUp();
    train();
    watch();
    for (let i = 0; i < 3; i++) answer(4);
    expect(waiting()).toBeUndefined();
    event({ type: 'vitals', step: 5, epoch: 0.5, blocks: [] });
    expect(waiting()).toBeUndefined();
    epoch(1);
    expect(asked.map(firstOf)).toEqual([0, 0, 0, 0]);
    // An epoch that ends meanwhile is the next round's.
    answer(11);
    epoch(2);
    answer(21);
    answer(21);
    expect(asked.at(-1)?.without).toEqual(['layer1.0']);
    expect(prices.store.getState().prices['layer2.0']).toMatchObject({
      pictures: 250,
      network: { step: 21 },
    });
  });

  it('begins anew where it stands still, and asks about more pictures', () => {
    const { watch, answer, asked, train, event, prices, waiting } = setUp();
    train();
    watch();
    answer(4);
    event({ type: 'phase', phase: 'paused' });
    expect(asked.at(-1)?.without).toEqual(['layer1.0']);
    for (let i = 0; i < 4; i++) answer(9);
    expect(asked.map(firstOf).at(-1)).toBe(100);
    event({ type: 'phase', phase: 'training' });
    expect(prices.store.getState().prices['layer1.0']?.pictures).toBe(250);
    expect(asked.at(-1)).toMatchObject({ without: ['layer1.0'], pictures: { indices: { length: 250 } } });
    expect(firstOf(asked.at(-1) as Question)).toBe(0);
    for (let i = 0; i < 3; i++) answer(20);
    expect(waiting()).toBeUndefined();
    expect(prices.store.getState().prices['layer2.0']).toMatchObject({
      pictures: 250,
      network: { step: 20 },
    });
  });
});

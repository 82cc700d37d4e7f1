/** Questions to a run under way: what they may cost, in which order they are answered, and that the run does not change by them. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import type { ImageBatch } from '../../src/nn/engine.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { QuestionDesk } from '../../src/trainer/questions.ts';
import { StepTimes } from '../../src/trainer/stepTimes.ts';
import type { Look } from '../../src/training/questions.ts';
import type { TapRequest, Taps } from '../../src/training/taps.ts';
import { realPictures, settle, testRun, tiny, tinySteps, until } from './kit.ts';

const taps: TapRequest = { mode: 'evaluation' };
const said: Taps = { logits: new Float32Array(10), pooled: [], sizes: [], maps: [] };
const picture = () => new Uint8Array(32 * 32 * 3);
const without = <T>(_: readonly string[], look: () => T): T => look();
const readWeight = async (name: string) => ({ name, shape: [], data: new Float32Array() });

/** A desk whose engine answers at once, by a clock of the test. */
function deskAt(seconds: () => number, atOnce = 100) {
  const times = new StepTimes(seconds);
  const asked: number[] = [];
  const engine = {
    readWeight,
    without,
    warmUpTaps: async () => {},
    taps: async ({ images }: { images: Uint8Array }) => {
      asked.push(images[0] ?? -1);
      return said;
    },
  };
  const desk = new QuestionDesk({
    engine: engine as ConstructorParameters<typeof QuestionDesk>[0]['engine'],
    imageSize: 32,
    atOnce,
    seconds,
    times,
    onReady: () => {},
  });
  return { desk, times, asked };
}

/** Runs steps of `plain` seconds while several views ask again and again. @returns the share of the time that answers took, but for the last, which is not made up for. */
async function shareOf(steps: number, plain: number, extra: (answer: number) => number): Promise<number> {
  let now = 50;
  const { desk, times } = deskAt(() => now);
  desk.open();
  const askOn = (): void => void desk.ask({ images: picture(), taps }).then(askOn);
  for (let view = 0; view < 3; view++) askOn();
  let [answers, cost, last] = [0, 0, 0];
  for (let step = 0; step < steps; step++) {
    await settle(1);
    const aside = desk.due ? desk.answer(step) : undefined;
    const more = aside ? extra(answers++) : 0;
    if (aside) last = more;
    cost += more;
    now += plain + more;
    await times.timed(Promise.resolve(), aside);
  }
  expect(answers).toBeGreaterThan(4);
  return (cost - last) / (now - 50);
}

describe('the desk', () => {
  it.each([
    [0.1, 0.02],
    [0.1, 0.5],
    [2, 0.3],
    [0.01, 0.001],
  ])('steps of %d s: answers that take %d s more stay within six in a hundred', async (plain, extra) => {
    const share = await shareOf(600, plain, () => extra);
    expect(share).toBeLessThanOrEqual(0.06);
    expect(share).toBeGreaterThan(Math.min(0.045, (0.3 * extra) / (2 * plain)));
  });

  it('makes up for a large answer before the next, whatever that one costs', async () => {
    expect(await shareOf(1000, 0.1, (answer) => (answer % 3 === 0 ? 1 : 0.01))).toBeLessThanOrEqual(0.06);
  });

  it('answers those first that have waited longest, and nobody who wants no answer any more', async () => {
    const { desk, asked } = deskAt(() => 0);
    const leave = new AbortController();
    const answers = [1, 2, 3].map((first) =>
      desk
        .ask({
          images: picture().fill(first),
          taps,
          ...(first === 2 && { signal: leave.signal }),
        })
        .then(
          ({ step }) => `${first} after step ${step}`,
          () => `${first} left`,
        ),
    );
    await settle(1);
    expect(desk.waiting).toBe(false);
    desk.open();
    await settle(1);
    leave.abort();
    await desk.answerNow(7);
    await desk.answerNow(8);
    expect(desk.waiting).toBe(false);
    expect(await Promise.all(answers)).toEqual(['1 after step 7', '2 left', '3 after step 8']);
    expect(asked).toEqual([1, 3]);
  });

  it('refuses whoever asks or waits when the run is over', async () => {
    const { desk } = deskAt(() => 0);
    const waits = desk.ask({ images: picture(), taps });
    desk.end();
    await expect(waits).rejects.toThrow('The run is over.');
    await expect(desk.ask({ images: picture(), taps })).rejects.toThrow('The run is over.');
  });

  it('hands what is wrong with one question to whoever asked it', async () => {
    const broken = () => Promise.reject(new Error('No such block'));
    const engine = { readWeight, without, warmUpTaps: broken, taps: async () => said };
    const other = new QuestionDesk({
      engine,
      imageSize: 32,
      atOnce: 1,
      seconds: () => 0,
      times: { plainSteps: 0 },
      onReady: () => {},
    });
    other.open();
    await expect(other.ask({ images: picture(), taps })).rejects.toThrow('No such block');
    expect(other.waiting).toBe(false);
  });
});

describe('a run', () => {
  let data: Dataset;
  beforeAll(async () => {
    await openDevice();
    data = await realPictures();
    await data.test.arrived(4);
  });

  /** The test pictures of these numbers. */
  function pictures(...indices: number[]): ImageBatch {
    const batch = { images: new Uint8Array(3072 * indices.length), labels: new Int32Array(indices.length) };
    data.test.gather(indices, batch);
    return batch;
  }
  const images = () => pictures(0, 3).images;
  const everything: TapRequest = {
    mode: 'training',
    pooled: true,
    sizes: true,
    maps: [{ block: 'layer1.0', of: 'branch' }],
    gradient: { block: 'layer1.0', classes: [1, 2] },
  };

  it('that is asked all the time ends equal to the bit to one that nobody asks', async () => {
    const numbers = async (asked: boolean) => {
      const states: Checkpoint[] = [];
      // Long enough for several answers in the little time that they may take.
      const long = { ...tiny, epochs: 8 };
      const run = testRun(data, long, { save: async (checkpoint) => void states.push(checkpoint) });
      let answers = 0;
      const askOn = (look: Look): void =>
        void run.trainer.ask({ images: images(), ...look }).then(
          () => {
            answers++;
            askOn(look);
          },
          () => {},
        );
      if (asked)
        [{ taps: everything }, { taps }, { taps, without: ['layer1.0'], compared: true }].forEach(askOn);
      expect(await run.outcome()).toBe('finished');
      if (asked) expect(answers).toBeGreaterThan(1);
      const { state, position } = states[states.length - 1]!;
      const told = run.of('epoch').map((e) => [e.trainLoss, e.trainAccuracy, e.testLoss, e.testAccuracy]);
      return { state, step: position.step, told };
    };
    expect(await numbers(true)).toEqual(await numbers(false));
  });

  it('answers at once while it is paused, with the weights of that step', async () => {
    const run = testRun(data);
    run.trainer.pause();
    const outcome = run.outcome();
    const first = await run.trainer.ask({ images: images(), taps });
    expect([first.step, first.epoch]).toEqual([0, 0]);
    expect([...first.taps.logits]).toEqual([...(await run.engine.logits(pictures(0, 3)))]);
    // Without its only block, beside what it says with it, at the same weights.
    const cut = await run.trainer.ask({ images: images(), taps, without: ['layer1.0'], compared: true });
    expect(cut.taps.whole).toEqual(first.taps.logits);
    expect(cut.taps.logits).not.toEqual(first.taps.logits);
    expect(first.taps.whole).toBeUndefined();
    run.trainer.singleStep();
    await until(() => run.of('vitals').length === 1);
    await settle();
    const second = await run.trainer.ask({ images: images(), taps });
    expect([second.step, second.epoch]).toEqual([1, 1 / tinySteps]);
    expect(second.taps.logits).not.toEqual(first.taps.logits);
    run.trainer.stop();
    expect(await outcome).toBe('stopped');
    await expect(run.trainer.ask({ images: images(), taps })).rejects.toThrow('The run is over.');
  });

  it('lets a question wait for the end of its evaluation', async () => {
    const run = testRun(data, { ...tiny, epochs: 2 });
    const steps: Promise<number>[] = [];
    const during: string[] = [];
    run.onEvent((event) => {
      if (event.type === 'phase') during.push(event.phase);
      if (event.type !== 'phase' || event.phase !== 'evaluating' || steps.length > 0) return;
      steps.push(run.trainer.ask({ images: images(), taps }).then(({ step }) => step));
      void steps[0]?.then(() => during.push('answered'));
    });
    expect(await run.outcome()).toBe('finished');
    // Not before a plain step of the next epoch was timed.
    expect(await steps[0]).toBeGreaterThan(tinySteps);
    expect(during.indexOf('answered')).toBeGreaterThan(during.lastIndexOf('training'));
  });

  it('goes on where a question cannot be answered', async () => {
    const engine = createEngine(tiny, data, { backend: 'cpu' });
    engine.taps = () => Promise.reject(new Error('No such block'));
    const run = testRun(data, tiny, { engine });
    run.trainer.pause();
    const outcome = run.outcome();
    await expect(run.trainer.ask({ images: images(), taps })).rejects.toThrow('No such block');
    run.trainer.resume();
    expect(await outcome).toBe('finished');
    expect(run.of('end')[0]?.problem).toBeUndefined();
  });
});

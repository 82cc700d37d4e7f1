/** A search for a learning rate through page and worker, on the CPU: what it finds, when it is refused, and that a paused run never knows of it. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import * as tf from '../../src/nn/tf.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import { searchRates } from '../../src/training/rateSearch.ts';
import type { Reply } from '../../src/worker/protocol.ts';
import { saying } from '../problems/saying.ts';
import { realPictures, tiny, until } from '../trainer/kit.ts';
import { type ThreadlessPage, threadlessPages } from './threadless.ts';

const config = { ...tiny, engine: 'stock', epochs: 3 } as const;

/** A step on the CPU takes its time. */
const steps = 12;

let data: Dataset;
let device: OpenedDevice;
beforeAll(async () => {
  device = await openDevice();
  data = await realPictures(config);
});

const newPage = threadlessPages();
const open = () => newPage(device, data);
const pointsOf = (answer: Reply) => (answer.type === 'rates' ? answer.points : []);
const isPaused = (page: ThreadlessPage) =>
  page.events('run').some((e) => e.type === 'phase' && e.phase === 'paused');

/** A run that is paused after its first steps. */
async function paused(): Promise<ThreadlessPage> {
  const page = open();
  page.client.send({ type: 'start', runId: 'run', config });
  await until(() => page.events('run').some((e) => e.type === 'epoch'));
  page.client.send({ type: 'pause', runId: 'run' });
  await until(() => isPaused(page));
  return page;
}

describe('a search', () => {
  it('has a loss for every rate, the same each time, and leaves no tensor behind', async () => {
    const page = open();
    const before = tf.memory().numTensors;
    page.client.send({ type: 'find-rate', steps, id: 'a', config });
    const points = pointsOf(await page.answer('a'));
    expect(points.length).toBeGreaterThan(steps / 2);
    expect(points.map(({ rate }) => rate)).toEqual(searchRates(config, steps).slice(0, points.length));
    expect(points[0]?.loss).toBeGreaterThan(1);
    expect(page.answers('a').filter(({ type }) => type === 'progress')).toHaveLength(points.length + 1);
    // The rate that is set has no say.
    page.client.send({ type: 'find-rate', steps, id: 'b', config: { ...config, learningRate: 3 } });
    expect(pointsOf(await page.answer('b'))).toEqual(points);
    // What chance leaves out of a run's steps is left out of these.
    const dropping = { ...config, zeroInit: false };
    const lossOf = async (id: string, stochasticDepth: number) => {
      page.client.send({ type: 'find-rate', steps: 2, id, config: { ...dropping, stochasticDepth } });
      return pointsOf(await page.answer(id))[0]?.loss;
    };
    const [dropped, whole] = [await lossOf('c', 0.9), await lossOf('d', 0)];
    expect(Math.abs((dropped ?? Number.NaN) - (whole ?? Number.NaN))).toBeGreaterThan(1e-3);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is refused while a run trains, and ends without a word when it is stopped', async () => {
    const page = open();
    page.client.send({ type: 'find-rate', steps, id: 'a', config });
    page.client.send({ type: 'stop-evaluation', id: 'a' });
    expect(await page.answer('a')).toEqual({ type: 'failed' });
    page.client.send({ type: 'start', runId: 'run', config: { ...config, epochs: 40 } });
    page.client.send({ type: 'find-rate', steps, id: 'b', config });
    expect(await page.answer('b')).toEqual({
      type: 'failed',
      problem: saying('A run is under way: stop it or wait for its end, then measure.'),
    });
    page.client.send({ type: 'stop', runId: 'run' });
    await page.end('run');
  });

  it('begins with the weights of a stored run, and says where there are none', async () => {
    const page = open();
    page.client.send({ type: 'start', runId: 'run', config });
    await page.end('run');
    page.client.send({ type: 'find-rate', steps, id: 'a', config: { ...config, width: 9 }, runId: 'run' });
    const trained = pointsOf(await page.answer('a'));
    page.client.send({ type: 'find-rate', steps, id: 'b', config });
    const fresh = pointsOf(await page.answer('b'));
    expect(trained[0]?.loss).toBeLessThan(fresh[0]?.loss ?? 0);
    page.client.send({ type: 'find-rate', steps, id: 'c', config, runId: 'another' });
    expect(await page.answer('c')).toMatchObject({ type: 'failed', problem: { kind: 'weights-gone' } });
  });
});

describe('a run that is paused', () => {
  it('ends as if nothing had been searched meanwhile, to the bit', async () => {
    const numbersOf = (page: ThreadlessPage) =>
      page
        .events('run')
        .flatMap((e) => (e.type === 'epoch' ? [[e.trainLoss, e.testLoss, e.testAccuracy]] : []));
    const undisturbed = open();
    undisturbed.client.send({ type: 'start', runId: 'run', config });
    await undisturbed.end('run');

    const page = await paused();
    page.client.send({ type: 'find-rate', steps, id: 'a', config });
    page.client.send({ type: 'find-rate', steps, id: 'b', config, runId: 'run' });
    // One at a time.
    expect(await page.answer('b')).toMatchObject({ problem: { kind: 'busy', doing: 'measurement' } });
    expect(pointsOf(await page.answer('a')).length).toBeGreaterThan(steps / 2);
    page.client.send({ type: 'find-rate', steps, id: 'c', config, runId: 'run' });
    expect(pointsOf(await page.answer('c')).length).toBeGreaterThan(0);
    page.client.send({ type: 'resume', runId: 'run' });
    expect(await page.end('run')).toMatchObject({ outcome: 'finished' });
    expect(numbersOf(page)).toEqual(numbersOf(undisturbed));
    expect(numbersOf(page)).toHaveLength(config.epochs);
  });

  it('ends the search where it goes on', async () => {
    const page = await paused();
    page.client.send({ type: 'find-rate', steps, id: 'a', config });
    await until(() => page.answers('a').length > 3);
    page.client.send({ type: 'resume', runId: 'run' });
    expect(await page.answer('a')).toEqual({ type: 'failed' });
    expect(await page.end('run')).toMatchObject({ outcome: 'finished' });
  });
});

/** A look through page and worker, on the CPU: right vitals, refused while something is under way, ended by what comes next. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import * as tf from '../../src/nn/tf.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import { saying } from '../problems/saying.ts';
import { realPictures, testRun, tiny, until } from '../trainer/kit.ts';
import { threadlessPages } from './threadless.ts';

const config = { ...tiny, engine: 'stock' } as const;

let data: Dataset;
let device: OpenedDevice;
beforeAll(async () => {
  device = await openDevice();
  data = await realPictures(config);
});

const newPage = threadlessPages();
const open = () => newPage(device, data);

describe('a look', () => {
  it('has the vitals of a run’s first step, and leaves no tensor behind', async () => {
    const page = open();
    const before = tf.memory().numTensors;
    page.client.send({ type: 'look', id: 'a', config });
    const looked = await page.answer('a');
    const run = testRun(data, { ...config, epochs: 1 });
    await run.outcome();
    expect(looked).toEqual({ type: 'vitals', blocks: run.of('vitals')[0]?.blocks });
    page.client.send({ type: 'look', id: 'b', config: { ...config, shortcut: 'none' } });
    const plain = await page.answer('b');
    expect(plain).toMatchObject({ type: 'vitals' });
    expect(plain).not.toEqual(looked);
    // Chance leaves no block out of a look.
    page.client.send({ type: 'look', id: 'c', config: { ...config, stochasticDepth: 0.9 } });
    expect(await page.answer('c')).toEqual(looked);
    expect(tf.memory().numTensors).toBe(before);
  });

  it('compares the gradients of different pictures, which are equal behind the last block, and leaves the step as it is', async () => {
    const page = open();
    const before = tf.memory().numTensors;
    page.client.send({ type: 'look', id: 'a', config: { ...config, blocks: [1, 1] }, correlation: true });
    const looked = await page.answer('a');
    page.client.send({ type: 'look', id: 'b', config: { ...config, blocks: [1, 1] } });
    const without = await page.answer('b');
    const compared = looked.type === 'vitals' ? (looked.correlation ?? []) : [];
    expect(compared.map(({ block }) => block)).toEqual(['stem', 'layer1.0', 'layer2.0']);
    expect(compared.at(-1)?.correlation).toBeCloseTo(1, 5);
    for (const { correlation } of compared.slice(0, -1)) {
      expect(correlation).toBeLessThan(1);
      expect(correlation).toBeGreaterThan(-1);
    }
    expect(without).toEqual({ type: 'vitals', blocks: looked.type === 'vitals' && looked.blocks });
    expect(tf.memory().numTensors).toBe(before);
  });

  it('is refused while a run or another look is under way', async () => {
    const page = open();
    page.client.send({ type: 'start', runId: 'run', config: { ...config, epochs: 40 } });
    page.client.send({ type: 'look', id: 'a', config });
    expect(await page.answer('a')).toEqual({
      type: 'failed',
      problem: saying('A run is under way: stop it or wait for its end, then measure.'),
    });
    page.client.send({ type: 'stop', runId: 'run' });
    await page.end('run');
    page.client.send({ type: 'look', id: 'b', config });
    page.client.send({ type: 'look', id: 'c', config });
    expect(await page.answer('c')).toMatchObject({
      problem: saying('A measurement is under way: stop it or wait for its end, then measure.'),
    });
    expect(await page.answer('b')).toMatchObject({ type: 'vitals' });
  });

  it('ends without a word when it is stopped or a run starts; the next one need not wait for that', async () => {
    const page = open();
    page.client.send({ type: 'look', id: 'a', config });
    page.client.send({ type: 'stop-evaluation', id: 'a' });
    page.client.send({ type: 'look', id: 'b', config });
    expect(await page.answer('a')).toEqual({ type: 'failed' });
    expect(await page.answer('b')).toMatchObject({ type: 'vitals' });
    page.client.send({ type: 'look', id: 'c', config });
    page.client.send({ type: 'start', runId: 'run', config: { ...config, epochs: 1 } });
    expect(await page.answer('c')).toEqual({ type: 'failed' });
    await until(() => page.events('run').some((e) => e.type === 'end'));
    expect(await page.end('run')).toMatchObject({ outcome: 'finished' });
  });

  it('tells in a sentence that a network is none', async () => {
    const page = open();
    page.client.send({ type: 'look', id: 'a', config: { ...config, blocks: [] } });
    expect(await page.answer('a')).toMatchObject({ type: 'failed', problem: saying(/\.$/) });
  });
});

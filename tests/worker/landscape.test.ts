/** A landscape through page and worker, on the CPU: of a stored run, refused while one trains, ended by what comes next. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { frameFile } from '../../src/formats/frameFile.ts';
import { modelMetadata } from '../../src/formats/modelMetadata.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import { specOf } from '../../src/training/config.ts';
import { usualPlan } from '../../src/training/landscape.ts';
import { createPathKeeper } from '../../src/worker/pathKeeper.ts';
import { saying } from '../problems/saying.ts';
import { memoryPaths } from '../storage/memoryPaths.ts';
import { realPictures, tiny, until } from '../trainer/kit.ts';
import { frameAt } from '../training/someFrame.ts';
import { filesOf, sourceOf } from './shippedFiles.ts';
import { threadlessPages } from './threadless.ts';

const config = { ...tiny, engine: 'stock', epochs: 1 } as const;
const plan = { ...usualPlan, size: 9, pictures: 6 } as const;
const of = { kind: 'run', runId: 'run' } as const;

let data: Dataset;
let device: OpenedDevice;
const checkpoints = memoryCheckpoints();
const newPage = threadlessPages();
const paths = createPathKeeper({ repository: memoryPaths(), room: async () => undefined });
const open = () => newPage(device, data, checkpoints, { paths });
beforeAll(async () => {
  device = await openDevice();
  data = await realPictures(config);
  const page = open();
  page.client.send({ type: 'start', runId: 'run', config });
  await page.end('run');
});

describe('a landscape', () => {
  it('is that of the last checkpoint, told as it comes', async () => {
    const page = open();
    page.client.send({ type: 'landscape', id: 'a', of, plan, known: 0 });
    expect(await page.answer('a')).toEqual({ type: 'landscape' });
    const told = page.answers('a').flatMap((answer) => (answer.type === 'progress' ? [answer] : []));
    expect(told[0]?.ground).toMatchObject({
      network: { kind: 'run', runId: 'run', step: 3, epoch: 1 },
    });
    const losses = told.flatMap(({ points }) => (points ? [...points.losses] : []));
    expect(losses).toHaveLength(81);
    // The fifth row's fifth point is the centre: of the coarsest grid the second of the second row.
    expect(losses[4]).toBeCloseTo(told[0]?.ground?.centre.loss ?? Number.NaN, 5);
  });

  it('lies in the plane of the path of its run, once that has two epochs', async () => {
    const page = open();
    const inPlane = { ...plan, plane: 'path', seconds: 0 } as const;
    page.client.send({ type: 'landscape', id: 'a', of, plan: inPlane, known: 0 });
    expect(await page.answer('a')).toEqual({ type: 'failed', problem: { kind: 'no-path' } });
    page.client.send({
      type: 'start',
      runId: 'run',
      config: { ...config, epochs: 2 },
      from: { kind: 'stored', runId: 'run' },
    });
    await page.end('run');
    page.client.send({ type: 'landscape', id: 'b', of, plan: inPlane, known: 0 });
    expect(await page.answer('b')).toEqual({ type: 'landscape' });
    const [told] = page
      .answers('b')
      .flatMap((answer) => (answer.type === 'progress' && answer.ground ? [answer.ground] : []));
    const { places, shares } = told?.path ?? {};
    expect(places?.map(({ epoch }) => epoch)).toEqual([0, 1, 2]);
    expect(places?.at(-1)).toMatchObject({ x: expect.closeTo(0, 6), y: expect.closeTo(0, 6) });
    // Three points lie in a plane.
    expect((shares?.[0] ?? 0) + (shares?.[1] ?? 0)).toBeCloseTo(1, 6);
    for (const { x, y } of places ?? [])
      for (const [value, range] of [
        [x, told?.x],
        [y, told?.y],
      ] as const) {
        expect(value).toBeGreaterThan(range?.[0] ?? Number.NaN);
        expect(value).toBeLessThan(range?.[1] ?? Number.NaN);
      }
  });

  it('is that of the network that comes with the page, here without batch norm, which has no path', async () => {
    const norm = { ...config, norm: 'none' } as const;
    const weights = weightsFile(
      { weights: initialWeights(structureOf(specOf(norm)), 'he', 3), slots: [], steps: 3 },
      modelMetadata(norm),
    );
    const { source } = sourceOf(await filesOf({ config: norm, weights, frame: frameFile(frameAt(1)) }));
    const page = newPage(device, data, checkpoints, { paths, shippedSource: () => source });
    const shipped = { type: 'landscape', of: { kind: 'shipped' }, known: 0 } as const;
    page.client.send({ ...shipped, id: 'a', plan: { ...plan, seconds: 0 } });
    expect(await page.answer('a')).toEqual({ type: 'landscape' });
    const told = page.answers('a').flatMap((answer) => (answer.type === 'progress' ? [answer] : []));
    expect(told[0]?.ground).toMatchObject({ network: { kind: 'shipped' }, x: [-1, 1] });
    const losses = told.flatMap(({ points }) => (points ? [...points.losses] : []));
    expect(losses.length).toBeGreaterThanOrEqual(9);
    expect(losses.every(Number.isFinite)).toBe(true);
    expect(losses[4]).toBeCloseTo(told[0]?.ground?.centre.loss ?? Number.NaN, 5);
    page.client.send({ ...shipped, id: 'b', plan: { ...plan, plane: 'path' } });
    expect(await page.answer('b')).toEqual({ type: 'failed', problem: { kind: 'no-path' } });
  });

  it('is refused of a run without weights, without a network, and while a run trains', async () => {
    const page = open();
    page.client.send({ type: 'landscape', id: 'a', of: { kind: 'run', runId: 'none' }, plan, known: 0 });
    expect(await page.answer('a')).toEqual({ type: 'failed', problem: { kind: 'weights-gone' } });
    page.client.send({ type: 'landscape', id: 'b', of: { kind: 'shipped' }, plan, known: 0 });
    expect(await page.answer('b')).toEqual({ type: 'failed', problem: { kind: 'no-network' } });
    page.client.send({ type: 'start', runId: 'other', config: { ...config, epochs: 40 } });
    page.client.send({ type: 'landscape', id: 'c', of, plan, known: 0 });
    expect(await page.answer('c')).toEqual({
      type: 'failed',
      problem: saying('A run is under way: stop it or wait for its end, then measure.'),
    });
    page.client.send({ type: 'stop', runId: 'other' });
    await page.end('other');
  });

  it('ends without a word when it is stopped or a run starts', async () => {
    const page = open();
    page.client.send({ type: 'landscape', id: 'a', of, plan: { ...plan, size: 33 }, known: 0 });
    await until(() => page.answers('a').length > 1);
    page.client.send({ type: 'stop-evaluation', id: 'a' });
    expect(await page.answer('a')).toEqual({ type: 'failed' });
    page.client.send({ type: 'landscape', id: 'b', of, plan: { ...plan, size: 33 }, known: 0 });
    await until(() => page.answers('b').length > 0);
    page.client.send({ type: 'start', runId: 'next', config });
    expect(await page.answer('b')).toEqual({ type: 'failed' });
    expect(await page.end('next')).toMatchObject({ outcome: 'finished' });
  });
});

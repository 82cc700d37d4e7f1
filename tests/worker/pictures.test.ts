/** Test pictures and their labels through page and worker, whatever else is under way. */
import { beforeAll, expect, it, vi } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import { realPictures, tiny } from '../trainer/kit.ts';
import { threadlessPages } from './threadless.ts';

let data: Dataset;
let device: OpenedDevice;
beforeAll(async () => {
  device = await openDevice();
  data = await realPictures();
  await data.test.arrived(tiny.testImages);
});

const newPage = threadlessPages();
const open = () => newPage(device, data);

it('test pictures come in the order that was asked for, also while a run is under way', async () => {
  const { client, answer, end } = open();
  const into = { images: new Uint8Array(2 * 3072), labels: new Int32Array(2) };
  data.test.gather([5, 0], into);
  const ask = async (id: string) => {
    client.send({ type: 'pictures', id, dataset: 'cifar10', numbers: [5, 0] });
    return answer(id);
  };
  expect(await ask('a')).toEqual({ type: 'pictures', images: into.images });
  client.send({ type: 'start', runId: 'run', config: { ...tiny, epochs: 200 } });
  expect(await ask('b')).toEqual({ type: 'pictures', images: into.images });
  client.send({ type: 'labels', id: 'c', dataset: 'cifar10' });
  expect(await answer('c')).toEqual({ type: 'labels', labels: Uint8Array.from(data.test.labels) });
  client.send({ type: 'stop', runId: 'run' });
  expect((await end('run')).outcome).toBe('stopped');
});

it('a picture that the data set does not have is no request, and that is said', async () => {
  vi.spyOn(console, 'warn').mockImplementation(() => {});
  const { client, answer } = open();
  for (const [id, numbers] of [
    ['a', [10_000]],
    ['b', []],
    ['c', [0.5]],
  ] as const) {
    client.send({ type: 'pictures', id, dataset: 'cifar10', numbers });
    expect(await answer(id)).toEqual({ type: 'failed', problem: { kind: 'not-understood' } });
  }
});

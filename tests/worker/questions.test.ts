/** Who answers the page's questions, through page and worker, on the CPU: the run, the last run's network, or the one that is shipped. */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import { LoadError } from '../../src/data/dataError.ts';
import type { Dataset } from '../../src/data/pictures.ts';
import { frameFile } from '../../src/formats/frameFile.ts';
import { weightsFile } from '../../src/formats/stateFile.ts';
import type { EngineState } from '../../src/nn/engine.ts';
import * as tf from '../../src/nn/tf.ts';
import { ProblemError } from '../../src/problems/index.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import type { Answer, Question } from '../../src/training/questions.ts';
import type { Reply } from '../../src/worker/protocol.ts';
import { saying } from '../problems/saying.ts';
import { realPictures, settle, tiny, until } from '../trainer/kit.ts';
import { frameAt } from '../training/someFrame.ts';
import { filesOf, type ShippedFiles, sourceOf } from './shippedFiles.ts';
import { type HostParts, type ThreadlessPage, threadlessPages } from './threadless.ts';

const config = { ...tiny, engine: 'stock' } as const;
/** Learned elsewhere, with other weights. */
const shippedConfig = { ...config, seed: 99, width: 4 } as const;
const question: Question = {
  pictures: { kind: 'test', indices: [5, 2] },
  taps: { mode: 'evaluation', pooled: true, maps: [{ block: 'layer1.0', of: 'sum' }] },
};

let data: Dataset;
let device: OpenedDevice;
let shipped: EngineState;
let file: Uint8Array;
beforeAll(async () => {
  device = await openDevice();
  data = await realPictures(config);
  await data.test.arrived(6);
  const engine = createEngine(shippedConfig, data, { backend: 'cpu' });
  shipped = await engine.exportState();
  engine.dispose();
  file = weightsFile(shipped);
});

const newPage = threadlessPages();
const open = (more: Partial<HostParts> = {}) => newPage(device, data, undefined, more);
const changed = async (changes: Partial<ShippedFiles> = {}) =>
  filesOf({ config: shippedConfig, weights: file, frame: frameFile(frameAt(1)), ...changes });
/** A page with a network, and the files that were read of it. */
async function openWithNetwork(more: Partial<HostParts> = {}) {
  const { source, read } = sourceOf(await changed());
  return { page: open({ shippedSource: () => source, ...more }), read };
}

async function said(page: ThreadlessPage, id: string, asked: Question = question): Promise<Answer> {
  page.client.send({ type: 'ask', id, question: asked });
  const reply = await page.answer(id);
  if (reply.type !== 'said') throw new Error(JSON.stringify(reply));
  return reply.answer;
}

async function refused(page: ThreadlessPage, id: string, asked: Question = question): Promise<Reply> {
  page.client.send({ type: 'ask', id, question: asked });
  return page.answer(id);
}

/** What weights say of the pictures of the question. */
async function logitsOf(state: EngineState, of = config as typeof config | typeof shippedConfig) {
  const engine = createEngine(of, data, { backend: 'cpu' });
  engine.importState({ ...state, slots: [] });
  const batch = { images: new Uint8Array(2 * 3072), labels: new Int32Array(2) };
  data.test.gather([5, 2], batch);
  const logits = await engine.logits(batch);
  engine.dispose();
  return [...logits];
}

describe('before any run', () => {
  it('nobody answers where the page comes without a network', async () => {
    const none = { type: 'failed', problem: { kind: 'no-network' } };
    expect(await refused(open(), 'a')).toEqual(none);
    for (const fault of [{ kind: 'web-page' }, { kind: 'refused', status: 404 }] as const) {
      const { source } = sourceOf(new Map([['manifest.json', new LoadError(fault)]]));
      const page = open({ shippedSource: () => source });
      expect(await refused(page, 'a')).toEqual(none);
    }
  });

  it('the one that comes with the page answers, and is loaded once', async () => {
    const { page, read } = await openWithNetwork();
    await settle();
    expect(read).toEqual([]);
    const first = await said(page, 'a');
    expect(first.network).toMatchObject({
      kind: 'shipped',
      shipped: { config: shippedConfig, best: 1, steps: 3 },
    });
    expect([...first.logits]).toEqual(await logitsOf(shipped, shippedConfig));
    expect(first.maps[0]).toMatchObject({ block: 'layer1.0', of: 'sum', height: 32, channels: 4 });
    expect(first.pooled.map(({ block }) => block)).toEqual(['stem', 'layer1.0']);
    const images = new Uint8Array(2 * 3072);
    data.test.gather([5, 2], { images, labels: new Int32Array(2) });
    const second = await said(page, 'b', { ...question, pictures: { kind: 'pixels', images } });
    expect(second).toEqual(first);
    expect(read).toEqual(['manifest.json', 'tiny.safetensors']);
  });

  it('one whose weights are of another network than its manifest says does not answer', async () => {
    const { source } = sourceOf(await changed({ config: { ...config, width: 3 } }));
    const page = open({ shippedSource: () => source });
    expect(await refused(page, 'a')).toEqual({ type: 'failed', problem: { kind: 'shipped-unusable' } });
  });

  it('a question that the network cannot be asked is refused in a sentence', async () => {
    const { page } = await openWithNetwork();
    const maps = [{ block: 'layer9.0', of: 'sum' }] as const;
    const reply = await refused(page, 'a', { ...question, taps: { mode: 'evaluation', maps } });
    expect(reply).toMatchObject({ type: 'failed', problem: saying(/^The network that answers is another/) });
    for (const without of [['layer9.0'], ['stem'], ['layer1.0', '']])
      expect(await refused(page, without.join(), { ...question, without })).toEqual(reply);
  });

  it('answers without a block too, beside what it says with all of them', async () => {
    const { page } = await openWithNetwork();
    const whole = await said(page, 'a');
    const cut = await said(page, 'b', { ...question, without: ['layer1.0'], compared: true });
    expect(cut.whole).toEqual(whole.logits);
    // Its last batch norm as zeros is the same network.
    const weights = shipped.weights.map((w) =>
      /^layer1\.0\.features\.4\.(weight|bias)$/.test(w.name)
        ? { ...w, data: new Float32Array(w.data.length) }
        : w,
    );
    expect([...cut.logits]).toEqual(await logitsOf({ ...shipped, weights }, shippedConfig));
    expect(cut.logits).not.toEqual(whole.logits);
    expect(await said(page, 'c')).toEqual(whole);
  });
});

describe('a run', () => {
  it('answers from its first step on, and its network when it is over', async () => {
    const { page } = await openWithNetwork();
    expect((await said(page, 'a')).network.kind).toBe('shipped');
    page.client.send({ type: 'start', runId: 'run', config: { ...config, epochs: 15 } });
    page.client.send({ type: 'pause', runId: 'run' });
    expect((await said(page, 'b')).network).toEqual({ kind: 'run', runId: 'run', step: 0, epoch: 0 });
    page.client.send({ type: 'resume', runId: 'run' });
    const during = await said(page, 'c');
    expect(during.network).toMatchObject({ kind: 'run', runId: 'run' });
    page.client.send({ type: 'stop', runId: 'run' });
    const { step } = await page.end('run');
    const after = await said(page, 'd');
    expect(after.network).toEqual({ kind: 'run', runId: 'run', step, epoch: step / 3 });
    page.client.send({ type: 'export', id: 'x', runId: 'run', part: 'last', format: 'safetensors' });
    expect(await page.answer('x')).toMatchObject({ type: 'exported' });
    // The same answer as long as nothing trains, from what is on the device.
    expect(await said(page, 'e')).toEqual(after);
  });

  it('ends with the same weights whether it is asked or not', async () => {
    const weights = async (asked: boolean) => {
      const page = open();
      page.client.send({ type: 'start', runId: 'run', config });
      let answers = 0;
      const askOn = async () => {
        while (!page.events('run').some(({ type }) => type === 'end')) {
          const reply = await refused(page, `q${answers}`);
          if (reply.type === 'said') answers++;
        }
      };
      if (asked) await askOn();
      await page.end('run');
      if (asked) expect(answers).toBeGreaterThan(0);
      page.client.send({ type: 'export', id: 'x', runId: 'run', part: 'last', format: 'safetensors' });
      const reply = await page.answer('x');
      return reply.type === 'exported' ? [...reply.bytes] : reply;
    };
    expect(await weights(true)).toEqual(await weights(false));
  });

  it('answers what was asked of a network that it takes the device from', async () => {
    let arrive = () => {};
    const there = new Promise<void>((resolve) => {
      arrive = resolve;
    });
    const { source } = sourceOf(await changed());
    const late: typeof source = {
      ...source,
      manifest: (options) => there.then(() => source.manifest(options)),
    };
    const page = open({ shippedSource: () => late });
    page.client.send({ type: 'ask', id: 'a', question });
    page.client.send({ type: 'start', runId: 'run', config: { ...config, epochs: 15 } });
    await until(() => page.events('run').length > 0);
    arrive();
    const reply = await page.answer('a');
    expect(reply).toMatchObject({ type: 'said', answer: { network: { kind: 'run', runId: 'run' } } });
    page.client.send({ type: 'stop', runId: 'run' });
    await page.end('run');
  });

  it('that ends before it could answer leaves the question to its network', async () => {
    const { page } = await openWithNetwork();
    page.client.send({ type: 'start', runId: 'run', config });
    page.client.send({ type: 'stop', runId: 'run' });
    // It took no step.
    expect((await said(page, 'a')).network.kind).toBe('shipped');
  });

  it('that fails drops the question, and whoever asks again is answered by what is left', async () => {
    let wait = () => {};
    const { page } = await openWithNetwork({
      openData: (_, { seed }) =>
        seed === 13
          ? new Promise((_, reject) => {
              wait = () => reject(new ProblemError({ kind: 'file-gone' }));
            })
          : Promise.resolve(data),
    });
    page.client.send({ type: 'start', runId: 'bad', config: { ...config, seed: 13 } });
    page.client.send({ type: 'ask', id: 'a', question });
    await until(() => page.events('bad').length > 0);
    await settle();
    wait();
    expect(await page.answer('a')).toMatchObject({ type: 'failed', problem: { kind: 'run-over' } });
    expect(await page.end('bad')).toMatchObject({ outcome: 'failed' });
    expect((await said(page, 'b')).network.kind).toBe('shipped');
  });
});

describe('a measurement', () => {
  it('has the device to itself: questions wait for its end, and it finds nothing left of them', async () => {
    const { page } = await openWithNetwork();
    const before = tf.memory().numTensors;
    const first = await said(page, 'a');
    const resting = tf.memory().numTensors;
    expect(resting).toBeGreaterThan(before);
    const order: string[] = [];
    page.client.onMessage((message) => {
      if (message.type === 'answer' && message.answer.type !== 'progress') order.push(message.id);
    });
    page.client.send({ type: 'look', id: 'look', config });
    page.client.send({ type: 'ask', id: 'b', question });
    expect(await page.answer('look')).toMatchObject({ type: 'vitals' });
    const second = await page.answer('b');
    expect(second).toEqual({ type: 'said', answer: first });
    expect(order).toEqual(['look', 'b']);
    page.client.send({ type: 'look', id: 'last', config });
    await page.answer('last');
    expect(tf.memory().numTensors).toBe(before);
  });
});

describe('whoever asked', () => {
  it('may withdraw the question: no answer comes', async () => {
    const { page } = await openWithNetwork();
    page.client.send({ type: 'ask', id: 'a', question });
    page.client.send({ type: 'withdraw', id: 'a' });
    await said(page, 'b');
    await settle();
    expect(page.answers('a')).toEqual([]);
  });

  it('hears that the worker is gone, and is answered by the next one', async () => {
    const { page } = await openWithNetwork();
    const failures = vi.fn();
    page.client.onFailure(failures);
    page.client.send({ type: 'ask', id: 'a', question });
    page.crash('Out of memory');
    expect(await page.answer('a')).toMatchObject({ type: 'failed', problem: { kind: 'worker-broke' } });
    // A question is nothing that keeps the page from saying so.
    expect(failures).toHaveBeenCalledOnce();
    expect((await said(page, 'b')).network.kind).toBe('shipped');
  });

  it('is told so where the engine fails at it', async () => {
    const error = vi.spyOn(console, 'error').mockImplementation(() => {});
    const { page } = await openWithNetwork({
      openData: () => Promise.reject(new Error('It is broken')),
    });
    expect(await refused(page, 'a')).toEqual({ type: 'failed', problem: { kind: 'question-failed' } });
    expect(error).toHaveBeenCalledOnce();
    error.mockRestore();
  });
});

it('two questions in a row are answered in their order', async () => {
  const { page } = await openWithNetwork();
  for (const id of ['a', 'b', 'c']) page.client.send({ type: 'ask', id, question });
  await until(() => page.answers('c').length > 0);
  const ids = page.messages.flatMap((message) => (message.type === 'answer' ? [message.id] : []));
  expect(ids).toEqual(['a', 'b', 'c']);
});

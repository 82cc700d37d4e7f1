/** Files through page and worker: exports of runs under way and over, previews, evaluation, and runs that go on. */
import { unzipSync } from 'fflate';
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { sentenceOf } from '../../src/problems/index.ts';
import { memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import type { EpochEvent } from '../../src/training/events.ts';
import { readPreview, readState } from '../../src/worker/files.ts';
import type { Reply, WorkerCommand } from '../../src/worker/protocol.ts';
import { saying } from '../problems/saying.ts';
import { realPictures, settle, tiny, until } from '../trainer/kit.ts';
import { type ThreadlessPage, threadlessPages } from './threadless.ts';

let data: Dataset;
let device: OpenedDevice;
beforeAll(async () => {
  device = await openDevice();
  data = await realPictures();
});

const newPage = threadlessPages();
const open = (checkpoints = memoryCheckpoints()) => newPage(device, data, checkpoints);

const config = { ...tiny, engine: 'stock', epochs: 2 } as const;
const bytesOf = (answer: Reply): Uint8Array<ArrayBuffer> => {
  if (answer.type !== 'exported') throw new Error(`Not exported: ${JSON.stringify(answer)}`);
  return answer.bytes as Uint8Array<ArrayBuffer>;
};
type Export = Extract<WorkerCommand, { type: 'export' }>;
let requests = 0;
async function exported(
  page: ThreadlessPage,
  runId: string,
  more: Partial<Export> = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const id = `export-${++requests}`;
  page.client.send({ type: 'export', id, runId, part: 'last', format: 'checkpoint', ...more });
  return bytesOf(await page.answer(id));
}
async function trained(page: ThreadlessPage, runId = 'run'): Promise<void> {
  page.client.send({ type: 'start', runId, config });
  expect(await page.end(runId)).toMatchObject({ outcome: 'finished' });
}
const numbers = (page: ThreadlessPage, runId: string) =>
  page
    .events(runId)
    .filter((e): e is EpochEvent & { runId: string } => e.type === 'epoch')
    .map(({ epoch, step, trainLoss, testLoss }) => ({ epoch, step, trainLoss, testLoss }));

describe('exports', () => {
  it('of a finished run are its last state, in every format', async () => {
    const page = open();
    await trained(page);
    await until(() => page.checkpoints().length > 0);
    expect(page.checkpoints().at(-1)).toMatchObject({
      checkpoint: { runId: 'run', step: 6, epoch: 2, config },
      evicted: [],
    });
    const checkpoint = readCheckpointFile(await exported(page, 'run'));
    expect(checkpoint.position).toMatchObject({ step: 6, epoch: 2 });
    const weights = readStateFile(await exported(page, 'run', { format: 'safetensors' }));
    expect(weights.weights).toEqual(checkpoint.state.weights);
    expect(weights.slots).toEqual([]);
    const tfjs = unzipSync(await exported(page, 'run', { format: 'tfjs' }));
    expect(Object.keys(tfjs)).toContain('model.json');
    const pytorch = unzipSync(await exported(page, 'run', { format: 'pytorch' }));
    expect(Object.keys(pytorch)).toEqual(expect.arrayContaining(['train.py', 'optimizer.safetensors']));
    const onnx = await exported(page, 'run', { format: 'onnx' });
    expect((await exported(page, 'run', { format: 'onnx-folded' })).length).toBeLessThan(onnx.length);
  });

  it('of the best epoch are the weights that were measured then', async () => {
    const page = open();
    await trained(page);
    await until(() => page.checkpoints().length > 0);
    const best = page.checkpoints().at(-1)?.checkpoint.best;
    const epochs = page.events('run').filter((e): e is EpochEvent & { runId: string } => e.type === 'epoch');
    const highest = Math.max(...epochs.map((e) => e.testAccuracy));
    expect(best).toEqual({
      epoch: epochs.find((e) => e.testAccuracy === highest)?.epoch,
      testAccuracy: highest,
    });
    const weights = readStateFile(await exported(page, 'run', { part: 'best', format: 'safetensors' }));
    expect(weights.steps).toBe(3 * (best?.epoch ?? 0));
  });

  it('of a run under way hold what it is after a step, and it goes on', async () => {
    const page = open();
    page.client.send({ type: 'start', runId: 'long', config: { ...config, epochs: 40 } });
    await until(() => page.events('long').some((e) => e.type === 'step'));
    const running = readCheckpointFile(await exported(page, 'long'));
    expect(running.state.steps).toBe(running.position.step);
    page.client.send({ type: 'pause', runId: 'long' });
    await until(() => page.events('long').some((e) => e.type === 'phase' && e.phase === 'paused'));
    const paused = readCheckpointFile(await exported(page, 'long'));
    expect(readCheckpointFile(await exported(page, 'long'))).toEqual(paused);
    expect(paused.state.steps).toBe(paused.position.step);
    page.client.send({ type: 'stop', runId: 'long' });
    expect(await page.end('long')).toMatchObject({ outcome: 'stopped', step: paused.position.step });
    expect(readCheckpointFile(await exported(page, 'long')).state).toEqual(paused.state);
  });

  it('of a run that is not kept are refused in a sentence', async () => {
    const page = open();
    page.client.send({ type: 'export', id: 'x', runId: 'nobody', part: 'last', format: 'onnx' });
    expect(await page.answer('x')).toEqual({
      type: 'failed',
      problem: saying(
        'The weights of this run are not kept any more: train it again, or choose another run.',
      ),
    });
  });
});

describe('a file that is opened', () => {
  const inspect = async (page: ThreadlessPage, bytes: BlobPart): Promise<Reply> => {
    const id = `inspect-${++requests}`;
    page.client.send({ type: 'inspect', id, file: new Blob([bytes]) });
    return page.answer(id);
  };

  it('is told of: network, steps, optimizer, and the run in it', async () => {
    const page = open();
    await trained(page);
    const answer = await inspect(page, await exported(page, 'run'));
    expect(answer).toMatchObject({
      type: 'preview',
      preview: {
        candidates: [{ blocks: [1], width: 2 }],
        steps: 6,
        optimizer: 'sgd',
        run: { config, step: 6, epoch: 2, epochs: [{ epoch: 1 }, { epoch: 2 }] },
      },
    });
    const weights = await inspect(page, await exported(page, 'run', { format: 'safetensors' }));
    expect(weights).toMatchObject({ type: 'preview', preview: { steps: 6 } });
    expect(weights).not.toHaveProperty('preview.run');
  });

  it('that is none is refused in a sentence', async () => {
    const page = open();
    await trained(page);
    const whole = await exported(page, 'run');
    const messages = await Promise.all(
      [whole.slice(0, whole.length - 5), new Uint8Array(3), 'PK\u0003\u0004zip'].map(async (bytes) => {
        const answer = await inspect(page, bytes);
        return answer.type === 'failed' && answer.problem ? sentenceOf(answer.problem) : answer.type;
      }),
    );
    expect(messages[0]).toMatch(/cut short\.$/);
    expect(messages[1]).toMatch(/^This is not a safetensors file: its 3 bytes/);
    expect(messages[2]).toMatch(/archive \(zip\)/);
  });

  it('is read no further than what it is', async () => {
    const asked: number[] = [];
    const zeros = {
      size: 1.9e9,
      slice: (begin: number, end: number) => {
        asked.push(end - begin);
        return new Blob([new Uint8Array(end - begin)]);
      },
    } as Blob;
    await expect(readPreview(zeros)).rejects.toThrow(/not a safetensors file/);
    await expect(readState(zeros)).rejects.toThrow(/not a safetensors file/);
    expect(Math.max(...asked)).toBeLessThan(1000);
  });

  it('is measured on the test pictures, and not while a run is under way', async () => {
    const page = open();
    await trained(page);
    const file = new Blob([await exported(page, 'run', { format: 'safetensors' })]);
    page.client.send({ type: 'evaluate', id: 'e', file, config });
    const last = numbers(page, 'run').at(-1);
    expect(await page.answer('e')).toMatchObject({ type: 'evaluated', testLoss: last?.testLoss, images: 6 });
    expect(page.answers('e')[0]).toEqual({ type: 'progress', done: 0, total: 6 });

    page.client.send({ type: 'start', runId: 'other', config: { ...config, epochs: 40 } });
    page.client.send({ type: 'evaluate', id: 'busy', file, config });
    expect(await page.answer('busy')).toEqual({
      type: 'failed',
      problem: saying('A run is under way: stop it or wait for its end, then measure.'),
    });
    page.client.send({ type: 'stop', runId: 'other' });
    await page.end('other');
    page.client.send({ type: 'evaluate', id: 'wrong', file, config: { ...config, width: 3 } });
    expect(await page.answer('wrong')).toMatchObject({
      type: 'failed',
      problem: saying(/^The weights .*\.$/),
    });
  });

  it('gives a run its weights, and nothing else', async () => {
    const page = open();
    await trained(page);
    const bytes = await exported(page, 'run', { format: 'safetensors' });
    const from = { kind: 'weights', file: new Blob([bytes]) } as const;
    page.client.send({
      type: 'start',
      runId: 'next',
      config: { ...config, learningRate: 0, epochs: 1 },
      from,
    });
    expect(await page.end('next')).toMatchObject({ outcome: 'finished', step: 3 });
    const [before, after] = [readStateFile(bytes), readCheckpointFile(await exported(page, 'next')).state];
    expect(after.steps).toBe(3);
    const isTrained = ({ name }: { name: string }) => !name.includes('running_');
    // A learning rate of zero leaves what it began with.
    expect(after.weights.filter(isTrained)).toEqual(before.weights.filter(isTrained));
  });
});

describe('a run goes on', () => {
  it('in another page after it was stopped, with the same numbers', async () => {
    const whole = open();
    await trained(whole);
    const checkpoints = memoryCheckpoints();
    const first = open(checkpoints);
    first.client.send({ type: 'start', runId: 'run', config });
    first.client.send({ type: 'pause', runId: 'run' });
    await until(() => first.events('run').some((e) => e.type === 'phase' && e.phase === 'paused'));
    first.client.send({ type: 'single-step', runId: 'run' });
    await until(() => first.events('run').some((e) => e.type === 'step'));
    first.client.send({ type: 'stop', runId: 'run' });
    expect(await first.end('run')).toMatchObject({ step: 1 });
    await until(() => first.checkpoints().length > 0);
    first.close();

    const second = open(checkpoints);
    second.client.send({ type: 'start', runId: 'run', config, from: { kind: 'stored', runId: 'run' } });
    expect(await second.end('run')).toMatchObject({ outcome: 'finished', step: 6 });
    expect(second.events('run').find((e) => e.type === 'start')).toMatchObject({ step: 1 });
    expect(numbers(second, 'run')).toEqual(numbers(whole, 'run'));
    expect(readCheckpointFile(await exported(second, 'run')).state).toEqual(
      readCheckpointFile(await exported(whole, 'run')).state,
    );
  });

  it('after a while of standing still it is kept, even where the page then crashes', async () => {
    const page = open();
    page.client.send({ type: 'start', runId: 'run', config: { ...config, epochs: 40 } });
    await until(() => page.events('run').some((e) => e.type === 'step'));
    page.client.send({ type: 'pause', runId: 'run' });
    await until(() => page.events('run').some((e) => e.type === 'phase' && e.phase === 'paused'));
    const steps = page
      .events('run')
      .flatMap((e) => (e.type === 'step' ? e.step : []))
      .at(-1);
    await until(() => page.checkpoints().at(-1)?.checkpoint.step === steps);
    page.client.send({ type: 'export', id: 'lost', runId: 'run', part: 'last', format: 'onnx' });
    page.crash('out of memory');
    expect(await page.answer('lost')).toEqual({
      type: 'failed',
      problem: saying('The training worker broke down (out of memory): try again.'),
    });
    await settle();
    page.client.send({ type: 'start', runId: 'run', config, from: { kind: 'stored', runId: 'run' } });
    await until(() => page.events('run').filter((e) => e.type === 'start').length === 2);
    expect(page.events('run').findLast((e) => e.type === 'start')).toMatchObject({ step: steps });
  });

  it('is refused in a sentence where nothing is kept of it', async () => {
    const page = open();
    page.client.send({ type: 'start', runId: 'run', config, from: { kind: 'stored', runId: 'run' } });
    expect(await page.end('run')).toMatchObject({
      outcome: 'failed',
      problem: saying(
        'The weights of this run are not kept any more: train it again, or choose another run.',
      ),
    });
  });
});

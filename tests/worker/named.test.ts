/** A question that names its network, through page and worker, on the CPU: any stored run answers while nothing trains. */
import { beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '../../src/data/pictures.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { structureOf } from '../../src/model/structure.ts';
import { memoryCheckpoints } from '../../src/storage/checkpoints.ts';
import { type OpenedDevice, openDevice } from '../../src/trainer/device.ts';
import { ckaMatrix } from '../../src/training/cka.ts';
import { datasetOf, specOf } from '../../src/training/config.ts';
import type { Answer, NamedNetwork, Question } from '../../src/training/questions.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { expectClose } from '../nn/numbers.ts';
import { forward, Tape } from '../nn/reference.ts';
import { pooledOf } from '../nn/tapReference.ts';
import { realPictures, tiny } from '../trainer/kit.ts';
import { threadlessPages } from './threadless.ts';

/** Basic blocks with padded shortcuts, and bottlenecks with projections: other depths, widths and channels. */
const configs: Readonly<Record<'basic' | 'bottleneck', RunConfig>> = {
  basic: { ...tiny, engine: 'stock', epochs: 1, blocks: [1, 1], width: 3, shortcut: 'identity' },
  bottleneck: { ...tiny, engine: 'stock', epochs: 1, blocks: [2], block: 'bottleneck', seed: 8 },
};
const numbers = [4, 0, 5, 2, 1, 3];
const ask = (of?: NamedNetwork): Question => ({
  of,
  pictures: { kind: 'test', indices: numbers },
  taps: { mode: 'evaluation', pooled: true },
});
const named = (runId: string): NamedNetwork => ({ kind: 'run', runId });

let data: Dataset;
let device: OpenedDevice;
/** Of runs that are over. */
const checkpoints = memoryCheckpoints();
const newPage = threadlessPages();
const open = () => newPage(device, data, checkpoints);
beforeAll(async () => {
  device = await openDevice();
  data = await realPictures(tiny);
  await data.test.arrived(6);
  const page = open();
  for (const [runId, config] of Object.entries(configs)) {
    page.client.send({ type: 'start', runId, config });
    await page.end(runId);
  }
});

async function reply(page: ReturnType<typeof open>, id: string, question: Question) {
  page.client.send({ type: 'ask', id, question });
  return page.answer(id);
}
async function said(page: ReturnType<typeof open>, id: string, question: Question): Promise<Answer> {
  const answer = await reply(page, id, question);
  if (answer.type !== 'said') throw new Error(JSON.stringify(answer));
  return answer.answer;
}

/** What the stored weights make of the pictures, by loops in float64. */
async function reference(config: RunConfig, runId: string) {
  const spec = specOf(config);
  const { weights } = readStateFile((await checkpoints.load(runId, 'last')) as Uint8Array);
  const tape = new Tape();
  const leaves = new Map(weights.map(({ name, shape, data: values }) => [name, tape.leaf(shape, values)]));
  const { mean, std, imageSize } = datasetOf(config);
  const images = new Uint8Array(numbers.length * imageSize ** 2 * 3);
  data.test.gather(numbers, { images, labels: new Int32Array(numbers.length) });
  const pixels = Float64Array.from(images, (byte, i) => (byte / 255 - mean[i % 3]!) / std[i % 3]!);
  const x = tape.leaf([numbers.length, imageSize, imageSize, 3], pixels);
  const pooled: Float64Array[] = [];
  forward(tape, structureOf(spec), leaves, x, false, (name, of, node) => {
    if (of === 'output' && name !== 'classifier') pooled.push(pooledOf(node));
  });
  return pooled;
}

/** Linear CKA with the unbiased estimator of HSIC of Song et al. 2012, by whole kernel matrices. */
function plainCka(x: Float64Array, y: Float64Array): number {
  const n = numbers.length;
  const kernel = (v: Float64Array) =>
    Array.from({ length: n }, (_, i) =>
      Array.from({ length: n }, (__, j) => {
        const p = v.length / n;
        let sum = 0;
        if (i !== j) for (let c = 0; c < p; c++) sum += v[i * p + c]! * v[j * p + c]!;
        return sum;
      }),
    );
  const hsic = (K: number[][], L: number[][]) => {
    let [trace, k, l, both] = [0, 0, 0, 0];
    for (let i = 0; i < n; i++)
      for (let j = 0; j < n; j++) {
        trace += K[i]![j]! * L[j]![i]!;
        k += K[i]![j]!;
        l += L[i]![j]!;
        for (let m = 0; m < n; m++) both += K[i]![j]! * L[j]![m]!;
      }
    return trace + (k * l) / ((n - 1) * (n - 2)) - (2 * both) / (n - 2);
  };
  const [K, L] = [kernel(x), kernel(y)];
  return hsic(K, L) / Math.sqrt(hsic(K, K) * hsic(L, L));
}

describe('a stored run', () => {
  it('answers while nothing trains, whichever ran last and in a worker that trained none', async () => {
    const page = open();
    const basic = await said(page, 'a', ask(named('basic')));
    const bottleneck = await said(page, 'b', ask(named('bottleneck')));
    expect(basic.network).toEqual({ kind: 'run', runId: 'basic', step: 3, epoch: 1 });
    expect(bottleneck.network).toEqual({ kind: 'run', runId: 'bottleneck', step: 3, epoch: 1 });
    expect((await said(page, 'c', ask(named('basic')))).pooled).toEqual(basic.pooled);
    const expected = {
      basic: await reference(configs.basic, 'basic'),
      bottleneck: await reference(configs.bottleneck, 'bottleneck'),
    };
    for (const [pooled, blocks] of [
      [basic.pooled, expected.basic],
      [bottleneck.pooled, expected.bottleneck],
    ] as const)
      pooled.forEach(({ block, values }, i) => {
        expectClose(values, blocks[i] ?? [], 1e-4, `pooled ${block}`);
      });
    const found = ckaMatrix(basic.pooled, bottleneck.pooled, { debiased: true });
    expect(found.map((row) => row.length)).toEqual([3, 3, 3]);
    found.forEach((row, i) => {
      row.forEach((value, j) => {
        const wanted = plainCka(expected.basic[i]!, expected.bottleneck[j]!);
        expect(Math.abs(value - wanted)).toBeLessThan(1e-4);
      });
    });
  });

  it('has no answer while another run has the device, which answers for itself', async () => {
    const page = open();
    page.client.send({ type: 'start', runId: 'now', config: { ...configs.basic, epochs: 15 } });
    page.client.send({ type: 'pause', runId: 'now' });
    const busy = { type: 'failed', problem: { kind: 'other-run-trains' } };
    expect(await reply(page, 'a', ask(named('bottleneck')))).toEqual(busy);
    expect(await reply(page, 'b', ask({ kind: 'shipped' }))).toEqual(busy);
    expect((await said(page, 'c', ask(named('now')))).network).toMatchObject({ runId: 'now' });
    page.client.send({ type: 'stop', runId: 'now' });
    await page.end('now');
    expect((await said(page, 'd', ask(named('bottleneck')))).network).toMatchObject({ runId: 'bottleneck' });
    // Whoever names none is told of the last run.
    page.client.send({ type: 'start', runId: 'last', config: configs.basic });
    await page.end('last');
    await said(page, 'e', ask(named('bottleneck')));
    expect((await said(page, 'f', ask())).network).toMatchObject({ runId: 'last' });
    expect((await said(page, 'g', ask(named('basic')))).network).toMatchObject({ runId: 'basic' });
  });

  it('without weights says so, and the one that comes with the page where none does', async () => {
    const page = open();
    expect(await reply(page, 'a', ask(named('gone')))).toMatchObject({ problem: { kind: 'weights-gone' } });
    expect(await reply(page, 'b', ask({ kind: 'shipped' }))).toMatchObject({
      problem: { kind: 'no-network' },
    });
  });
});

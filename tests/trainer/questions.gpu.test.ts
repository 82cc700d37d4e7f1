/** Questions to the fused engine on a GPU: a run does not change by them, and says what the stock engine says with the same weights. */
import { expect, it } from 'vitest';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import type { RunSaid } from '../../src/trainer/trainer.ts';
import { specOf } from '../../src/training/config.ts';
import type { TapRequest } from '../../src/training/taps.ts';
import { useWebGpu } from '../nn/devices.ts';
import { expectClose } from '../nn/numbers.ts';
import { realPictures, testRun, tiny, until } from './kit.ts';

useWebGpu();

const config = { ...tiny, trainImages: 40, epochs: 1 };
const requests: readonly TapRequest[] = [
  { mode: 'evaluation', pooled: true, maps: [{ block: 'layer1.0', of: 'branch' }] },
  { mode: 'training', sizes: true, gradient: { block: 'layer1.0', classes: [1, 2, 3] } },
];

it('a run that is asked all the time is equal to the bit to one that is not', async () => {
  const data = await realPictures(config);
  const { info } = await openDevice();
  await data.test.arrived(3);
  const batch = { images: new Uint8Array(3 * 3072), labels: new Int32Array(3) };
  data.test.gather([0, 1, 2], batch);

  const runOf = async (asked: boolean) => {
    const saved: Checkpoint[] = [];
    const engine = createEngine(config, data, info);
    expect(engine.kind).toBe('fused');
    const run = testRun(data, config, { engine, save: async (checkpoint) => void saved.push(checkpoint) });
    const answers: RunSaid[] = [];
    const askOn = (taps: TapRequest): void =>
      void run.trainer.ask({ images: batch.images, taps }).then(
        (said) => {
          answers.push(said);
          askOn(taps);
        },
        () => {},
      );
    if (asked) {
      run.trainer.pause();
      requests.forEach(askOn);
    }
    const outcome = run.outcome();
    // While it is paused it answers both at once.
    if (asked) await until(() => answers.length > 2);
    run.trainer.resume();
    expect(await outcome).toBe('finished');
    const losses = run.of('epoch').map(({ trainLoss, testLoss }) => [trainLoss, testLoss]);
    return { answers, losses, state: saved[saved.length - 1]!.state };
  };

  const asked = await runOf(true);
  const plain = await runOf(false);
  expect(asked.answers.some(({ step }) => step > 0)).toBe(true);
  expect([asked.losses, asked.state]).toEqual([plain.losses, plain.state]);
});

it('a paused run says what the stock engine says with its weights', async () => {
  const data = await realPictures(config);
  const { info } = await openDevice();
  await data.test.arrived(3);
  const batch = { images: new Uint8Array(3 * 3072), labels: new Int32Array(3) };
  data.test.gather([0, 1, 2], batch);
  const run = testRun(data, config, { engine: createEngine(config, data, info) });
  run.trainer.pause();
  const outcome = run.outcome();
  const { taps, step } = await run.trainer.ask({ images: batch.images, taps: requests[0]! });
  const { state } = await run.trainer.checkpoint();
  run.trainer.stop();
  await outcome;
  const { seed, init } = config;
  const stock = createStockEngine({ spec: specOf(config), seed, init, mean: data.mean, std: data.std });
  stock.importState(state);
  const expected = await stock.taps(batch, requests[0]!);
  stock.dispose();
  expect(step).toBe(0);
  expectClose([...taps.logits], [...expected.logits], 1e-4, 'logits');
  expectClose([...(taps.maps[0]?.values ?? [])], [...(expected.maps[0]?.values ?? [])], 1e-4, 'map');
});

/** Probes of a run on the fused engine: it does not change by them, and they are those of the stock engine with the same weights. */
import { expect, it } from 'vitest';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { probeBlocks } from '../../src/trainer/probeBlocks.ts';
import { specOf } from '../../src/training/config.ts';
import { useWebGpu } from '../nn/devices.ts';
import { expectClose } from '../nn/numbers.ts';
import { realPictures, testRun, tiny } from './kit.ts';

useWebGpu();

const config = { ...tiny, trainImages: 40 };

it('a run whose every epoch is probed is equal to the bit to one that leaves no frames', async () => {
  const data = await realPictures(config);
  const { info } = await openDevice();

  const runOf = async (frames: boolean) => {
    const states: Checkpoint['state'][] = [];
    const engine = createEngine(config, data, info);
    expect(engine.kind).toBe('fused');
    // By this clock steps take long and nothing else does.
    let time = 0;
    const save = async ({ state }: Checkpoint) => void states.push(state);
    const run = testRun(data, config, { engine, frames, save, now: () => time });
    run.onEvent(({ type }) => {
      if (type === 'step') time += 1000;
    });
    expect(await run.outcome()).toBe('finished');
    const losses = run.of('epoch').map(({ trainLoss, testLoss }) => [trainLoss, testLoss]);
    return { losses, states, frames: run.of('frame').map(({ frame }) => frame) };
  };

  const probed = await runOf(true);
  const plain = await runOf(false);
  expect([probed.losses, probed.states]).toEqual([plain.losses, plain.states]);
  const { probes, readers = [] } = probed.frames.at(-1)!;

  const { seed, init } = config;
  const stock = createStockEngine({ spec: specOf(config), seed, init, mean: data.mean, std: data.std });
  stock.importState(probed.states.at(-1)!);
  const expected = await probeBlocks({ engine: stock, data, classes: 10, atOnce: 100 });
  stock.dispose();
  expect(probes).toEqual(expected?.probes);
  for (const [i, { name, weights, bias }] of readers.entries()) {
    expectClose(weights, expected!.readers![i]!.weights, 1e-4, `reader of ${name}`);
    expectClose(bias, expected!.readers![i]!.bias, 1e-4, `bias of ${name}`);
  }
  // The first epoch may be over before what probes need is compiled.
  expect(probed.frames.filter((frame) => frame.probes).map(({ epoch }) => epoch)).toContain(2);
});

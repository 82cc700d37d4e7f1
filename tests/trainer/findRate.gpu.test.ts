/** The search for a learning rate by the fused engine: the stock engine's losses, and a run that is paused meanwhile is equal to the bit to one that is not. */
import { expect, it } from 'vitest';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { findRate } from '../../src/trainer/findRate.ts';
import type { RunConfig } from '../../src/training/settings.ts';
import { useWebGpu } from '../nn/devices.ts';
import { expectClose } from '../nn/numbers.ts';
import { realPictures, testRun, tiny, until } from './kit.ts';

useWebGpu();

const config = { ...tiny, trainImages: 20 };

it('beside a paused run, it changes nothing of it', async () => {
  const data = await realPictures(config);
  const { info } = await openDevice();
  const search = (more: Partial<RunConfig>, state?: Checkpoint['state']) =>
    findRate({
      config: { ...config, ...more },
      state,
      steps: 24,
      device: info,
      openData: async () => data,
      signal: new AbortController().signal,
      onProgress: () => {},
    });

  const runOf = async (searched: boolean) => {
    const saved: Checkpoint[] = [];
    const engine = createEngine(config, data, info);
    expect(engine.kind).toBe('fused');
    const run = testRun(data, config, { engine, save: async (checkpoint) => void saved.push(checkpoint) });
    // After the first epoch, with the optimizer under way.
    run.onEvent(({ type }) => {
      if (searched && type === 'epoch' && run.of('epoch').length === 1) run.trainer.pause();
    });
    const outcome = run.outcome();
    if (searched) {
      await until(() => run.of('phase').some(({ phase }) => phase === 'paused'));
      await search({}, (await run.trainer.checkpoint()).state);
      run.trainer.resume();
    }
    expect(await outcome).toBe('finished');
    const losses = run.of('epoch').map(({ trainLoss, testLoss }) => [trainLoss, testLoss]);
    return { losses, state: saved[saved.length - 1]!.state };
  };
  expect(await runOf(true)).toEqual(await runOf(false));

  const fused = await search({});
  const stock = await search({ engine: 'stock' });
  const first = (points: typeof fused) => points.slice(0, 8).map(({ loss }) => loss);
  expectClose(first(fused), first(stock), 1e-3, 'losses');
});

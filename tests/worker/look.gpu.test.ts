/** A look on WebGPU, by the fused engine: the vitals of the stock engine for the residual and the plain network. */
import { expect, it } from 'vitest';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import { TrainBatches } from '../../src/trainer/batches.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { lookAtNetwork } from '../../src/trainer/lookAtNetwork.ts';
import { specOf, stepSettings } from '../../src/training/config.ts';
import { useWebGpu } from '../nn/devices.ts';
import { expectClose } from '../nn/numbers.ts';
import { realPictures, tiny } from '../trainer/kit.ts';

useWebGpu();

it.each(['projection', 'none'] as const)(
  'has the vitals of the stock engine, shortcuts: %s',
  async (shortcut) => {
    const config = { ...tiny, blocks: [1, 2], width: 4, batchSize: 5, shortcut, augment: [] };
    const data = await realPictures({ ...config, trainImages: 5 });
    const device = await openDevice();
    const progress: number[] = [];
    const { blocks } = await lookAtNetwork({
      config,
      device: device.info,
      openData: async () => data,
      signal: new AbortController().signal,
      onProgress: (done) => progress.push(done),
    });
    expect(progress.length).toBeGreaterThan(10);
    const { mean, std } = data;
    const { seed, init } = config;
    const stock = createStockEngine({ spec: specOf(config), seed, init, mean, std });
    const batch = new TrainBatches(data.train, config).batch(0, 0, config.augment);
    const expected = await stock.trainStepWithVitals(batch, stepSettings(config, 0.05));
    stock.dispose();
    expect(blocks.map((b) => b.name)).toEqual(['stem', 'layer1.0', 'layer2.0', 'layer2.1', 'classifier']);
    blocks.forEach(({ name, gradientNorm, activationScale = Number.NaN }, i) => {
      expectClose([gradientNorm], [expected[i]?.gradientNorm ?? Number.NaN], 1e-3, `gradient of ${name}`);
      expectClose([activationScale], [expected[i]?.activationScale ?? Number.NaN], 1e-3, `output of ${name}`);
    });
  },
);

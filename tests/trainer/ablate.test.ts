/** A network without each of its blocks, on the CPU: what `resnet ablate` tells. */
import { expect, it } from 'vitest';
import { ablateWeights } from '../../src/trainer/ablate.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { createEngine } from '../../src/trainer/engines.ts';
import { evaluateWeights } from '../../src/trainer/evaluateWeights.ts';
import { realPictures, tiny } from './kit.ts';

it('is evaluated whole and without every block, as weights whose branches end in zeros are', async () => {
  const config = { ...tiny, blocks: [1, 1], testImages: 20 };
  const { info: device } = await openDevice();
  const data = await realPictures(config);
  const engine = createEngine(config, data, device);
  const state = await engine.exportState();
  engine.dispose();
  const seen: string[] = [];
  const options = { config, state, device, openData: async () => data };
  const { whole, blocks } = await ablateWeights({
    ...options,
    onProgress: (done, total) => void seen.push(`${done}/${total}`),
  });
  expect(seen).toEqual(['1/3', '2/3', '3/3']);
  expect(blocks.map(({ name }) => name)).toEqual(['layer1.0', 'layer2.0']);
  const evaluated = (changed = state) =>
    evaluateWeights({ ...options, state: changed, onProgress: () => {} });
  expect(whole).toEqual(await evaluated());
  for (const { name, totals } of blocks) {
    const weights = state.weights.map((w) =>
      w.name.startsWith(`${name}.features.4.`) && /weight|bias/.test(w.name)
        ? { ...w, data: new Float32Array(w.data.length) }
        : w,
    );
    expect(totals).toEqual(await evaluated({ ...state, weights }));
    expect(totals.loss).not.toBe(whole.loss);
  }
});

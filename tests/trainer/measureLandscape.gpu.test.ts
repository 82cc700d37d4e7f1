/** The landscape by the fused engine on a GPU: the loss of loops in float64 at points between which weights move to and fro. */
import { expect, it } from 'vitest';
import { displaced, randomDirection } from '../../src/nn/directions.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { measureLandscape } from '../../src/trainer/measureLandscape.ts';
import { gridOrder, placeOf, usualPlan } from '../../src/training/landscape.ts';
import { useWebGpu } from '../nn/devices.ts';
import { realPictures, tiny } from './kit.ts';
import { pointByLoops, stateOf } from './landscapeKit.ts';

useWebGpu();

it.each(['projection', 'none'] as const)(
  'has the losses of the reference, shortcuts: %s',
  async (shortcut) => {
    const config = { ...tiny, blocks: [1, 2], width: 4, shortcut };
    const plan = { ...usualPlan, size: 9, pictures: 5 } as const;
    const data = await realPictures({ ...config, trainImages: plan.pictures });
    const { info } = await openDevice();
    const state = stateOf(config);
    // Enough for the two coarsest grids and a little of the next one.
    let clock = 0;
    const landscape = await measureLandscape({
      config,
      state,
      plan: { ...plan, seconds: 60 },
      device: info,
      openData: async () => data,
      now: () => clock++,
    });
    const plane = [1, 2].map((number) => randomDirection(state.weights, plan.seed, number));
    const order = gridOrder(plan.size);
    for (const i of [0, 7, 12, 24]) {
      const moved = displaced(state.weights, [plane[0]!, plane[1]!], placeOf(order[i]!, landscape));
      const { loss, accuracy } = pointByLoops(config, data, plan.pictures, moved);
      expect(Math.abs(landscape.losses[i]! / loss - 1)).toBeLessThan(1e-3);
      expect(landscape.accuracies[i]).toBeCloseTo(accuracy, 6);
    }
  },
);

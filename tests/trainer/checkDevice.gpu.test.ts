/** The check of a device: right where the kernels are, and a wrong kernel is found and named. */
import { describe, expect, it } from 'vitest';
import { structureOf } from '../../src/model/structure.ts';
import * as tf from '../../src/nn/tf.ts';
import {
  type CheckCase,
  caseFor,
  checkNetwork,
  checkOtherFamilies,
  smallCases,
} from '../../src/trainer/checkDevice.ts';
import { type CheckedNetwork, isRight, worstOf } from '../../src/training/deviceCheck.ts';
import { trainingBackend } from '../../src/webgpu/ops/tensors.ts';
import { type TuningTask, tuningTasks } from '../../src/webgpu/tuningTasks.ts';
import { tuningKey, type Variant } from '../../src/webgpu/variants.ts';
import { makeSpec } from '../specs.ts';
import { useTrainingBackend } from '../webgpu/node.ts';

useTrainingBackend();

const networkOf = (found: CheckCase | undefined): CheckCase => {
  if (!found) throw new Error('There are no numbers for this network.');
  return found;
};
const basic = networkOf(smallCases[0]);

/** Checks while one pass is computed by a variant that is wrong on this device. */
async function withVariant(of: (task: TuningTask) => boolean, variant: (lanes: number) => Variant) {
  const backend = trainingBackend(tf.backend());
  const task = tuningTasks(structureOf(basic.spec), basic.batch, { precision: 'fast' }).find(of);
  if (!task) throw new Error('The network has no such pass.');
  backend.tuning = new Map([[tuningKey(task.shape, task.pass), variant(backend.traits.subgroupSize)]]);
  try {
    return await checkNetwork(basic);
  } finally {
    backend.tuning = new Map();
  }
}

describe('the check of a device', () => {
  it('finds the network right that is measured on software adapters', async () => {
    const checked = await checkNetwork(networkOf(caseFor(makeSpec('resnet8'), 8)));
    console.info(`${checked.name}: ${checked.deviation.toExponential(1)}, ${checked.of}`);
    expect(checked.families.length).toBeGreaterThan(0);
    // Far from the limit, so that another order of sums is no false alarm.
    expect(checked.deviation).toBeLessThan(checked.limit / 3);
  });

  it('takes every family of kernels in turn', async () => {
    const results: CheckedNetwork[] = [];
    const [, bottlenecks] = smallCases;
    const found = (checked: CheckedNetwork) => results.push(checked);
    const networks = [networkOf(bottlenecks)];
    results.push(await checkNetwork(networkOf(bottlenecks)));
    await checkOtherFamilies(found, performance.now() - 1, undefined, networks);
    expect(results, 'none is begun after the deadline').toHaveLength(1);
    await checkOtherFamilies(found, Number.POSITIVE_INFINITY, undefined, networks);
    const families = new Set(results.flatMap((checked) => checked.families));
    expect([...families]).toEqual(expect.arrayContaining(['direct', 'direct-filter', 'tiled']));
    for (const checked of results) {
      console.info(`${checked.families}: ${checked.deviation.toExponential(1)}, ${checked.of}`);
      expect(isRight(checked)).toBe(true);
    }
    expect(trainingBackend(tf.backend()).tuning.size).toBe(0);
  });

  it('names the gradient that a kernel computes wrong', async () => {
    // As if subgroups were twice as wide: the channels of the upper lanes are missing.
    const checked = await withVariant(
      ({ shape, pass }) => pass === 'filterGradient' && shape.inChannels === 16,
      (lanes) => ({
        family: 'direct-filter',
        tiling: { lanes: 2 * lanes, outVectors: 1, inVectors: 1, pixels: 1, slices: 1 },
      }),
    );
    expect(isRight(checked)).toBe(false);
    expect(checked.of).toMatch(/^gradient of layer/);
    expect(worstOf([{ ...checked, deviation: 0 }, checked])).toBe(checked);
  });

  it('has numbers for every network that the page measures on a graphics card, and for no other', () => {
    expect(caseFor(makeSpec('resnet8'), 128)?.name).toBe('resnet8, batch 128');
    expect(caseFor(makeSpec('resnet20'), 128)?.name).toBe('resnet20, batch 128');
    expect(caseFor(makeSpec('resnet18'), 64)?.name).toBe('resnet18, batch 64');
    expect(caseFor(makeSpec('resnet50'), 32)?.name).toBe('resnet50, batch 32');
    expect(caseFor(makeSpec('resnet8'), 7)).toBeUndefined();
    expect(caseFor(makeSpec('resnet8', { shortcut: 'none' }), 8)).toBeUndefined();
  });
});

/** A device whose subgroups are not what it says is found out when it is opened, and does without them. */
import { describe, expect, it } from 'vitest';
import type { TrainingBackend } from '../../src/webgpu/backend.ts';
import { openTrainingBackend } from '../../src/webgpu/device.ts';
import { subgroupProbe, subgroupsAreWhole } from '../../src/webgpu/kernels/subgroupProbe.ts';
import type { DeviceTraits } from '../../src/webgpu/traits.ts';
import { runKernel, trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

/** The traits of a device whose adapter says this of its subgroups. */
async function traitsWhere(
  subgroupMinSize: number,
  subgroupMaxSize = subgroupMinSize,
): Promise<DeviceTraits> {
  const real = (await navigator.gpu.requestAdapter())!;
  const { backend, device, faults } = await openTrainingBackend({
    info: { vendor: 'apple', architecture: 'metal-3', subgroupMinSize, subgroupMaxSize },
    features: real.features,
    limits: real.limits,
    requestDevice: (wanted: GPUDeviceDescriptor) => real.requestDevice(wanted),
  } as unknown as GPUAdapter);
  const { traits } = backend as TrainingBackend;
  faults.close();
  device.destroy();
  return traits;
}

describe('a device that is opened', () => {
  it('keeps its subgroups where they are what it says', async () => {
    const { subgroupSize } = trainingBackend().traits;
    expect(subgroupSize, 'lanes of this adapter').toBeGreaterThan(1);
    expect(await traitsWhere(subgroupSize)).toMatchObject({ subgroupSize, key: 'apple metal-3' });
  });

  it.each([0.5, 2, 4])('does without where it says %d times as many lanes', async (factor) => {
    const { subgroupSize } = trainingBackend().traits;
    const traits = await traitsWhere(factor * subgroupSize);
    // The key is another one: what was tuned with them does not serve without them.
    expect(traits).toMatchObject({ subgroupSize: 0, key: 'apple metal-3 without subgroups' });
  });

  it('does without where they may differ from kernel to kernel, and is not asked', async () => {
    const { subgroupSize } = trainingBackend().traits;
    expect(await traitsWhere(subgroupSize, 2 * subgroupSize)).toMatchObject({
      subgroupSize: 0,
      key: 'apple metal-3',
    });
  });
});

describe('the probe', () => {
  it('sees a lane that is missing or twice, another size and a broadcast from another lane', async () => {
    const lanes = trainingBackend().traits.subgroupSize;
    const [values] = await runKernel(subgroupProbe(lanes, 2 * lanes), [], [6 * lanes]);
    const result = new Uint32Array((values as Float32Array).buffer);
    expect(subgroupsAreWhole(result, lanes)).toBe(true);
    for (let i = 0; i < result.length; i++) {
      const wrong = result.slice();
      wrong[i] = (wrong[i] ?? 0) + 1;
      expect(subgroupsAreWhole(wrong, lanes), `number ${i}`).toBe(false);
    }
  });
});

/** Which passes a training step takes on a kind of device: what is recorded on one that does nothing. */
import { describe, expect, it } from 'vitest';
import { stepMacs } from '../../src/model/frozen.ts';
import { structureOf } from '../../src/model/structure.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { makeSpec } from '../specs.ts';
import { onIdleDevice } from '../wgpu/idleBackend.ts';
import type { DeviceKind } from '../wgpu/idleDevice.ts';

const card: DeviceKind = { subgroups: [32, 32] };
const software: DeviceKind = { subgroups: [8, 8], vendor: 'llvmpipe' };

/** Names of the kernels of a step, in order. */
const kernelsOf = (model: 'resnet8' | 'resnet18', device: DeviceKind): Promise<string[]> =>
  onIdleDevice(device, () => {
    const options = { seed: 1, init: 'pytorch', mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] } as const;
    const engine = createFusedEngine({ ...options, spec: makeSpec(model) });
    const { graph } = engine.trainingStep('drawn', 16, stepSettings(defaultConfig, 0.1));
    const names = graph.kernels.map((k) => k.name);
    engine.dispose();
    return names;
  });

const count = (names: readonly string[], pattern: RegExp): number =>
  names.filter((n) => pattern.test(n)).length;

it('takes the passes that a frozen front leaves, as the forecast counts them', () =>
  onIdleDevice(software, () => {
    const options = { seed: 1, init: 'pytorch', mean: [0.5, 0.5, 0.5], std: [0.2, 0.2, 0.2] } as const;
    // Below the channels that Winograd's algorithm takes, which multiplies less.
    const spec = makeSpec('resnet8', { width: 8 });
    const structure = structureOf(spec);
    const { features, classes } = structure.classifier;
    const pictures = 4;
    const engine = createFusedEngine({ ...options, spec });
    for (const freeze of [0, 1, 2, 3, 4]) {
      const settings = stepSettings({ ...defaultConfig, freeze }, 0.1);
      const { kernels } = engine.trainingStep('drawn', pictures, settings).graph;
      const convolutions = kernels
        .filter(({ name }) => /^conv_(forward|input_gradient|filter_gradient)/.test(name))
        .reduce((sum, { flops }) => sum + flops / 2 / pictures, 0);
      const asked = kernels.some(({ name }) => name === 'classifier_input_gradient');
      const classifier = (asked ? 3 : 2) * features * classes;
      expect(convolutions + classifier, `freeze ${freeze}`).toBe(stepMacs(structure, freeze));
    }
    engine.dispose();
  }));

describe.each([
  ['resnet8', 9, 2],
  ['resnet18', 20, 3],
] as const)('a step of %s', (model, units, projections) => {
  it('has no pass for statistics on a graphics card', async () => {
    const names = await kernelsOf(model, card);
    expect(count(names, /^conv_forward.*_statistics$/)).toBe(units);
    expect(count(names, /^norm_statistics/)).toBe(0);
    expect(count(names, /^norm_finalise/)).toBe(units);
  });

  it('has hardly any for the sums of the backward pass', async () => {
    const names = await kernelsOf(model, card);
    // What the classifier and the shortcuts hand down comes from no convolution, and the first unit would need nine bindings.
    const own = projections + 2;
    expect(count(names, /^norm_backward_reduce/)).toBe(own);
    expect(count(names, /^conv_input_gradient.*_reduce$/)).toBe(units - own);
    expect(count(names, /^norm_backward_finalise/)).toBe(units);
  });

  it('has one for each unit where the direct family computes', async () => {
    const names = await kernelsOf(model, software);
    expect(count(names, /_statistics/)).toBe(units);
    expect(count(names, /^norm_statistics/)).toBe(units);
  });
});

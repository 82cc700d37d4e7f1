/** What is said of a run before it starts: its time from measured speeds, its memory, and whether it fits. */
import { describe, expect, it } from 'vitest';
import { estimateOf, quickPlan } from '../../../src/app/state/estimate.ts';
import type { Speed } from '../../../src/app/state/speeds.ts';
import { stepMacs } from '../../../src/model/frozen.ts';
import { type PresetName, presets } from '../../../src/model/presets.ts';
import { structureOf } from '../../../src/model/structure.ts';
import { summaryOf } from '../../../src/model/summary.ts';
import { specOf } from '../../../src/training/config.ts';
import type { DeviceInfo } from '../../../src/training/events.ts';
import { memoryOf } from '../../../src/training/memory.ts';
import { defaultConfig, type RunConfig } from '../../../src/training/settings.ts';

const gpu: DeviceInfo = {
  backend: 'webgpu',
  name: 'G',
  software: false,
  reason: { kind: 'text', text: '' },
  maxBindingBytes: 2 ** 30,
};
const configOf = (name: PresetName, more: Partial<RunConfig> = {}): RunConfig => ({
  ...defaultConfig,
  ...presets[name],
  ...more,
});
const macsOf = (config: RunConfig): number => summaryOf(specOf(config)).macs;
const speedOf = (config: RunConfig, imagesPerSecond: number, more: Partial<Speed> = {}): Speed => ({
  device: 'webgpu G',
  engine: 'fused',
  macs: macsOf(config),
  imagesPerSecond,
  ...more,
});

describe('time', () => {
  const config = configOf('resnet20', { trainImages: 3000, testImages: 900, epochs: 5 });

  it('is assumed until something was measured on this device and engine', () => {
    expect(estimateOf(config, gpu, []).time.source).toBe('assumed');
    const others = [speedOf(config, 100, { device: 'webgpu H' }), speedOf(config, 100, { engine: 'stock' })];
    expect(estimateOf(config, gpu, others).time.source).toBe('assumed');
    expect(estimateOf({ ...config, engine: 'stock' }, gpu, others).time.source).toBe('measured');
  });

  it('that is assumed is longest on the CPU, and longer on a software adapter than on a graphics card', () => {
    const seconds = (device: Partial<DeviceInfo>) =>
      estimateOf(config, { ...gpu, ...device }, []).time.runSeconds;
    const times = [{}, { backend: 'webgl' }, { software: true }, { backend: 'cpu', software: true }] as const;
    const kinds = times.map(seconds);
    expect(kinds).toEqual(kinds.toSorted((a, b) => a - b));
    // ResNet-20 on a software adapter: about 16 pictures a second.
    expect(estimateOf(config, { ...gpu, software: true }, []).time.imagesPerSecond).toBeCloseTo(16.3, 1);
  });

  it('of a measured network is pictures over speed; a test picture takes a third', () => {
    const { time } = estimateOf(config, gpu, [speedOf(config, 100)]);
    expect(time).toMatchObject({ epochSeconds: 33, runSeconds: 165, source: 'measured' });
    expect(time.gflops).toBeCloseTo((6 * 40_813_184 * 100) / 1e9, 2);
  });

  it('of a run whose depth changes is that of its mean epoch', () => {
    const depthAt = [{ after: 2, blocks: [5, 5, 5] }];
    const of = (more: Partial<RunConfig>) =>
      estimateOf({ ...config, ...more }, gpu, [speedOf(config, 100)]).time;
    const [shallow, deep] = [of({}).epochSeconds, of({ blocks: [5, 5, 5] }).epochSeconds];
    expect(of({ depthAt }).epochSeconds).toBeCloseTo((2 * shallow + 3 * deep) / 5);
    expect(of({ depthAt: [{ after: 5, blocks: [9, 9, 9] }] })).toEqual(of({}));
  });

  it('of a network whose front is frozen follows from the whole one, by the passes that are left', () => {
    const at = (freeze: number) => estimateOf({ ...config, freeze }, gpu, [speedOf(config, 100)]).time;
    const structure = structureOf(specOf(config));
    for (const freeze of [1, 2, 4]) {
      const { imagesPerSecond, epochSeconds, source } = at(freeze);
      expect(imagesPerSecond).toBeCloseTo((100 * stepMacs(structure, 0)) / stepMacs(structure, freeze));
      // An evaluation takes as long as ever.
      expect(epochSeconds).toBeCloseTo(3000 / imagesPerSecond + 900 / 3 / 100);
      expect(source).toBe('frozen');
    }
    const other = [speedOf(configOf('resnet32'), 60)];
    expect(estimateOf({ ...config, freeze: 2 }, gpu, other).time.source).toBe('derived');
    // A forward pass alone, and very little of the classifier.
    expect(at(4).imagesPerSecond / 100).toBeGreaterThan(2.9);
    expect(at(99)).toEqual(at(4));
    expect(estimateOf({ ...config, freeze: 2 }, gpu, []).time.source).toBe('assumed');
  });

  it('of another network follows from the one nearest in cost', () => {
    const near = configOf('resnet32');
    const speeds = [speedOf(configOf('resnet110'), 1), speedOf(near, 60), speedOf(configOf('resnet8'), 999)];
    const { time } = estimateOf(config, gpu, speeds);
    expect(time.source).toBe('derived');
    expect(time.epochSeconds).toBeCloseTo((3300 * macsOf(config)) / (60 * macsOf(near)), 6);
  });
});

describe('memory', () => {
  it('is that of the engine the run gets', () => {
    const config = configOf('resnet20');
    const { total } = memoryOf(config);
    expect(estimateOf(config, gpu, [])).toMatchObject({
      engine: 'fused',
      bytes: { low: total, high: total },
    });
    const webgl = estimateOf(config, { ...gpu, backend: 'webgl' }, []);
    expect(webgl.engine).toBe('stock');
    expect(webgl.bytes.low).toBeGreaterThan(2 * total);
    expect(webgl.bytes.high).toBeGreaterThan(webgl.bytes.low);
  });
});

describe('a run that does not fit', () => {
  const mebibyte = 2 ** 20;

  it('has a tensor larger than a kernel may bind, and a batch that is small enough is named', () => {
    // 64 channels of 32×32 numbers: a quarter of a MiB a picture.
    const config = configOf('resnet18', { batchSize: 600 });
    const device = { ...gpu, maxBindingBytes: 128 * mebibyte };
    const misfit = { kind: 'tensor', bytes: 150 * mebibyte, limit: 128 * mebibyte, most: 512 };
    expect(estimateOf(config, device, []).misfit).toEqual(misfit);
    expect(estimateOf({ ...config, batchSize: 512 }, device, []).misfit).toBeUndefined();
  });

  it('takes more than half of what the machine has, and a batch that takes less is named', () => {
    const config = configOf('resnet50', { batchSize: 256 });
    const { misfit } = estimateOf(config, gpu, [], 8);
    if (misfit?.kind !== 'memory') throw new Error('9 GB were not found too much for a machine of 8 GiB.');
    expect(misfit.limit).toBe(4 * 2 ** 30);
    expect(memoryOf({ ...config, batchSize: misfit.most }).total).toBeLessThanOrEqual(misfit.limit);
    expect(estimateOf({ ...config, batchSize: misfit.most }, gpu, [], 8).misfit).toBeUndefined();
    expect(estimateOf(config, gpu, [], 32).misfit).toBeUndefined();
  });

  it('is not found where nothing is amiss', () => {
    expect(estimateOf(defaultConfig, gpu, []).misfit).toBeUndefined();
  });
});

describe('the quick measurement', () => {
  it('takes the network and the batch that are set, on the engine the run gets', () => {
    const config = configOf('resnet20', { engine: 'stock' });
    expect(quickPlan(config, gpu)).toEqual({
      models: [{ spec: specOf(config), batchSize: 128 }],
      steps: 10,
      engines: ['stock'],
    });
  });

  it('takes fewer pictures where a step would take minutes', () => {
    const software = { ...gpu, software: true };
    const batchOf = (config: RunConfig) => quickPlan(config, software).models[0]?.batchSize;
    expect(batchOf(configOf('resnet20'))).toBe(32);
    expect(batchOf(configOf('resnet152'))).toBe(1);
    expect(batchOf(configOf('resnet20', { batchSize: 4 }))).toBe(4);
  });
});

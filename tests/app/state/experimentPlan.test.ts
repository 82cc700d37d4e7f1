/** How large an experiment is: within the time that was given, as far as the estimate knows the device. */
import { describe, expect, it } from 'vitest';
import {
  experimentPlan,
  experimentSeconds,
  experimentTimes,
  secondsOf,
} from '../../../src/app/state/experimentPlan.ts';
import { deviceKey, type Speed } from '../../../src/app/state/speeds.ts';
import { summaryOf } from '../../../src/model/summary.ts';
import { specOf } from '../../../src/training/config.ts';
import type { DeviceInfo } from '../../../src/training/events.ts';
import { experiments, sizes } from '../../../src/training/experiments.ts';
import { defaultConfig } from '../../../src/training/settings.ts';

const reason = { kind: 'text', text: 'A test.' } as const;
const device = (name: string, rest: Partial<DeviceInfo>): DeviceInfo => ({
  backend: 'webgpu',
  name,
  software: false,
  reason,
  ...rest,
});
const software = device('software', { software: true });
const laptop = device('laptop', {});
const fast = device('fast', {});
const processor = device('processor', { backend: 'cpu' });
/** ResNet-20 on a fast card. */
const speeds: readonly Speed[] = [
  {
    device: deviceKey(fast),
    engine: 'fused',
    macs: summaryOf(specOf(defaultConfig)).macs,
    imagesPerSecond: 40_000,
  },
];

describe('a plan', () => {
  it.each([software, fast])('on $name keeps the time, or is the smallest and says that it cannot', (on) => {
    const means = { device: on, speeds, settings: defaultConfig };
    for (const experiment of experiments)
      for (const time of experimentTimes) {
        const plan = experimentPlan(experiment, time, means);
        const place = sizes.indexOf(plan.size);
        const what = `${experiment.id} in ${time}`;
        expect(plan.seconds, what).toBeCloseTo(secondsOf(plan.configs, means));
        expect(plan.fits, what).toBe(plan.seconds <= experimentSeconds[time]);
        expect(plan.configs, what).toHaveLength(plan.seeds.length * experiment.arms.length);
        expect(place, what).toBeGreaterThanOrEqual(experiment.least);
        if (!plan.fits) expect([place, plan.seeds], what).toEqual([experiment.least, [1]]);
      }
  });

  it('has three seeds wherever they fit, and wider networks on faster devices', () => {
    const [plain] = experiments;
    if (!plain) throw new Error('There are none.');
    const on = (of: DeviceInfo) =>
      experimentPlan(plain, 'tenMinutes', { device: of, speeds, settings: defaultConfig });
    expect(on(fast).seeds).toEqual([1, 2, 3]);
    expect(on(software).seeds).toEqual([1, 2, 3]);
    expect(on(software).size.width).toBe(4);
    expect(on(laptop).size.trainImages).toBeLessThan(on(fast).size.trainImages);
    expect(on(fast).size).toMatchObject({ width: 16, trainImages: 50_000 });
    expect(on(software).assumed).toBe(true);
    expect(on(fast).assumed).toBe(false);
  });

  it('grows with the time', () => {
    for (const experiment of experiments) {
      const places = experimentTimes.map((time) => {
        const { size, seeds } = experimentPlan(experiment, time, {
          device: software,
          speeds,
          settings: defaultConfig,
        });
        return 100 * seeds.length + sizes.indexOf(size);
      });
      expect(places, experiment.id).toEqual([...places].sort((a, b) => a - b));
    }
  });

  it('of 56 layers on a processor alone is said to take longer than it may', () => {
    const deep = experiments.find(({ id }) => id === 'plain-56');
    if (!deep) throw new Error('There is none.');
    expect(
      experimentPlan(deep, 'twoMinutes', { device: processor, speeds, settings: defaultConfig }).fits,
    ).toBe(false);
  });
});

/** How many threads the passes over feature maps take: enough for a large card, few where a few cores do the work. */
import { describe, expect, it } from 'vitest';
import type { Kernel } from '../../src/webgpu/kernel.ts';
import { normApply } from '../../src/webgpu/kernels/normApply.ts';
import { normStatistics } from '../../src/webgpu/kernels/normStatistics.ts';
import { followingFrom } from '../../src/webgpu/traits.ts';

const card = followingFrom(32, 'some card');
const software = followingFrom(8, '');

const threadsOf = ({ code, workgroups }: Kernel): number => {
  const size = code.match(/@workgroup_size\(([^)]*)\)/)?.[1] ?? '';
  return [...workgroups, ...size.split(',').map(Number)].reduce((n, each) => n * each, 1);
};

/** Rows and channels of resnet8's and resnet18's stages at batch 128, large maps with few channels and small with many. */
const maps = [
  [128 * 32 * 32, 16],
  [128 * 8 * 8, 64],
  [128 * 32 * 32, 64],
  [128 * 4 * 4, 512],
] as const;

it('an adapter that computes on the processor gets few threads also where it hides its subgroups', () => {
  expect(followingFrom(0, 'google swiftshader').passThreads).toBe(software.passThreads);
  expect(followingFrom(0, '').passThreads).toBe(card.passThreads);
});

describe.each(maps)('%d rows of %d channels', (rows, channels) => {
  it('are spread over tens of thousands of threads on a card', () => {
    const { passThreads } = card;
    expect(threadsOf(normStatistics(rows, channels, card))).toBeGreaterThanOrEqual(32_768);
    const apply = normApply(rows, channels, { relu: true, residual: false, passThreads });
    expect(threadsOf(apply)).toBeGreaterThanOrEqual(65_536);
  });

  it('are not spread further than before where subgroups are narrow', () => {
    expect(threadsOf(normStatistics(rows, channels, software))).toBeLessThanOrEqual(32_768);
    const { passThreads } = software;
    const apply = normApply(rows, channels, { relu: true, residual: false, passThreads });
    expect(apply.code).toBe(normApply(rows, channels, { relu: true, residual: false }).code);
  });
});

/** A device that has what every device has, for tests that reason about kernels and run none. */
import type { DispatchLimits } from '../../src/webgpu/limits.ts';
import type { DeviceTraits } from '../../src/webgpu/traits.ts';

export const leastLimits: DispatchLimits = {
  maxWorkgroupsPerDimension: 65_535,
  maxBindings: 8,
  maxBindingBytes: 2 ** 27,
  maxBufferBytes: 2 ** 28,
  maxInvocations: 256,
  maxWorkgroupBytes: 16_384,
};
export const leastDevice = (subgroupSize: number): DeviceTraits => ({
  ...leastLimits,
  subgroupSize,
  reductionLanes: 256,
  passThreads: 65_536,
  fusedReductions: true,
  timestamps: false,
  key: '',
});

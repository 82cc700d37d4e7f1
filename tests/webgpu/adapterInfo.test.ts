/** What an adapter says of itself: as the standard has it, as Chrome 113 to 126 had it, and where nothing is told. */
import { expect, it } from 'vitest';
import { adapterInfoOf } from '../../src/webgpu/adapterInfo.ts';

const read = (adapter: object) => adapterInfoOf(adapter as GPUAdapter);
const silent = { vendor: '', architecture: '', device: '', description: '', isFallbackAdapter: false };

it('is the info that the standard puts on an adapter, as it is', async () => {
  const info = { vendor: 'apple', architecture: 'metal-3', subgroupMinSize: 4, subgroupMaxSize: 64 };
  expect(await read({ info, requestAdapterInfo: () => Promise.reject(new Error('gone')) })).toBe(info);
});

it('is asked for where a browser is older', async () => {
  const requestAdapterInfo = async () => ({ vendor: 'nvidia', architecture: 'ampere' });
  expect(await read({ requestAdapterInfo, isFallbackAdapter: true })).toEqual({
    ...silent,
    vendor: 'nvidia',
    architecture: 'ampere',
    isFallbackAdapter: true,
  });
});

it('is empty where nothing is told', async () => {
  expect(await read({})).toEqual(silent);
  expect(await read({ requestAdapterInfo: () => Promise.reject(new Error('Not allowed.')) })).toEqual(silent);
});

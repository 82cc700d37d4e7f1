/**
 * Dawn for tests of whole networks on Chromium's software adapter, without checks of each access of a shader, as the browser tests have it
 * (`sparingTheAdapter`): they take a quarter of the processor time. The tests of kernels have them.
 */
import { createRequire } from 'node:module';

const dawn: typeof import('webgpu') = createRequire(import.meta.url)('webgpu');

export const { globals } = dawn;
export const create: typeof dawn.create = (flags) =>
  dawn.create([...flags, 'enable-dawn-features=disable_robustness']);

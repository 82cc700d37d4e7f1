/**
 * The fused engine against PyTorch with the kernels that a graphics card would get: the tiled family, whose convolutions reduce
 * what they write.
 */
import { beforeAll, test } from 'vitest';
import { trainingBackend } from '../webgpu/harness.ts';
import { useTrainingBackend } from '../webgpu/node.ts';
import { holdToReference } from './engines.ts';
import { caseOf } from './kit.ts';

useTrainingBackend();

beforeAll(() => {
  const backend = trainingBackend();
  Object.assign(backend, { traits: { ...backend.traits, subgroupSize: 0, fusedReductions: true } });
});

test('bottleneck', () => holdToReference('fused', caseOf('bottleneck'), 2));

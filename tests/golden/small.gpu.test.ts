/** The fused engine against PyTorch on small networks of every kind: outputs, gradients and twenty steps. */
import { test } from 'vitest';
import { useTrainingBackend } from '../webgpu/node.ts';
import { holdToReference } from './engines.ts';
import { caseOf, smallNetworks } from './kit.ts';

useTrainingBackend();

test.each(smallNetworks)('%s', (name) => holdToReference('fused', caseOf(name), caseOf(name).steps));

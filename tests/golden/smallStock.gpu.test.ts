/** The stock engine against PyTorch on small networks of every kind: outputs, gradients and a step, or twenty. */
import { test } from 'vitest';
import { useTrainingBackend } from '../webgpu/node.ts';
import { holdToReference } from './engines.ts';
import { caseOf, smallNetworks } from './kit.ts';

useTrainingBackend();

/** It is slow: three of the networks show that it keeps to PyTorch's way, the others that it starts so. */
const goesOn = ['odd-widths', 'bottleneck', 'no-norm-identity'];

test.each(smallNetworks)('%s', (name) =>
  holdToReference('stock', caseOf(name), goesOn.includes(name) ? caseOf(name).steps : 1),
);

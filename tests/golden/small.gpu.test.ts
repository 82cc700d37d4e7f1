/** Both engines against PyTorch on small networks of every kind: outputs, gradients and twenty steps. */
import { describe, test } from 'vitest';
import { useTrainingBackend } from '../webgpu/node.ts';
import { holdToReference, kinds } from './engines.ts';
import { caseOf } from './kit.ts';

useTrainingBackend();

/** The stock engine is slow: three of the networks show that it keeps to PyTorch's way, the others that it starts so. */
const stockGoesOn = ['odd-widths', 'bottleneck', 'no-norm-identity'];

const networks = ['resnet8', 'resnet20', 'odd-widths', 'bottleneck', 'identity', 'plain', 'imagenet-stem'];
const withoutNorm = ['no-norm', 'no-norm-plain', 'no-norm-identity', 'no-norm-bottleneck'];

describe.each([...networks, ...withoutNorm])('%s', (name) => {
  const golden = caseOf(name);
  test.each(kinds)('%s', (kind) =>
    holdToReference(kind, golden, kind === 'fused' || stockGoesOn.includes(name) ? golden.steps : 1),
  );
});

/** Both engines against PyTorch on small networks of every kind: outputs, gradients and twenty steps. */
import { describe, test } from 'vitest';
import { useTrainingBackend } from '../webgpu/node.ts';
import { holdToReference, kinds } from './engines.ts';
import { caseOf } from './kit.ts';

useTrainingBackend();

/** The stock engine is slow: two of the networks show that it keeps to PyTorch's way, the others that it starts so. */
const stockGoesOn = ['odd-widths', 'bottleneck'];

describe.each(['resnet8', 'resnet20', 'odd-widths', 'bottleneck', 'identity', 'plain', 'imagenet-stem'])(
  '%s',
  (name) => {
    const golden = caseOf(name);
    test.each(kinds)('%s', (kind) =>
      holdToReference(kind, golden, kind === 'fused' || stockGoesOn.includes(name) ? golden.steps : 1),
    );
  },
);

/** Both engines against PyTorch on deep networks: outputs and gradients. */
import { describe, test } from 'vitest';
import { useTrainingBackend } from '../webgpu/node.ts';
import { holdToReference, kinds } from './engines.ts';
import { caseOf } from './kit.ts';

useTrainingBackend();

describe.each(['resnet18', 'resnet50', 'resnet50-training'])('%s', (name) => {
  const golden = caseOf(name);
  test.each(kinds)('%s', (kind) => holdToReference(kind, golden, golden.steps));
});

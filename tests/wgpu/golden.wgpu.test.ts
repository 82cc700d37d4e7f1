/** The fused engine on wgpu against PyTorch in float64: outputs and gradients of every kind of network, and some steps. */
import { test } from 'vitest';
import { holdToReference } from '../golden/engines.ts';
import { caseOf } from '../golden/kit.ts';
import { cases } from '../webgpu/harness.ts';
import { useTrainingBackend } from '../webgpu/node.ts';

useTrainingBackend();

const names = ['imagenet-stem', 'resnet8', 'odd-widths', 'plain', 'bottleneck', 'identity'];

test.each(cases(names))('%s', (name) => holdToReference('fused', caseOf(name), 3));

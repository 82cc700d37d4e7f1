/** A small frame that is whole: 3 test pictures of two classes. */
import type { Frame } from '../../src/training/frames.ts';
import { labelsOf } from '../../src/training/labels.ts';

export const frameAt = (epoch: number): Frame => ({
  epoch,
  step: 10 * epoch,
  predicted: Uint8Array.of(0, 1, 1),
  losses: Float32Array.of(0.5, 1 / 3, epoch),
  logits: Float32Array.of(1, 0, -1, 1, 0.25, 7),
  stem: { shape: [1, 3, 1, 1], data: Float32Array.of(0.1, 0.2, -0.3) },
  vitals: { step: 10 * epoch - 9, blocks: [{ name: 'stem', gradientNorm: 0.5, activationScale: 1 }] },
  probes: [{ name: 'stem', accuracy: 0.25 }],
  readers: [{ name: 'stem', weights: Float32Array.of(0.5, -0.5), bias: Float32Array.of(0.25, 0.75) }],
});

/** One of a network that knows so many classes, of which the last is named. */
export const frameOfClasses = (classes: number): Frame => ({
  ...frameAt(1),
  predicted: labelsOf(classes, [0, classes - 1, 1]),
  logits: Float32Array.from({ length: 3 * classes }, (_, i) => i / 7),
  readers: [
    {
      name: 'stem',
      weights: new Float32Array(classes).fill(0.5),
      bias: new Float32Array(classes).fill(0.25),
    },
  ],
});

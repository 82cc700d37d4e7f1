/** Checkpoints of a run of two epochs of ten steps, as `train` would keep them, without training. */
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { noTotals } from '../../src/formats/checkpoint.ts';
import type { EpochEvent, RunEvent } from '../../src/training/events.ts';
import { defaultConfig } from '../../src/training/settings.ts';

const perEpoch = 10;

export const epochEvent = (epoch: number): EpochEvent => ({
  type: 'epoch',
  epoch,
  epochs: 9,
  step: epoch * perEpoch,
  trainLoss: 2 / epoch,
  trainAccuracy: epoch / 10,
  testLoss: 2 / epoch,
  testAccuracy: epoch / 10,
  learningRate: 0.1,
  seconds: 1,
  imagesPerSecond: 100,
});

/** After so many steps. @param epochs Epochs whose evaluation is done. */
export const checkpointAt = (step: number, epochs = Math.floor(step / perEpoch)): Checkpoint => ({
  config: { ...defaultConfig, epochs: 9 },
  position: {
    step,
    epoch: epochs,
    totals: step === epochs * perEpoch ? noTotals : { loss: 1, correct: 2, images: 8 },
    seconds: 1,
    trainSeconds: 1,
  },
  epochs: Array.from({ length: epochs }, (_, i) => epochEvent(i + 1)),
  state: {
    weights: [{ name: 'fc.weight', shape: [2], data: Float32Array.of(step, epochs) }],
    slots: [],
    steps: step,
  },
});

export const stepEvent = (step: number): RunEvent => ({
  runId: 'r',
  type: 'step',
  step,
  epoch: step / perEpoch,
  trainLoss: 1,
  trainAccuracy: 0.5,
  learningRate: 0.1,
  imagesPerSecond: 100,
});

export const startEvent = (step: number): RunEvent => ({
  runId: 'r',
  type: 'start',
  config: { ...defaultConfig, epochs: 9 },
  device: {
    backend: 'cpu',
    name: 'test',
    software: true,
    reason: { kind: 'text', text: 'A test asked for it.' },
  },
  stepsPerEpoch: perEpoch,
  totalSteps: 90,
  step,
});

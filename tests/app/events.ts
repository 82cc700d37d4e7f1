/** Events as the trainer would send them, for the tests of what the page makes of them. */
import type { BenchResult } from '../../src/training/benchReport.ts';
import type {
  DeviceInfo,
  EpochEvent,
  EventOf,
  RunEvent,
  RunOutcome,
  RunPhase,
  StepEvent,
  VitalsEvent,
} from '../../src/training/events.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';

export const runId = 'r1';
export const device: DeviceInfo = {
  backend: 'cpu',
  name: 'test',
  software: true,
  reason: { kind: 'text', text: 'For a test.' },
};
export const config: RunConfig = {
  ...defaultConfig,
  epochs: 2,
  batchSize: 10,
  trainImages: 100,
  testImages: 30,
};

export const start = (more: Partial<EventOf<'start'>> = {}): RunEvent => ({
  type: 'start',
  runId,
  config,
  device,
  stepsPerEpoch: 10,
  totalSteps: 20,
  step: 0,
  ...more,
});
export const step = (n: number, more: Partial<StepEvent> = {}): StepEvent & { runId: string } => ({
  type: 'step',
  runId,
  step: n,
  epoch: n / 10,
  trainLoss: 2,
  trainAccuracy: 0.5,
  learningRate: 0.1,
  imagesPerSecond: 50,
  ...more,
});
export const epoch = (n: number, more: Partial<EpochEvent> = {}): EpochEvent & { runId: string } => ({
  type: 'epoch',
  runId,
  epoch: n,
  epochs: 2,
  step: 10 * n,
  trainLoss: 2,
  trainAccuracy: 0.5,
  testLoss: 2.1,
  testAccuracy: 0.4,
  learningRate: 0.1,
  seconds: 3,
  imagesPerSecond: 50,
  ...more,
});
/** A look whose gradient norms are those given, of `stem`, `layer1.0`, `layer1.1` and `classifier`. */
export const vitals = (n: number, ...norms: number[]): VitalsEvent & { runId: string } => ({
  type: 'vitals',
  runId,
  step: n,
  epoch: n / 10,
  blocks: ['stem', 'layer1.0', 'layer1.1', 'classifier'].map((name, i) => ({
    name,
    gradientNorm: norms[i] ?? 0,
    activationScale: 0.7,
  })),
});

export const phase = (name: RunPhase): RunEvent => ({ type: 'phase', runId, phase: name });

export const end = (
  outcome: RunOutcome,
  more: Partial<EventOf<'end'>> = {},
): EventOf<'end'> & { runId: string } => ({
  type: 'end',
  runId,
  outcome,
  step: 20,
  ...more,
});

/** One engine's timing, as a benchmark reports it. */
export const benchResult = (engine: BenchResult['engine'], imagesPerSecond: number): BenchResult => ({
  engine,
  model: 'resnet8',
  batchSize: 8,
  stepMs: { min: 1, median: 2, max: 3 },
  hostMs: 1,
  imagesPerSecond,
  gflops: 4,
  rooflineFraction: 0.5,
  dispatches: 90,
  submits: 1,
  gpuBytes: 1e6,
  warmupMs: 9,
});

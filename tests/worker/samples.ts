/** Of every kind of command and message at least one, as the program itself makes them. */
import { factsOf } from '../../src/data/sets/index.ts';
import { makeSpec } from '../../src/model/presets.ts';
import type { EpochEvent } from '../../src/training/events.ts';
import { usualPlan } from '../../src/training/landscape.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import type { Reply, StartFrom, WorkerCommand, WorkerMessage } from '../../src/worker/protocol.ts';
import { frameAt } from '../training/someFrame.ts';

type Of<M extends { type: string }> = { readonly [T in M['type']]: readonly Extract<M, { type: T }>[] };
const all = <M extends { type: string }>(samples: Of<M>): M[] => Object.values<readonly M[]>(samples).flat();

const runId = 'run';
const config = defaultConfig;
const spec = makeSpec('resnet8', { inputSize: 32, classes: 10 });
const file = new Blob([new Uint8Array(3)]);
const plan = { ...usualPlan, split: 'test' } as const;
const origins: StartFrom[] = [
  { kind: 'stored', runId },
  { kind: 'checkpoint', file, accepted: { backend: 'webgl', name: 'x' } },
  { kind: 'weights', file },
  { kind: 'network', of: { kind: 'run', runId } },
  { kind: 'recovered', runId },
  { kind: 'recovered', runId, otherwise: { kind: 'weights', file } },
];

export const commands: readonly WorkerCommand[] = all<WorkerCommand>({
  open: [{ type: 'open', dataUrl: 'https://example.org/page/' }],
  ping: [{ type: 'ping' }],
  detect: [{ type: 'detect' }],
  start: [
    { type: 'start', runId, config },
    ...origins.map((from) => ({ type: 'start', runId, config, from }) as const),
  ],
  pause: [{ type: 'pause', runId }],
  resume: [{ type: 'resume', runId }],
  'single-step': [{ type: 'single-step', runId }],
  stop: [{ type: 'stop', runId }],
  change: [{ type: 'change', runId, settings: { learningRate: 0.05 } }],
  'change-depth': [
    { type: 'change-depth', runId, edit: { kind: 'add', stage: 1 } },
    { type: 'change-depth', runId, edit: { kind: 'add', stage: 0, at: 2 } },
    { type: 'change-depth', runId, edit: { kind: 'remove', stage: 2, at: 1 } },
    { type: 'change-depth', runId, edit: { kind: 'remove', stage: 0 } },
    { type: 'change-depth', runId, edit: { kind: 'set', blocks: [3, 4, 3] } },
  ],
  'undo-depth': [{ type: 'undo-depth', runId }],
  bench: [
    {
      type: 'bench',
      id: 'b',
      models: [{ spec, batchSize: 8 }],
      steps: 3,
      engines: ['fused', 'stock'],
      check: true,
      budgetMs: 55_000,
    },
    { type: 'bench', id: 'b', models: [{ spec, batchSize: 8 }], steps: 3, engines: ['fused'] },
  ],
  'stop-bench': [{ type: 'stop-bench', id: 'b' }],
  export: [{ type: 'export', id: 'e', runId, part: 'last', format: 'onnx' }],
  'store-held': [{ type: 'store-held', runIds: ['r1', 'r2'] }],
  inspect: [{ type: 'inspect', id: 'i', file }],
  evaluate: [{ type: 'evaluate', id: 'v', file, config }],
  look: [
    { type: 'look', id: 'l', config },
    { type: 'look', id: 'l', config, correlation: true },
  ],
  'find-rate': [
    { type: 'find-rate', id: 'f', config },
    { type: 'find-rate', id: 'f', config, runId, steps: 12 },
  ],
  landscape: [
    { type: 'landscape', id: 'l', of: { kind: 'shipped' }, plan, known: 0 },
    { type: 'landscape', id: 'l', of: { kind: 'run', runId }, plan: { ...plan, seconds: 60 }, known: 25 },
    { type: 'landscape', id: 'l', of: { kind: 'run', runId }, plan: { ...plan, plane: 'path' }, known: 0 },
  ],
  ask: [
    {
      type: 'ask',
      id: 'q',
      question: { pictures: { kind: 'test', indices: [3, 9999] }, taps: { mode: 'evaluation' } },
    },
    {
      type: 'ask',
      id: 'q',
      question: {
        of: { kind: 'run', runId: 'r' },
        pictures: { kind: 'test', indices: [3] },
        taps: { mode: 'evaluation' },
      },
    },
    {
      type: 'ask',
      id: 'q',
      question: {
        of: { kind: 'shipped' },
        pictures: { kind: 'test', indices: [3] },
        taps: { mode: 'evaluation' },
      },
    },
    {
      type: 'ask',
      id: 'q',
      question: {
        pictures: { kind: 'pixels', images: new Uint8Array(3072) },
        taps: {
          mode: 'training',
          pooled: true,
          sizes: false,
          filters: true,
          maps: [{ block: 'layer1.0', of: 'branch' }],
          gradient: { block: 'stem', classes: [3] },
        },
        without: ['layer1.0', 'layer3.2'],
        compared: true,
      },
    },
  ],
  withdraw: [{ type: 'withdraw', id: 'q' }],
  'stop-evaluation': [{ type: 'stop-evaluation', id: 'l' }],
  pictures: [{ type: 'pictures', id: 'p', dataset: 'cifar10', numbers: [9999, 0] }],
  labels: [{ type: 'labels', id: 'c', dataset: 'cifar10' }],
  shipped: [{ type: 'shipped', id: 's' }],
});

const device = {
  backend: 'webgpu',
  name: 'llvmpipe (LLVM 15, 256 bits)',
  software: true,
  reason: { kind: 'on-webgpu', name: 'llvmpipe', software: true },
  maxBindingBytes: 134_217_728,
} as const;
const epoch: EpochEvent = {
  type: 'epoch',
  epoch: 1,
  epochs: 2,
  step: 6,
  trainLoss: 2.3,
  trainAccuracy: 0.1,
  testLoss: Number.NaN,
  testAccuracy: 0.1,
  learningRate: 0.1,
  seconds: 3,
  imagesPerSecond: Infinity,
};
const problem = { kind: 'text', text: "Cannot read properties of undefined (reading 'a')" } as const;
const blocks = [
  { name: 'stem', gradientNorm: Number.NaN, activationScale: 1 },
  { name: 'classifier', gradientNorm: 2 },
];
const preview = {
  candidates: [spec],
  dataset: 'cifar10',
  tensors: 12,
  parameters: 78_042,
  steps: 6,
  metadata: [['note', 'a']],
} as const;
const map = { height: 1, width: 2, channels: 1, values: Float32Array.of(1, 2) };
const told = { epoch: 1, trainLoss: 2.3, trainAccuracy: 0.1, testLoss: 2.2, testAccuracy: 0.2 };
const shipped = { config, command: 'resnet train', device: 'x', epochs: [{ ...told }], best: 1, steps: 3 };
const spread = { min: 1, median: 2, max: 3 };

const event = (body: object): Extract<WorkerMessage, { type: 'run' }> =>
  ({ type: 'run', event: { runId, ...body } }) as Extract<WorkerMessage, { type: 'run' }>;
const bench = (body: object): Extract<WorkerMessage, { type: 'bench' }> =>
  ({ type: 'bench', id: 'b', event: body }) as Extract<WorkerMessage, { type: 'bench' }>;
const answer = (body: Reply) => ({ type: 'answer', id: 'a', answer: body }) as const;

export const messages: readonly WorkerMessage[] = all<WorkerMessage>({
  alive: [{ type: 'alive' }],
  device: [
    { type: 'device', device },
    {
      type: 'device',
      device: { ...device, backend: 'webgl', reason: { kind: 'on-webgl', webGpu: { kind: 'no-webgpu' } } },
    },
  ],
  run: [
    { type: 'start', config, device, stepsPerEpoch: 3, totalSteps: 6, step: 0 },
    { type: 'start', config, device, stepsPerEpoch: 3, totalSteps: 6, step: 3, earlier: [epoch] },
    { type: 'phase', phase: 'recovering' },
    { type: 'phase', phase: 'waiting' },
    { type: 'progress', task: 'tune', done: 1, total: 2 },
    { type: 'progress', task: 'shards', done: 1, total: 2, offline: true },
    {
      type: 'step',
      step: 1,
      epoch: 0.5,
      trainLoss: Infinity,
      trainAccuracy: 0,
      learningRate: 0.1,
      imagesPerSecond: 9,
      gpuBytes: 3,
    },
    epoch,
    { type: 'vitals', step: 1, epoch: 0.5, blocks },
    { type: 'predictions', step: 1, probabilities: [[0.5, 0.5]] },
    { type: 'frame', frame: frameAt(1) },
    { type: 'frame', frame: { ...frameAt(2), vitals: undefined, probes: undefined, readers: undefined } },
    { type: 'recovery', step: 1, at: 2, problem: { kind: 'run-stalled' } },
    { type: 'change', step: 1, settings: { learningRate: 0.05 } },
    {
      type: 'change',
      step: 1,
      epoch: 0.25,
      settings: { blocks: [2, 1] },
      changed: [{ step: 1, before: [1, 1], after: [2, 1] }],
    },
    { type: 'refusal', step: 1, problem: { kind: 'plain-cannot-grow' } },
    { type: 'end', outcome: 'failed', step: 1, problem },
    { type: 'end', outcome: 'finished', step: 1, problem: undefined },
  ].map(event),
  bench: [
    { type: 'progress', doing: { kind: 'timing', step: 1, steps: 2, engine: 'fused' } },
    {
      type: 'facts',
      facts: {
        adapter: { vendor: 'x', fallback: true },
        features: ['f16'],
        limits: { a: 1 },
        traits: { b: 2 },
      },
    },
    {
      type: 'checked',
      checked: {
        name: 'resnet8',
        batchSize: 8,
        families: ['tiled'],
        deviation: Number.NaN,
        limit: 1e-5,
        of: 'loss',
      },
    },
    {
      type: 'report',
      report: {
        device: 'x',
        rooflineGflops: 100,
        results: [
          {
            engine: 'fused',
            model: 'resnet8',
            batchSize: 8,
            stepMs: spread,
            hostMs: 1,
            imagesPerSecond: 10,
            gflops: 1,
            rooflineFraction: 0.1,
            dispatches: 99,
            submits: 1,
            gpuBytes: 10,
            warmupMs: 5,
          },
        ],
        speedup: 2,
        profile: [{ kernel: 'k', dispatches: 1, ms: 1, gflops: 1, gigabytesPerSecond: 1, share: 1 }],
        kernels: [
          { pass: 'forward', shape: '3×3', layers: 2, family: 'winograd', tiling: '4 by 4', tuned: true },
        ],
      },
    },
    { type: 'end', outcome: 'failed', problem },
  ].map(bench),
  answer: [
    { type: 'exported', bytes: Uint8Array.of(1) } as const,
    { type: 'preview', preview } as const,
    {
      type: 'preview',
      preview: {
        ...preview,
        candidates: [],
        problem,
        optimizer: 'adamw',
        layout: 'torchvision',
        ownSet: {
          ...factsOf('own-32-2-8-2-00112233445566aa'),
          name: 'own-32-2-8-2-00112233445566aa',
          classes: ['cat', '狗'],
        },
        run: { config, step: 6, epoch: 1, epochs: [epoch] },
        runProblem: problem,
      },
    } as const,
    { type: 'progress', done: 1, total: 2 } as const,
    {
      type: 'progress',
      done: 0,
      total: 289,
      ground: {
        x: [-1, 1],
        y: [-1, 1],
        centre: { loss: 0.5, accuracy: 0.8 },
        cosine: 0.01,
        network: { kind: 'run', runId, step: 6, epoch: 2 },
      },
    } as const,
    {
      type: 'progress',
      done: 0,
      total: 289,
      ground: {
        x: [-9, 1],
        y: [-5, 5],
        centre: { loss: 0.5, accuracy: 0.8 },
        cosine: 0,
        path: {
          places: [
            { epoch: 0, x: -7, y: -1 },
            { epoch: 1, x: -4, y: 2 },
            { epoch: 2.5, x: 0, y: 0 },
          ],
          shares: [0.8, 0.15],
        },
        network: { kind: 'run', runId, step: 6, epoch: 2.5 },
      },
    } as const,
    {
      type: 'progress',
      done: 2,
      total: 289,
      points: { from: 0, losses: Float32Array.of(1, Infinity), accuracies: Float32Array.of(0.1, 0) },
    } as const,
    { type: 'landscape' } as const,
    { type: 'evaluated', testLoss: 2, testAccuracy: 0.5, images: 6 } as const,
    { type: 'vitals', blocks } as const,
    {
      type: 'vitals',
      blocks,
      correlation: [
        { block: 'stem', correlation: 0.2 },
        { block: 'layer1.0', correlation: Number.NaN },
      ],
    } as const,
    {
      type: 'rates',
      points: [
        { rate: 1e-5, loss: 2.4 },
        { rate: 1, loss: Number.NaN },
      ],
    } as const,
    {
      type: 'said',
      answer: {
        network: { kind: 'run', runId, step: 3, epoch: 1.5 },
        logits: Float32Array.of(1, Number.NaN),
        whole: Float32Array.of(2, 3),
        pooled: [{ block: 'stem', channels: 1, values: Float32Array.of(1) }],
        sizes: [
          { block: 'stem', output: 2 },
          { block: 'layer1.0', branch: 1, shortcut: 2, output: 3 },
        ],
        filters: { shape: [1, 3, 1, 1], data: Float32Array.of(1, 2, 3) },
        maps: [{ block: 'stem', of: 'output', ...map }],
        gradient: { block: 'stem', output: map, gradient: map },
      },
    } as const,
    {
      type: 'said',
      answer: {
        network: {
          kind: 'shipped',
          shipped,
        },
        logits: Float32Array.of(1),
        pooled: [],
        sizes: [],
        maps: [],
      },
    } as const,
    { type: 'pictures', images: Uint8Array.of(1, 2, 3) } as const,
    { type: 'labels', labels: Uint8Array.of(0, 9) } as const,
    { type: 'labels', labels: Uint16Array.of(0, 999) } as const,
    { type: 'shipped' } as const,
    { type: 'shipped', network: shipped, frame: frameAt(1) } as const,
    { type: 'failed' } as const,
    { type: 'failed', problem } as const,
  ].map(answer),
  'passed-over': [{ type: 'passed-over', runId, step: 3, problem: { kind: 'wrong-checksum' } }],
  checkpoint: [
    {
      type: 'checkpoint',
      checkpoint: {
        runId,
        savedAt: 1.5,
        bytes: 9,
        config,
        step: 6,
        epoch: 1,
        best: { epoch: 1, testAccuracy: 0.5 },
      },
      evicted: ['old'],
      problem,
    },
  ],
});

/** Messages as they reach the page, checked as `commands.ts` checks what reaches the worker. */
import * as v from 'valibot';
import { ownFacts } from '../data/own/ownFacts.ts';
import { convPasses, kernelFamilies } from '../training/benchReport.ts';
import {
  amount,
  benchTask,
  blockVitals,
  changedSettings,
  count,
  dataset,
  deviceInfo,
  engine,
  epochEvent,
  frame,
  labels,
  listOf,
  modelSpec,
  outcome,
  problem,
  real,
  runConfig,
  text,
} from '../training/schemas.ts';
import { shippedNetwork } from '../training/shippedManifest.ts';
import { tapSites } from '../training/taps.ts';
import type { WorkerMessage } from './protocol.ts';
import { type Complete, id, of, reading, type Taken } from './reading.ts';

/** A name, a word of a driver, a sentence of ours. */
const words = text(10_000);
const flat = v.record(words, v.union([words, v.boolean(), real]));
const figures = v.record(words, real);
/** More than any network has blocks, any data set classes, any run epochs, any benchmark lines. */
const list = <const T extends v.GenericSchema>(item: T) => listOf(item, 10_000);

const done = { done: count, total: count };
const ended = { type: v.literal('end'), outcome, problem: v.optional(problem) };
const ofRun = <const T extends string, const E extends v.ObjectEntries>(type: T, entries: E) =>
  of(type, { runId: id, ...entries });
const blocks = list(count);
const changed = v.optional(list(v.object({ step: count, before: blocks, after: blocks })));
const runEvent = v.variant('type', [
  ofRun('start', {
    config: runConfig,
    device: deviceInfo,
    stepsPerEpoch: count,
    totalSteps: count,
    epoch: v.optional(amount),
    step: count,
    changed,
    earlier: v.optional(list(v.object(epochEvent))),
  }),
  ofRun('phase', {
    phase: v.picklist(['preparing', 'waiting', 'training', 'evaluating', 'paused', 'recovering']),
  }),
  ofRun('progress', {
    task: v.picklist(['shards', 'compile', 'tune', 'evaluate', 'depth']),
    ...done,
    offline: v.optional(v.boolean()),
  }),
  ofRun('step', {
    step: count,
    epoch: amount,
    trainLoss: real,
    trainAccuracy: real,
    learningRate: real,
    imagesPerSecond: real,
    gpuBytes: v.optional(amount),
  }),
  v.object({ ...epochEvent, runId: id }),
  ofRun('vitals', { step: count, epoch: amount, blocks: blockVitals }),
  ofRun('predictions', { step: count, probabilities: list(list(real)) }),
  ofRun('frame', { frame }),
  ofRun('recovery', { step: count, at: count, problem }),
  ofRun('change', { step: count, epoch: v.optional(amount), settings: changedSettings, changed }),
  ofRun('refusal', { step: count, problem }),
  ofRun('end', { ...ended, step: count }),
]);

const spread = v.object({ min: real, median: real, max: real });
const benchReport = v.object({
  device: words,
  rooflineGflops: real,
  results: list(
    v.object({
      engine,
      model: words,
      batchSize: count,
      stepMs: spread,
      hostMs: real,
      imagesPerSecond: real,
      gflops: real,
      rooflineFraction: real,
      dispatches: real,
      submits: real,
      gpuBytes: real,
      warmupMs: real,
    }),
  ),
  speedup: v.optional(real),
  profile: v.optional(
    list(
      v.object({
        kernel: words,
        dispatches: real,
        ms: real,
        gflops: real,
        gigabytesPerSecond: real,
        share: real,
      }),
    ),
  ),
  kernels: v.optional(
    list(
      v.object({
        pass: v.picklist(convPasses),
        shape: words,
        layers: count,
        family: v.picklist(kernelFamilies),
        tiling: words,
        tuned: v.boolean(),
      }),
    ),
  ),
});
const benchEvent = v.variant('type', [
  of('progress', { doing: benchTask }),
  of('facts', { facts: v.object({ adapter: flat, features: list(words), limits: figures, traits: flat }) }),
  of('checked', {
    checked: v.object({
      name: words,
      batchSize: count,
      families: list(words),
      deviation: real,
      limit: real,
      of: words,
    }),
  }),
  of('report', { report: benchReport }),
  v.object(ended),
]);

const preview = v.object({
  candidates: list(modelSpec),
  problem: v.optional(problem),
  dataset,
  tensors: count,
  parameters: count,
  steps: count,
  optimizer: v.optional(v.picklist(['sgd', 'adamw'])),
  layout: v.optional(v.picklist(['torchvision', 'pytorch-cifar', 'transformers'])),
  metadata: list(v.tuple([words, words])),
  ownSet: v.optional(ownFacts),
  run: v.optional(
    v.object({ config: runConfig, step: count, epoch: count, epochs: list(v.object(epochEvent)) }),
  ),
  runProblem: v.optional(problem),
});
const floats = v.instance(Float32Array);
const maps = { height: count, width: count, channels: count, values: floats };
const size = v.optional(real);
const network = v.variant('kind', [
  v.object({ kind: v.literal('run'), runId: id, step: count, epoch: amount }),
  v.object({ kind: v.literal('shipped'), shipped: shippedNetwork }),
]);
const said = v.object({
  network,
  logits: floats,
  whole: v.optional(floats),
  pooled: list(v.object({ block: words, channels: count, values: floats })),
  sizes: list(v.object({ block: words, branch: size, shortcut: size, output: real })),
  filters: v.optional(v.object({ shape: v.tuple([count, count, count, count]), data: floats })),
  maps: list(v.object({ block: words, of: v.picklist(tapSites), ...maps })),
  gradient: v.optional(v.object({ block: words, output: v.object(maps), gradient: v.object(maps) })),
});
const range = v.tuple([real, real]);
const ground = v.object({
  x: range,
  y: range,
  centre: v.object({ loss: real, accuracy: real }),
  cosine: real,
  path: v.optional(
    v.object({
      places: list(v.object({ epoch: amount, x: real, y: real })),
      shares: v.tuple([real, real]),
    }),
  ),
  network,
});
const points = v.pipe(
  v.object({ from: count, losses: floats, accuracies: floats }),
  v.check(({ losses, accuracies }) => losses.length === accuracies.length),
);
const answer = v.variant('type', [
  of('exported', { bytes: v.instance(Uint8Array) }),
  of('preview', { preview }),
  of('progress', { ...done, ground: v.optional(ground), points: v.optional(points) }),
  of('landscape', {}),
  of('evaluated', { testLoss: real, testAccuracy: real, images: count }),
  of('vitals', {
    blocks: blockVitals,
    correlation: v.optional(list(v.object({ block: words, correlation: real }))),
  }),
  of('rates', { points: list(v.object({ rate: amount, loss: real })) }),
  of('said', { answer: said }),
  of('pictures', { images: v.instance(Uint8Array) }),
  of('labels', { labels }),
  of('shipped', { network: v.optional(shippedNetwork), frame: v.optional(frame) }),
  of('failed', { problem: v.optional(problem) }),
]);

const checkpoint = v.object({
  runId: id,
  savedAt: real,
  bytes: count,
  config: runConfig,
  step: count,
  epoch: count,
  best: v.optional(v.object({ epoch: count, testAccuracy: real })),
});

const message = v.variant('type', [
  of('alive', {}),
  of('device', { device: deviceInfo }),
  of('run', { event: runEvent }),
  of('bench', { id, event: benchEvent }),
  of('answer', { id, answer }),
  of('passed-over', { runId: id, step: count, problem }),
  of('checkpoint', { checkpoint, evicted: list(id), problem: v.optional(problem) }),
]);
type Read = v.InferOutput<typeof message>;
type Of<T extends WorkerMessage['type'], M extends { type: string }> = Extract<M, { type: T }>;
({}) as Taken<WorkerMessage> satisfies v.InferInput<typeof message>;
true satisfies Complete<WorkerMessage, Read>;
true satisfies Complete<Of<'run', WorkerMessage>['event'], Of<'run', Read>['event']>;
true satisfies Complete<Of<'bench', WorkerMessage>['event'], Of<'bench', Read>['event']>;
true satisfies Complete<Of<'answer', WorkerMessage>['answer'], Of<'answer', Read>['answer']>;

const read = reading('message of the worker', message);
const anyAnswer = v.object({ type: v.literal('answer'), id });

/**
 * @returns the message, or undefined where it is none; of an answer that is not understood, that it failed, since somebody
 * waits for it. Never throws.
 */
export function readMessage(data: unknown): WorkerMessage | undefined {
  const found: WorkerMessage | undefined = read(data);
  if (found || !v.is(anyAnswer, data)) return found;
  return { type: 'answer', id: data.id, answer: { type: 'failed', problem: { kind: 'not-understood' } } };
}

/** Checks of what runs are made of, for all that comes from outside: stored records, and messages between page and worker. */
import * as v from 'valibot';
import { messageOf } from '../base/errors.ts';
import { type DatasetName, isOwnName, isReady } from '../data/sets/index.ts';
import {
  blockKinds,
  networkProblem,
  normKinds,
  shortcutKinds,
  specLimits,
  stemKinds,
} from '../model/spec.ts';
import { noticeOf, type Problem, sentenceOf } from '../problems/index.ts';
import type { BenchTask } from '../problems/run.ts';
import { changedSettingsFrom, configFromValues, liveSettingsFrom } from './config.ts';
import type { DeviceInfo } from './events.ts';
import { framedPictures } from './frames.ts';

/** Losses of a run that blew up are NaN or infinite, and are told as they are. */
export const real = v.union([v.number(), v.nan()]);
export const count = v.pipe(v.number(), v.integer(), v.minValue(0));
export const positive = v.pipe(count, v.minValue(1));
export const amount = v.pipe(v.number(), v.finite(), v.minValue(0));
export const text = (limit: number) => v.pipe(v.string(), v.maxLength(limit));
export const dataset = v.pipe(
  v.string(),
  v.check((name) => isReady(name) || isOwnName(name)),
  v.transform((name) => name as DatasetName),
);
export const listOf = <const T extends v.GenericSchema>(item: T, limit: number) =>
  v.pipe(v.array(item), v.maxLength(limit));

/** Values by the table of settings: what it does not know is left out, what it does not allow is an issue. */
const settings = <T>(read: (values: Readonly<Record<string, unknown>>) => T) =>
  v.pipe(
    v.record(v.string(), v.unknown()),
    v.rawTransform<Record<string, unknown>, T>(({ dataset, addIssue, NEVER }) => {
      try {
        return read(dataset.value);
      } catch (error) {
        addIssue({ message: messageOf(error) });
        return NEVER;
      }
    }),
  );
export const runConfig = settings(configFromValues);
export const liveSettings = settings(liveSettingsFrom);
export const changedSettings = settings(changedSettingsFrom);

/** Data that there are words for. */
const told = <T>(words: (data: T) => string) =>
  v.custom<T>((data) => {
    try {
      return words(data as T) !== '';
    } catch {
      return false;
    }
  });
export const problem = told<Problem>(sentenceOf);
export const benchTask = told<BenchTask>(noticeOf);

export const modelSpec = v.pipe(
  v.object({
    block: v.picklist(blockKinds),
    blocks: listOf(count, specLimits.stages.max),
    width: count,
    shortcut: v.picklist(shortcutKinds),
    norm: v.picklist(normKinds),
    stem: v.picklist(stemKinds),
    inputSize: count,
    classes: count,
  }),
  v.check((spec) => networkProblem(spec) === undefined),
);
export const engine = v.picklist(['fused', 'stock']);

export const backend = v.picklist(['webgpu', 'webgl', 'cpu']);
/** As a device is described while it is there; records hold its reason in words too. */
export const deviceInfo = v.object({
  backend,
  name: v.string(),
  software: v.boolean(),
  reason: told<DeviceInfo['reason']>(noticeOf),
  maxBindingBytes: v.optional(v.number()),
});

export const outcome = v.picklist(['finished', 'stopped', 'failed']);
/** All of an epoch's event but the name of its run. */
export const epochEvent = {
  type: v.literal('epoch'),
  epoch: count,
  epochs: count,
  step: count,
  trainLoss: real,
  trainAccuracy: real,
  testLoss: real,
  testAccuracy: real,
  learningRate: real,
  seconds: real,
  imagesPerSecond: real,
} as const;

/** More than any network has blocks. */
const mostBlocks = 10_000;
const blockName = text(10_000);
export const blockVitals = listOf(
  v.object({
    name: blockName,
    gradientNorm: real,
    activationScale: v.optional(real),
    branchScale: v.optional(real),
    shortcutScale: v.optional(real),
    activationMean: v.optional(real),
    activationDeviation: v.optional(real),
    deadChannels: v.optional(real),
    updateRatio: v.optional(real),
  }),
  mostBlocks,
);

const floats = v.instance(Float32Array);
/** A byte a picture, or two where there are more classes than a byte has numbers. */
export const labels = v.union([v.instance(Uint8Array), v.instance(Uint16Array)]);
/** A frame whose arrays are of the lengths that belong together, and whose classes are those that it has logits of. */
export const frame = v.pipe(
  v.object({
    epoch: positive,
    step: count,
    predicted: labels,
    losses: floats,
    logits: floats,
    stem: v.object({ shape: v.tuple([positive, positive, positive, positive]), data: floats }),
    vitals: v.optional(v.object({ step: count, blocks: blockVitals })),
    probes: v.optional(listOf(v.object({ name: blockName, accuracy: real }), mostBlocks)),
    readers: v.optional(listOf(v.object({ name: blockName, weights: floats, bias: floats }), mostBlocks)),
  }),
  v.check(
    ({ predicted, losses, logits, stem, readers = [] }) =>
      predicted.length > 0 &&
      losses.length === predicted.length &&
      logits.length > 0 &&
      logits.length % framedPictures(predicted.length) === 0 &&
      predicted.every((said) => said < logits.length / framedPictures(predicted.length)) &&
      stem.data.length === stem.shape.reduce((product, length) => product * length, 1) &&
      readers.every(
        ({ weights, bias }) =>
          bias.length === logits.length / framedPictures(predicted.length) &&
          weights.length > 0 &&
          weights.length % bias.length === 0,
      ),
  ),
);

/**
 * Estimates how much GPU memory a run takes, before it starts: pure arithmetic over the structure. It follows what
 * the fused engine allocates and comes within a sixth of it (tests/trainer/memory.test.ts); the stock engine takes
 * several times as much.
 */
import { frozenParts } from '../model/frozen.ts';
import { elementsOf, parametersOf } from '../model/parameters.ts';
import type { ModelSpec } from '../model/spec.ts';
import {
  type Block,
  type ConvUnit,
  convUnits,
  type FeatureShape,
  partsOf,
  type Stem,
  type Structure,
  structureOf,
} from '../model/structure.ts';
import { depthsOf, specOf } from './config.ts';
import type { RunConfig } from './settings.ts';
import { largestBatchSize } from './stepPlan.ts';
import { bytesPerElement, type Storage, storageFor, storageOfRun } from './storage.ts';

/** Bytes by what they hold. */
export interface MemoryEstimate {
  /** Trainable parameters, their copies as halves where maps are stored so, and running statistics. */
  readonly weights: number;
  readonly gradients: number;
  /** One momentum for each parameter (SGD), or two moments (AdamW); and the averages of all weights, where there are any. */
  readonly optimizer: number;
  /** Feature maps that the backward pass needs, and the gradients under way: grows with the batch. */
  readonly activations: number;
  /** What convolutions by Winograd's algorithm make of their filters, inputs and gradients on the way. */
  readonly transforms: number;
  /** What the evaluation after an epoch needs besides, where its batches are larger than those of training. */
  readonly evaluation: number;
  readonly total: number;
}

const bytesPerNumber = 4;
/** Bytes of a feature map of one picture. */
const bytesOf = (s: FeatureShape, storage: Storage = 'float32'): number =>
  bytesPerElement(storageFor(storage, s.channels)) * s.height * s.width * s.channels;
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

/** Gradients that are alive at once at the fullest moment of a backward pass, in maps of the largest size. */
const mapsUnderWay = { residual: 2.5, plain: 1.2 };

/**
 * Bytes of a convolution's filter as Winograd's algorithm transforms it, and a picture of transformed inputs and products.
 * Below 32 channels it is hardly ever taken, and then has little to transform.
 */
function transformsOf(
  unit: ConvUnit,
  { engine, precision }: RunConfig,
): readonly [filter: number, maps: number] {
  const { kernel, stride, input, output } = unit;
  const [rows, columns, channels] = [output.height, output.width, Math.min(input.channels, output.channels)];
  if (engine === 'stock' || kernel !== 3 || stride !== 1 || channels < 32) return [0, 0];
  // 4×4 outputs from 36 products, or 2×2 from 16: the latter for small pictures too.
  const [side, points] = precision === 'fast' && Math.min(rows, columns) > 4 ? [4, 36] : [2, 16];
  const tiles = Math.ceil(rows / side) * Math.ceil(columns / side);
  const bytes = bytesPerNumber * points;
  return [bytes * input.channels * output.channels, bytes * tiles * (input.channels + output.channels)];
}

/** The parts of a network as a training step treats them: those that are frozen make what the others are given, and keep nothing. */
interface Halves {
  readonly front: readonly (Stem | Block)[];
  readonly trained: readonly (Stem | Block)[];
}

function halvesOf(structure: Structure, freeze: number): Halves {
  const parts = partsOf(structure);
  const frozen = frozenParts(structure, freeze);
  return { front: parts.slice(0, frozen), trained: parts.slice(frozen) };
}

/** In the order of `convUnits`. */
const unitsOf = (parts: readonly (Stem | Block)[]): readonly ConvUnit[] =>
  parts.flatMap((part) => {
    if (!('units' in part)) return part.unit;
    return part.shortcut.kind === 'projection' ? [...part.units, part.shortcut.unit] : part.units;
  });

/** Transforms live as long as a convolution computes; those of a picture find room where maps of later units were. */
function transformBytes(structure: Structure, config: RunConfig): number {
  const storage = storageOfRun(config);
  const { front, trained } = halvesOf(structure, config.freeze);
  const kept = new Set(unitsOf(trained));
  let [filter, maps, later] = [0, 0, 0];
  for (const unit of [...unitsOf(front), ...kept].reverse()) {
    const [ofFilter, ofMaps] = transformsOf(unit, config);
    filter = Math.max(filter, ofFilter);
    maps = Math.max(maps, ofMaps - later);
    if (kept.has(unit)) later += (unit.norm === undefined ? 1 : 2) * bytesOf(unit.output, storage);
  }
  return largestBatchSize(config) * maps + filter;
}

/** Maps that are there at once while a frozen front is walked, of the largest size. */
const mapsOfFront = 2;

/**
 * Bytes of feature maps a picture: what each unit convolves to and, where there is batch norm, what it normalises that to, both kept. Of a
 * frozen front what it hands on is kept; maps behind it lie where it had its own, in buffers that may be larger than they are.
 */
function mapBytes(structure: Structure, storage: Storage, freeze: number): number {
  const { front, trained } = halvesOf(structure, freeze);
  const outputs = unitsOf(trained).map((unit) => bytesOf(unit.output, storage));
  const added = trained.map((part) => {
    if ('units' in part) return part.shortcut.kind === 'pad' ? bytesOf(part.output, storage) : 0;
    return part.maxPool ? bytesOf(part.output, storage) : 0;
  });
  const { residual, plain } = mapsUnderWay;
  const gradients = (structure.spec.shortcut === 'none' ? plain : residual) * Math.max(0, ...outputs);
  const kept = structure.spec.norm === 'none' ? 1 : 2;
  const handedOn = front.length > 0 ? bytesOf((front.at(-1) as Stem | Block).output, storage) : 0;
  const behind = handedOn + kept * sum(outputs) + sum(added) + gradients;
  const walked = Math.max(0, ...unitsOf(front).map((unit) => bytesOf(unit.output, storage)));
  const spare = Math.max(0, walked - Math.max(handedOn, ...outputs));
  return bytesOf(structure.input) + Math.max(mapsOfFront * walked, behind + mapsOfFront * spare);
}

/**
 * Pictures in a batch of the evaluation after an epoch: as many as of any evaluation, or half of them where it looks at mirror images
 * too.
 */
export const testBatchSize = (config: RunConfig): number =>
  Math.ceil(evaluationBatchSize(specOf(config)) / (config.mirrorTest ? 2 : 1));

/** Bytes that the largest feature map of an evaluation batch may take; every device binds this much at once. */
const evaluationMapBytes = 64 * 2 ** 20;

/**
 * Pictures in a batch of an evaluation. It depends on the network alone, so that weights measure the same to the last
 * bit whatever batch size trained them.
 */
export const evaluationBatchSize = (spec: ModelSpec): number =>
  Math.min(100, Math.max(1, Math.floor(evaluationMapBytes / largestMapBytes(structureOf(spec)))));

/** Bytes of the largest feature map of one picture: a batch of them must fit one binding of the device. */
export const largestMapBytes = (structure: Structure, storage?: Storage): number =>
  Math.max(
    ...convUnits(structure).flatMap(({ input, output }) => [
      bytesOf(input, storage),
      bytesOf(output, storage),
    ]),
  );

/** Smaller evaluation batches find room where training has its maps; larger ones need a few maps of their own, of the largest convolution. */
function evaluationBytes(structure: Structure, config: RunConfig): number {
  const { testImages } = config;
  const batch = Math.min(testImages, evaluationBatchSize(structure.spec));
  const storage = storageOfRun(config);
  const maps = convUnits(structure).map(
    (unit) =>
      3 * Math.max(bytesOf(unit.input, storage), bytesOf(unit.output, storage)) +
      transformsOf(unit, config)[1],
  );
  return batch <= largestBatchSize(config) ? 0 : batch * (Math.max(...maps) + bytesOf(structure.input));
}

/** Of one network, whatever the schedule makes of it. */
function memoryOfNetwork(config: RunConfig): MemoryEstimate {
  const structure = structureOf(specOf(config));
  const tensors = parametersOf(structure).map(({ shape, trainable }) => ({
    trainable,
    bytes: bytesPerNumber * elementsOf(shape),
  }));
  const trainable = sum(tensors.filter((t) => t.trainable).map((t) => t.bytes));
  // Weights go to the device through staging buffers, of which the largest stay.
  const staging = 2 * Math.max(...tensors.map((t) => t.bytes));
  const storage = storageOfRun(config);
  const copies = storage === 'float16' ? trainable / 2 : 0;
  const weights = sum(tensors.map((t) => t.bytes)) + staging + copies;
  const averages = config.ema > 0 ? sum(tensors.map((t) => t.bytes)) : 0;
  const optimizer = (config.optimizer === 'adamw' ? 2 : 1) * trainable + averages;
  const activations = largestBatchSize(config) * mapBytes(structure, storage, config.freeze);
  const transforms = transformBytes(structure, config);
  const evaluation = evaluationBytes(structure, config);
  return {
    weights,
    gradients: trainable,
    optimizer,
    activations,
    transforms,
    evaluation,
    total: weights + trainable + optimizer + activations + transforms + evaluation,
  };
}

/** Of two networks that are there at once. */
const together = (a: MemoryEstimate, b: MemoryEstimate): MemoryEstimate => {
  const keys = Object.keys(a) as (keyof MemoryEstimate)[];
  return Object.fromEntries(keys.map((key) => [key, a[key] + b[key]])) as Record<
    keyof MemoryEstimate,
    number
  >;
};

/**
 * Where the depth changes on the way the next network is made beside the one that trains, so that both are there for a while: then it is
 * the fullest moment of the run.
 * @throws Error with one clear sentence when the config's network is not valid.
 */
export function memoryOf(config: RunConfig): MemoryEstimate {
  const all = depthsOf(config).map(({ blocks }) => memoryOfNetwork({ ...config, blocks }));
  const [first, ...rest] = all;
  const pairs = rest.map((next, i) => together(all[i] ?? next, next));
  return pairs.reduce(
    (most, pair) => (pair.total > most.total ? pair : most),
    first ?? memoryOfNetwork(config),
  );
}

/** How many times as much the stock engine takes: measured on resnet18 at batch 8 and on resnet8 at batch 32. */
export const stockMemoryFactor = { low: 2.5, high: 4.3 };

/** The largest batch whose run takes at most so many bytes; 0 where not even a single picture does. */
export function largestBatch(config: RunConfig, bytes: number): number {
  const [one, two] = [memoryOf({ ...config, batchSize: 1 }), memoryOf({ ...config, batchSize: 2 })];
  const { evaluation } = one;
  const each = two.total - two.evaluation - (one.total - evaluation);
  const most = (fixed: number): number => Math.max(0, Math.floor((bytes - fixed) / each));
  const without = most(one.total - each - evaluation);
  // Only batches below the evaluation's pay for it.
  return memoryOf({ ...config, batchSize: Math.max(1, without) }).evaluation === 0
    ? without
    : most(one.total - each);
}

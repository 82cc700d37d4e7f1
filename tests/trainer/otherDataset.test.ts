/**
 * A second data set, which this file puts into the table: seven classes, small pictures. Whatever takes a number of classes,
 * a size of pictures or a count from CIFAR-10 fails here.
 */
import { beforeAll, describe, expect, it, vi } from 'vitest';
import type { Dataset, PictureStream } from '../../src/data/pictures.ts';
import { range } from '../../src/data/random.ts';
import { type DatasetFacts, type DatasetName, factsOf } from '../../src/data/sets/index.ts';
import type { Checkpoint } from '../../src/formats/checkpoint.ts';
import { checkpointFile, readCheckpointFile } from '../../src/formats/checkpointFile.ts';
import { exportFiles } from '../../src/formats/exportFiles.ts';
import { configOfWeights } from '../../src/formats/modelMetadata.ts';
import { readStateFile, weightsFile } from '../../src/formats/stateFile.ts';
import { summarise } from '../../src/formats/stateSummary.ts';
import { layersOf } from '../../src/model/layers.ts';
import { parametersOf } from '../../src/model/parameters.ts';
import { structureOf } from '../../src/model/structure.ts';
import { summaryOf } from '../../src/model/summary.ts';
import { initialWeights } from '../../src/nn/init.ts';
import { sentenceOf } from '../../src/problems/index.ts';
import { openDevice } from '../../src/trainer/device.ts';
import { type DataRequest, openRun } from '../../src/trainer/openRun.ts';
import { drawsPerPicture } from '../../src/training/augmentation.ts';
import { configFrom, configFromQuery, configToQuery, specOf } from '../../src/training/config.ts';
import type { RunEvent } from '../../src/training/events.ts';
import { isAdjustable, type RunConfig } from '../../src/training/settings.ts';
import { cpu, testRun, tiny } from './kit.ts';

const { shapes } = vi.hoisted(() => ({
  shapes: {
    name: 'shapes',
    title: 'Shapes',
    classes: ['circle', 'triangle', 'square', 'pentagon', 'hexagon', 'heptagon', 'octagon'],
    imageSize: 8,
    mean: [0.3, 0.4, 0.5],
    std: [0.2, 0.3, 0.4],
    images: { train: 30, test: 21 },
    samples: [],
    shard: { images: 1000, bytes: 1_000_000 },
    authors: ['Euclid'],
    citation: 'Shapes: Euclid, Elements.',
    source: 'https://example.org/shapes',
  } satisfies DatasetFacts,
}));
vi.mock('../../src/data/sets/index.ts', async (importOriginal) => {
  const original = await importOriginal<typeof import('../../src/data/sets/index.ts')>();
  return {
    ...original,
    readyNames: [...original.readyNames, 'shapes'],
    isReady: (name: string) => name === 'shapes' || original.isReady(name),
    factsOf: (name: DatasetName) => ((name as string) === 'shapes' ? shapes : original.factsOf(name)),
  };
});

const config: RunConfig = {
  ...tiny,
  dataset: 'shapes' as DatasetName,
  augment: ['crop', 'flip', 'cutout'],
  trainImages: shapes.images.train,
  testImages: shapes.images.test,
};
const spec = specOf(config);

/** Pictures that are all there: number n shows class n modulo seven. */
function stream(size: number): PictureStream {
  const bytes = shapes.imageSize ** 2 * 3;
  const label = (n: number) => n % shapes.classes.length;
  return {
    size,
    labels: Uint8Array.from(range(size), label),
    imageSize: shapes.imageSize,
    arrivalOrder: range(size),
    arrived: async () => {},
    ready: async () => {},
    gather: (numbers, { images, labels }) => {
      Array.from(numbers).forEach((n, i) => {
        images.set(
          Uint8Array.from({ length: bytes }, (_, at) => (at * (3 + label(n)) + n) % 256),
          i * bytes,
        );
        labels[i] = label(n);
      });
    },
  };
}
const { mean, std, classes } = shapes;
const data: Dataset = { classes, mean, std, train: stream(30), test: stream(21) };

/** A run of this config from a checkpoint. */
async function resumed(from: Checkpoint, asked: RunConfig) {
  const events: RunEvent[] = [];
  const requests: DataRequest[] = [];
  const outcome = await openRun({
    runId: 'test',
    config: asked,
    openDevice: async () => ({ info: cpu }),
    openData: async (request) => {
      requests.push(request);
      return data;
    },
    tuningStore: { get: async () => undefined, set: async () => {} },
    emit: (event) => events.push(event),
    origin: async () => ({ kind: 'checkpoint', checkpoint: from }),
  }).run();
  return { outcome, requests, end: events.find((event) => event.type === 'end') };
}

beforeAll(async () => {
  await openDevice();
});

describe('the network of another data set', () => {
  it('takes size and classes from it, all the way to the logits', () => {
    expect(spec).toMatchObject({ inputSize: 8, classes: 7 });
    const structure = structureOf(spec);
    expect(structure.input).toEqual({ height: 8, width: 8, channels: 3 });
    const layers = layersOf(structure);
    expect(layers[layers.length - 1]?.output).toEqual({ height: 1, width: 1, channels: 7 });
    const { input, stages } = summaryOf(spec, 4);
    expect([input, stages[stages.length - 1]?.output]).toEqual([
      [4, 3, 8, 8],
      [4, 7],
    ]);
    const rows = parametersOf(structure).filter(({ role }) => role === 'linear' || role === 'bias');
    expect(rows.map(({ shape }) => shape[0])).toEqual([7, 7]);
    const weights = initialWeights(structure, 'pytorch', 1);
    expect(weights[weights.length - 1]?.data).toHaveLength(7);
  });

  it('is exported with its classes and its normalisation', () => {
    const weights = initialWeights(structureOf(spec), 'pytorch', 1);
    const state = { weights, slots: [], steps: 0 };
    const text = (format: 'tfjs' | 'onnx' | 'pytorch') =>
      exportFiles(format, { spec, config, state })
        .map(({ bytes }) => Buffer.from(bytes).toString('latin1'))
        .join('\n');
    for (const format of ['tfjs', 'onnx', 'pytorch'] as const) {
      expect(text(format)).toContain('heptagon');
      expect(text(format)).not.toMatch(/airplane|0\.4914/);
    }
    const [file] = exportFiles('safetensors', { spec, config, state });
    const summary = summarise(readStateFile(file!.bytes));
    expect(summary).toMatchObject({ dataset: 'shapes', candidates: [spec] });
    expect(configOfWeights(summary.metadata)?.dataset).toBe('shapes');
    // A file of PyTorch's tells nothing but its tensors; with the name of its set beside them, the size of pictures too.
    const bare = summarise(readStateFile(weightsFile(state, { dataset: 'shapes' })));
    expect(bare.candidates).toContainEqual(spec);
  });
});

describe('a run on another data set', () => {
  it('trains and counts right answers among its classes', async () => {
    const saved: Checkpoint[] = [];
    const run = testRun(data, config, { save: async (checkpoint) => void saved.push(checkpoint) });
    expect(await run.outcome()).toBe('finished');
    const epochs = run.of('epoch');
    expect(epochs).toHaveLength(2);
    // Thirty pictures in batches of four, 21 test pictures.
    expect(epochs[0]?.step).toBe(8);
    for (const { trainLoss, testLoss, testAccuracy } of epochs) {
      expect(trainLoss).toBeGreaterThan(0);
      // Nothing is learned yet: about the loss of guessing among seven.
      expect(Math.abs(testLoss - Math.log(7))).toBeLessThan(0.5);
      expect(Number.isInteger(Math.round(testAccuracy * 21 * 1e6) / 1e6)).toBe(true);
    }
    expect(new Set(run.steps.flatMap(({ batch }) => [...batch.labels]))).toEqual(new Set(range(7)));
    expect(run.steps[0]?.batch.images).toHaveLength(4 * 8 * 8 * 3);
    // Cutouts lie within pictures of eight pixels.
    const centres = run.steps.flatMap(({ batch }) =>
      [...(batch.draws ?? [])].filter((_, i) => i % drawsPerPicture > 2),
    );
    expect([Math.min(...centres), Math.max(...centres)]).toEqual([0, 7]);

    const last = readCheckpointFile(checkpointFile(saved[saved.length - 1]!));
    expect(last.config).toEqual(config);
    const onwards = await resumed(last, { ...config, epochs: 3 });
    expect(onwards.outcome).toBe('finished');
    expect(onwards.requests).toMatchObject([{ dataset: 'shapes', trainImages: 30, testImages: 21 }]);

    const other = await resumed(last, { ...config, dataset: 'cifar10', epochs: 3 });
    expect([other.outcome, other.requests]).toEqual(['failed', []]);
    expect(other.end?.type === 'end' && other.end.problem && sentenceOf(other.end.problem)).toBe(
      'This run learns Shapes and cannot be resumed with CIFAR-10: choose Shapes, or start a new run.',
    );
  });

  it('is told apart in addresses, and has something to choose in the form', () => {
    expect(factsOf('shapes' as DatasetName)).toBe(shapes);
    expect(isAdjustable('dataset')).toBe(true);
    const query = configToQuery(config);
    expect(query).toMatchObject({ dataset: 'shapes' });
    expect(configFromQuery(Object.entries(query)).config).toEqual(config);
    expect(() => configFrom({ dataset: 'mnist' })).toThrow(
      'dataset must be cifar10 or shapes, but it is "mnist".',
    );
  });
});

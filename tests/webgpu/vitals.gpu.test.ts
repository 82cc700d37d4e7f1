/** Vitals on the fused engine: the kernel against float64 sums, the engine against gradients and the stock engine. */
import { describe, expect, it, test } from 'vitest';
import type { ModelSpec } from '../../src/model/spec.ts';
import type { ImageBatch } from '../../src/nn/engine.ts';
import { createStockEngine, type EngineOptions } from '../../src/nn/stockEngine.ts';
import { drawsPerPicture } from '../../src/training/augmentation.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig, type StepSettings } from '../../src/training/settings.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { channelSums } from '../../src/webgpu/kernels/channelSums.ts';
import type { RowTraits } from '../../src/webgpu/kernels/rows.ts';
import { type Pieces, piecesOf, pieceTable, sumSquares } from '../../src/webgpu/kernels/sumSquares.ts';
import { expectClose, randomArray, randomNumbers } from '../nn/numbers.ts';
import { withDeadChannel } from '../nn/tapReference.ts';
import { makeSpec } from '../specs.ts';
import { cases, expectNothingKept, randomInt, runKernel, sparing, trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

function pieceCases(): [elements: number, pieces: Pieces][] {
  const draw = randomNumbers(83);
  const lengths = [1, 2, 3, 5, 63, 64, 65, 256, 1023, 4096, 16_383, 16_384, 16_385, 70_001];
  const whole = lengths.map((n): [number, Pieces] => [n, piecesOf(0, n)]);
  // Pieces as parameters lie: with gaps, some of one element, on vectors of four and not.
  const scattered = [1, 4].flatMap((step) =>
    Array.from({ length: 6 }, (): [number, Pieces] => {
      const pieces: [number, number][] = [];
      let at = 0;
      for (let i = randomInt(draw, 1, 9); i > 0; i--) {
        const start = at + step * randomInt(draw, 0, 40);
        at = start + step * randomInt(draw, 1, 500);
        pieces.push([start, at]);
      }
      return [at + step * randomInt(draw, 0, 20), pieces];
    }),
  );
  return [...whole, ...scattered];
}

describe('sums of squares', () => {
  test.each(cases(pieceCases()).map(([n, pieces], i) => [n, pieces.length, pieces, i] as const))(
    '%i elements in %i pieces',
    async (n, _, pieces, seed) => {
      const values = randomArray(n, randomNumbers(seed + 40), 3, 0.5);
      const expected = pieces.map(([start, end]) =>
        values.subarray(start, end).reduce((sum, v) => sum + v * v, 0),
      );
      const [sums] = await runKernel(sumSquares(pieces), [values, pieceTable(pieces)], [pieces.length]);
      expect(sums?.length).toBe(expected.length);
      expected.forEach((e, i) => {
        expectClose([sums?.[i] ?? Number.NaN], [e], 1e-5, `piece ${i}`);
      });
    },
  );

  it('covers every element with pieces of a bounded length', () => {
    const pieces = piecesOf(8, 100_000);
    expect(pieces[0]?.[0]).toBe(8);
    expect(pieces[pieces.length - 1]?.[1]).toBe(100_000);
    pieces.forEach(([start, end], i) => {
      expect(end - start).toBeLessThanOrEqual(16_384);
      expect(end).toBe(pieces[i + 1]?.[0] ?? 100_000);
    });
    expect(piecesOf(4, 4)).toEqual([]);
  });
});

describe('sums by channel', () => {
  const shapes: readonly (readonly [rows: number, channels: number, groupRows: number])[] = [
    [1, 1, 1],
    [7, 3, 7],
    [50, 5, 7],
    [162, 4, 81],
    [75, 12, 25],
    [1000, 20, 999],
    [4096, 16, 1024],
    [21, 300, 4],
    [98, 2048, 49],
    [70_001, 3, 9000],
  ];
  const devices: readonly RowTraits[] = [{}, { passThreads: 65_536 }, { reductionLanes: 1 }];
  test.each(cases(shapes).map((shape, i) => [...shape, devices[i % devices.length]] as const))(
    '%i rows of %i, %i in a group, %o',
    async (rows, channels, groupRows, device) => {
      const x = randomArray(rows * channels, randomNumbers(rows), 3, 0.5);
      const groups = Math.ceil(rows / groupRows);
      const expected = new Float64Array(groups * 2 * channels);
      x.forEach((v, i) => {
        const [row, c] = [Math.floor(i / channels), i % channels];
        const at = Math.floor(row / groupRows) * 2 * channels + c;
        expected[at] = (expected[at] ?? 0) + v;
        expected[at + channels] = (expected[at + channels] ?? 0) + v * v;
      });
      const [sums = []] = await runKernel(
        channelSums(rows, channels, groupRows, device),
        [x],
        [expected.length],
      );
      expectClose(sums, expected, 1e-5, 'sums');
    },
  );
});

const size = 9;
const settings: StepSettings = {
  ...stepSettings(defaultConfig, 0.05),
  decay: 'weights',
  labelSmoothing: 0.1,
};
const small = { block: 'basic', stem: 'cifar', blocks: [1, 1], width: 4 } as const;
const nets: [string, ModelSpec][] = [
  ['plain, five channels', makeSpec({ ...small, width: 5 }, { inputSize: size, shortcut: 'none' })],
  ['bottleneck, projection', makeSpec({ ...small, block: 'bottleneck' }, { inputSize: size })],
  ['no batch norm, projection', makeSpec(small, { inputSize: size, norm: 'none' })],
  ['ImageNet stem', makeSpec({ ...small, stem: 'imagenet', blocks: [1] }, { inputSize: 16 })],
];

const optionsOf = (spec: ModelSpec): EngineOptions => ({
  spec,
  seed: 3,
  init: 'pytorch',
  mean: [0.49, 0.48, 0.45],
  std: [0.25, 0.24, 0.26],
});

function batchOf(n: number, side: number, seed: number): ImageBatch {
  const draw = randomNumbers(seed);
  return {
    images: Uint8Array.from({ length: n * side * side * 3 }, () => randomInt(draw, 0, 255)),
    labels: Int32Array.from({ length: n }, () => randomInt(draw, 0, 9)),
    draws: Int32Array.from({ length: n * drawsPerPicture }, (_, i) =>
      i % drawsPerPicture < 2
        ? randomInt(draw, -4, 4)
        : i % drawsPerPicture === 2
          ? randomInt(draw, 0, 1)
          : -1,
    ),
  };
}

describe.each(cases(nets))('%s', (_, spec) => {
  it('has the norms of its gradients, and all else that the stock engine has', async () => {
    const batch = batchOf(5, spec.inputSize, 7);
    const step: StepSettings = {
      ...settings,
      optimizer: spec.block === 'bottleneck' ? 'adamw' : 'sgd',
      momentum: 0.8,
    };
    const [fused, twin] = [createFusedEngine(optionsOf(spec)), createFusedEngine(optionsOf(spec))];
    const stock = createStockEngine(optionsOf(spec));
    const start = withDeadChannel(await stock.exportState());
    for (const engine of [fused, twin, stock]) engine.importState(start);
    for (let i = 0; i < 2; i++) {
      const vitals = await fused.trainStepWithVitals(batch, step);
      const { gradients } = await twin.inspectStep(batch, step);
      const reference = await stock.trainStepWithVitals(batch, step);
      expect(reference[0]?.deadChannels).toBeGreaterThan(0);
      expect(vitals.map((v) => v.name)).toEqual(reference.map((v) => v.name));
      for (const [b, { name, gradientNorm, ...others }] of vitals.entries()) {
        const prefix = { stem: 'features.', classifier: 'classifer.' }[name] ?? `${name}.`;
        const square = gradients
          .filter((g) => g.name.startsWith(prefix))
          .reduce((sum, g) => g.data.reduce((s, v) => s + v * v, sum), 0);
        expectClose([gradientNorm], [Math.sqrt(square)], 1e-5, `gradient of ${name}`);
        const { name: _, gradientNorm: __, ...stocks } = reference[b] ?? { name: '', gradientNorm: 0 };
        expect(Object.keys(others)).toEqual(Object.keys(stocks));
        for (const [what, value] of Object.entries(others)) {
          const expected = stocks[what as keyof typeof stocks];
          if (expected === undefined) expect(value, `${what} of ${name}`).toBeUndefined();
          else expectClose([value ?? Number.NaN], [expected], 1e-4, `${what} of ${name}`);
        }
      }
    }
    for (const engine of [fused, twin, stock]) engine.dispose();
  });
});

describe('vitals of feature maps in halves', () => {
  it('are those of float32, as near as halves are', async () => {
    const spec = makeSpec(small, { inputSize: size });
    const make = (storage: EngineOptions['storage']) => createFusedEngine({ ...optionsOf(spec), storage });
    const [halves, floats] = [make('float16'), make('float32')];
    const batch = batchOf(5, size, 3);
    const [a, b] = [
      await halves.trainStepWithVitals(batch, settings),
      await floats.trainStepWithVitals(batch, settings),
    ];
    for (const [i, { name, ...vitals }] of a.entries())
      for (const [what, value] of Object.entries(vitals)) {
        const expected = b[i]?.[what as keyof typeof vitals];
        if (value === undefined) expect(expected, `${what} of ${name}`).toBeUndefined();
        else expectClose([value], [expected ?? Number.NaN], 0.05, `${what} of ${name}`);
      }
    for (const engine of [halves, floats]) engine.dispose();
  });
});

describe.each([
  ['SGD', settings],
  ['AdamW', { ...settings, optimizer: 'adamw' }],
] as const)('a step with vitals, %s', (_, settings: StepSettings) => {
  const spec = makeSpec(small, { inputSize: size });

  it('leaves the run as it is, to the bit', async () => {
    const run = async (watched: (step: number) => boolean) => {
      const engine = createFusedEngine(optionsOf(spec));
      const looks: Promise<unknown>[] = [];
      for (let i = 0; i < 5; i++) {
        const batch = batchOf(i === 2 ? 3 : 5, size, i);
        if (watched(i)) looks.push(engine.trainStepWithVitals(batch, settings));
        else engine.trainStep(batch, settings);
      }
      const totals = await engine.readTrainTotals();
      const state = await engine.exportState();
      const seen = await Promise.all(looks);
      engine.dispose();
      return { totals, state, seen };
    };
    const { seen: none, ...plain } = await run(() => false);
    const { seen: all, ...every } = await run(() => true);
    const { seen: some, ...other } = await run((i) => i % 2 === 1);
    expect(every).toEqual(plain);
    expect(other).toEqual(plain);
    expect(none).toEqual([]);
    // Each look is at its own step, whatever has been enqueued since.
    expect(some).toEqual([all[1], all[3]]);
    expect(all[0]).not.toEqual(all[1]);
  });

  it('runs its own dispatches only when asked', () => {
    const engine = createFusedEngine(optionsOf(spec));
    const { counts } = trainingBackend();
    const batch = batchOf(3, size, 1);
    const spent = (work: () => void): number => {
      const before = counts.dispatches;
      work();
      return counts.dispatches - before;
    };
    engine.trainStep(batch, settings);
    const plain = spent(() => engine.trainStep(batch, settings));
    const watched = spent(() => void engine.trainStepWithVitals(batch, settings).catch(() => undefined));
    // Four outputs, two branches, a projection and the flat parameters; the other shortcut is an output.
    expect(watched - plain).toBe(8);
    expect(spent(() => engine.trainStep(batch, settings))).toBe(plain);
    engine.dispose();
  });

  // Kernels that have all run above.
  if (sparing) return;

  it('gives everything back', () =>
    expectNothingKept(async () => {
      const engine = createFusedEngine(optionsOf(spec));
      await engine.trainStepWithVitals(batchOf(3, size, 1), settings);
      await engine.readTrainTotals();
      engine.dispose();
    }, 20));
});

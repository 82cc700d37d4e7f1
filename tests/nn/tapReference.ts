/** Taps of an engine against the float64 reference: the same for every engine and backend. */
import { expect } from 'vitest';
import type { PresetShape } from '../../src/model/presets.ts';
import type { ModelSpec } from '../../src/model/spec.ts';
import { partsOf, structureOf } from '../../src/model/structure.ts';
import type { Engine, EngineState, FloatBatch } from '../../src/nn/engine.ts';
import { sitesOf, type TapPlace, type TapRequest } from '../../src/training/taps.ts';
import { makeSpec } from '../specs.ts';
import { expectClose, randomArray, randomNumbers } from './numbers.ts';
import { forward, type Node, Tape } from './reference.ts';

const tiny = (shape: Partial<PresetShape>, rest: Partial<ModelSpec>): ModelSpec =>
  makeSpec({ block: 'basic', blocks: [1, 2], width: 3, stem: 'cifar', ...shape }, { inputSize: 7, ...rest });

/** Both blocks, all shortcuts, both stems; odd sides, channels in fours and not; from two classes to as many as there may be. */
export const tapCases: readonly { name: string; spec: ModelSpec }[] = [
  { name: 'basic, projection', spec: tiny({}, { classes: 7 }) },
  {
    name: 'bottleneck, padded shortcut',
    spec: tiny({ block: 'bottleneck' }, { shortcut: 'identity', classes: 999 }),
  },
  { name: 'plain, channels in fours', spec: tiny({ width: 4 }, { shortcut: 'none', classes: 257 }) },
  { name: 'no batch norm, projection', spec: tiny({}, { norm: 'none', classes: 2 }) },
  {
    name: 'no batch norm, plain bottleneck',
    spec: tiny(
      { block: 'bottleneck', blocks: [1, 1], width: 4 },
      { norm: 'none', shortcut: 'none', classes: 1000 },
    ),
  },
  {
    name: 'ImageNet stem, bottleneck, projection',
    spec: tiny(
      { stem: 'imagenet', block: 'bottleneck', blocks: [1, 1], width: 4 },
      { inputSize: 21, classes: 3 },
    ),
  },
];

export function tapBatch(spec: ModelSpec, n: number, seed = n): FloatBatch {
  return {
    pixels: randomArray(n * spec.inputSize ** 2 * 3, randomNumbers(seed), 2),
    labels: new Int32Array(n),
  };
}

/** Everything that can be asked, with the gradient at one block. */
export function everything(spec: ModelSpec, mode: TapRequest['mode'], block: string, n: number): TapRequest {
  const places = partsOf(structureOf(spec)).flatMap((part) =>
    sitesOf(part).map((of): TapPlace => ({ block: part.name, of })),
  );
  const classes = Array.from({ length: n }, (_, i) => (i * 7 + 2) % spec.classes);
  return { mode, pooled: true, sizes: true, maps: places, gradient: { block, classes } };
}

/** A state with running statistics, batch norms and biases of its own, as after some training. */
export function moved(state: EngineState): EngineState {
  const draw = randomNumbers(17);
  const weights = state.weights.map((w) => {
    const own = /\.(\d*[14]|running_mean|running_var)\.(weight|bias)$|running|\.[036]\.bias$/;
    if (own.test(w.name) && w.shape.length === 1) {
      const centre = /running_var$|weight$/.test(w.name) ? 1 : 0;
      return { ...w, data: randomArray(w.data.length, draw, 0.4, centre) };
    }
    return w;
  });
  return { ...state, weights };
}

/** One channel of the stem shifted so far down that its ReLU is dead. */
export const withDeadChannel = (state: EngineState): EngineState => ({
  ...state,
  weights: state.weights.map((w) =>
    w.name === 'features.1.bias' || w.name === 'features.0.bias'
      ? { ...w, data: Float32Array.from(w.data, (v, i) => (i === 1 ? -50 : v)) }
      : w,
  ),
});

const squares = (values: ArrayLike<number>): number => Array.from(values).reduce((sum, v) => sum + v * v, 0);
const scaleOf = ({ data }: Node): number => Math.sqrt(squares(data) / data.length);

/** Mean over the pixels of [N, H, W, C]. */
export function pooledOf({ shape, data }: Node): Float64Array {
  const [n = 1, height = 1, width = 1, channels = 1] = shape;
  const sums = new Float64Array(n * channels);
  data.forEach((v, i) => {
    const at = Math.floor(i / (height * width * channels)) * channels + (i % channels);
    sums[at] = (sums[at] ?? 0) + v / (height * width);
  });
  return sums;
}

/** What stem and blocks hand on of pictures in evaluation mode, averaged over pixels, by float64 loops. @param pixels N·S·S·3. */
export function referencePooled(
  spec: ModelSpec,
  { weights }: Pick<EngineState, 'weights'>,
  pixels: Float64Array,
): { readonly name: string; readonly channels: number; readonly values: Float64Array }[] {
  const tape = new Tape();
  const leaves = new Map(weights.map((w) => [w.name, tape.leaf(w.shape, w.data)]));
  const side = spec.inputSize;
  const x = tape.leaf([pixels.length / (side * side * 3), side, side, 3], pixels);
  const outputs: ReturnType<typeof referencePooled> = [];
  forward(tape, structureOf(spec), leaves, x, false, (name, of, node) => {
    if (of === 'output' && name !== 'classifier')
      outputs.push({ name, channels: node.shape[3] ?? 0, values: pooledOf(node) });
  });
  return outputs;
}

/** All that an engine says of a network agrees with float64 loops, with the gradient at each of `blocks`. @param without Blocks that are left out. */
export async function expectReferenceTaps(
  engine: Engine,
  spec: ModelSpec,
  mode: TapRequest['mode'],
  blocks: readonly string[],
  tolerance = 1e-4,
  without: readonly string[] = [],
): Promise<void> {
  const n = 3;
  const structure = structureOf(spec);
  engine.importState(moved(await engine.exportState()));
  const before = await engine.exportState();
  const batch = tapBatch(spec, n);
  for (const block of blocks) {
    const request = everything(spec, mode, block, n);
    const taps = await engine.without(without, () => engine.taps(batch, request));

    const tape = new Tape();
    const leaves = new Map(before.weights.map((w) => [w.name, tape.leaf(w.shape, w.data)]));
    const x = tape.leaf([n, spec.inputSize, spec.inputSize, 3], batch.pixels);
    const seen = new Map<string, Node>();
    const nodeAt = (of: string, name: string): Node => seen.get(`${of} of ${name}`) ?? tape.leaf([0], []);
    const see = (name: string, of: string, node: Node) => void seen.set(`${of} of ${name}`, node);
    const logits = forward(tape, structure, leaves, x, mode === 'training', see, without);
    const { classes = [] } = request.gradient ?? {};
    const seed = new Float64Array(n * spec.classes);
    classes.forEach((c, i) => {
      seed[i * spec.classes + c] = 1;
    });
    tape.backward(logits, seed);

    expectClose(taps.logits, logits.data, tolerance, 'logits');
    const names = partsOf(structure).map((part) => part.name);
    expect(taps.pooled.map((p) => p.block)).toEqual(names);
    for (const p of taps.pooled)
      expectClose(p.values, pooledOf(nodeAt('output', p.block)), tolerance, `pooled ${p.block}`);
    expect(taps.sizes.map((s) => s.block)).toEqual(names);
    for (const { block: name, ...sizes } of taps.sizes) {
      const parts = Object.keys(sizes);
      const part = partsOf(structure).find((p) => p.name === name);
      const sites = part ? sitesOf(part) : [];
      expect(parts).toEqual(['branch', 'shortcut', 'output'].filter((of) => sites.some((s) => s === of)));
      for (const [of, size] of Object.entries(sizes))
        expectClose([size], [scaleOf(nodeAt(of, name))], tolerance, `size of ${of} of ${name}`);
    }
    expect(taps.maps.map(({ block: b, of }) => ({ block: b, of }))).toEqual(request.maps);
    for (const { block: name, of, height, width, channels, values } of taps.maps) {
      const node = nodeAt(of, name);
      expect([n, height, width, channels]).toEqual(node.shape);
      expectClose(values, node.data, tolerance, `${of} of ${name}`);
    }
    const output = nodeAt('output', block);
    expect(taps.gradient?.block).toBe(block);
    expectClose(taps.gradient?.output.values ?? [], output.data, tolerance, `output of ${block}`);
    expectClose(taps.gradient?.gradient.values ?? [], output.grad, tolerance, `gradient at ${block}`);
  }
  expect(await engine.exportState()).toEqual(before);
}

/** Logits that an evaluation kept are those of its pictures, and its sums are those of one that kept none, to the bit. */
export async function expectKeptLogits(make: () => Engine, spec: ModelSpec): Promise<void> {
  const batches = [3, 3, 2].map((n, i) => tapBatch(spec, n, 40 + i));
  const evaluate = async (engine: Engine, keeping: boolean) => {
    if (keeping) {
      // What an evaluation that was cut short has left is not part of the next one.
      engine.keepEvaluationLogits(3);
      for (const batch of batches.slice(0, 1)) engine.evaluateBatch(batch);
      await engine.readEvaluationTotals();
      engine.keepEvaluationLogits(8);
    }
    for (const batch of batches) engine.evaluateBatch(batch);
    const kept = engine.readEvaluationLogits();
    return { totals: await engine.readEvaluationTotals(), kept: await kept };
  };
  const engine = make();
  const plain = await evaluate(engine, false);
  const keeping = await evaluate(engine, true);
  expect(keeping.totals).toEqual(plain.totals);
  expect(plain.kept.length).toBe(0);
  const logits = await Promise.all(batches.map((batch) => engine.logits(batch)));
  expect([...keeping.kept]).toEqual(logits.flatMap((rows) => [...rows]));
  expect((await engine.readEvaluationLogits()).length).toBe(0);
  engine.keepEvaluationLogits(2);
  expect(() => engine.evaluateBatch(tapBatch(spec, 3))).toThrow('More pictures');
  engine.dispose();
}

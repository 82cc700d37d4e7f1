/** Compiling ahead: nothing is compiled while a run waits, and a kernel that does not compile gives way to another. */
import { afterEach, describe, expect, it } from 'vitest';
import { createStockEngine, type EngineOptions } from '../../src/nn/stockEngine.ts';
import { problemOf } from '../../src/problems/index.ts';
import { stepSettings } from '../../src/training/config.ts';
import { defaultConfig } from '../../src/training/settings.ts';
import { createFusedEngine, type FusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { makeSpec } from '../specs.ts';
import { trainingBackend } from './harness.ts';
import { useTrainingBackend } from './node.ts';

useTrainingBackend();

const settings = stepSettings(defaultConfig, 0.1);
const side = 8;
const quiet = (): void => {};

const optionsOf = (width: number): EngineOptions => ({
  spec: makeSpec({ block: 'basic', stem: 'cifar', blocks: [1], width }, { inputSize: side }),
  seed: 1,
  init: 'he',
  mean: [0, 0, 0],
  std: [1, 1, 1],
});

/** An engine that nobody had before: each width has kernels of its own. */
const engines: FusedEngine[] = [];
function engineOf(width: number): FusedEngine {
  const engine = createFusedEngine(optionsOf(width));
  engines.push(engine);
  return engine;
}
/** Lets the device refuse to compile kernels of these names; it does so as a driver would, in its own time. */
let mend = quiet;
function refuse(name: RegExp): void {
  const { device } = trainingBackend();
  const compile = device.createComputePipelineAsync.bind(device);
  device.createComputePipelineAsync = async (descriptor) => {
    if (name.test(descriptor.label ?? '')) throw new Error('The compiler has given up.');
    return compile(descriptor);
  };
  mend = () => {
    device.createComputePipelineAsync = compile;
  };
}
/** Counts pipelines that are compiled in the background, and uses for no workgroups. */
function countUses(): () => { readonly used: number; readonly compiled: number } {
  const { device } = trainingBackend();
  let [used, compiled] = [0, 0];
  const { dispatchWorkgroupsIndirect } = GPUComputePassEncoder.prototype;
  GPUComputePassEncoder.prototype.dispatchWorkgroupsIndirect = function (...args) {
    used += 1;
    return dispatchWorkgroupsIndirect.apply(this, args);
  };
  const compile = device.createComputePipelineAsync.bind(device);
  device.createComputePipelineAsync = (descriptor) => {
    compiled += 1;
    return compile(descriptor);
  };
  mend = () => {
    GPUComputePassEncoder.prototype.dispatchWorkgroupsIndirect = dispatchWorkgroupsIndirect;
    device.createComputePipelineAsync = compile;
  };
  return () => ({ used, compiled });
}
afterEach(() => {
  mend();
  mend = quiet;
  for (const engine of engines.splice(0)) engine.dispose();
});

const batchOf = (n: number, augmented: boolean) => ({
  images: Uint8Array.from({ length: n * side * side * 3 }, (_, i) => (i * 37) % 256),
  labels: Int32Array.from({ length: n }, (_, i) => i % 10),
  ...(augmented ? { draws: Int32Array.from({ length: 5 * n }, (_, i) => (i % 5 < 3 ? 0 : -1)) } : {}),
});

describe('ahead of a run', () => {
  it('all is compiled that its steps, its last, smaller batch and its evaluation need', async () => {
    const { pipelines, traits } = trainingBackend();
    const engine = engineOf(6);
    const uses = countUses();
    const told: (readonly [number, number])[] = [];
    await engine.warmUp(5, settings, quiet);
    await engine.warmUpStep(3, settings, (...progress) => told.push(progress));
    await engine.warmUpEvaluation(4);
    await engine.warmUpLogits(2);
    expect(told.at(-1)?.[0]).toBe(told.at(-1)?.[1]);
    expect(told.length).toBeGreaterThan(5);
    const { used, compiled } = uses();
    expect(compiled).toBeGreaterThan(50);
    // This driver compiles what is used, and not before.
    expect(used).toBe(/llvmpipe/.test(traits.key) ? compiled : 0);

    const before = pipelines.late;
    engine.trainStep(batchOf(5, true), settings);
    await engine.trainStepWithVitals(batchOf(3, true), settings);
    engine.evaluateBatch(batchOf(4, false));
    await engine.logits(batchOf(2, false));
    expect((await engine.readTrainTotals()).images).toBe(8);
    expect((await engine.readEvaluationTotals()).images).toBe(4);
    expect(pipelines.late).toBe(before);
    // The count counts.
    engine.evaluateBatch(batchOf(1, false));
    expect(pipelines.late).toBeGreaterThan(before);
  });

  it('an engine that is disposed of meanwhile compiles no further', async () => {
    const engine = engineOf(7);
    let compiled = 0;
    const ready = engine.warmUpEvaluation(3, (done) => {
      compiled = done;
      if (done === 1) engine.dispose();
    });
    engines.pop();
    await ready;
    // One more was under way.
    expect(compiled).toBeLessThanOrEqual(3);
  });
});

describe('a kernel that does not compile', () => {
  it('gives way to the next that computes the same', async () => {
    const { pipelines } = trainingBackend();
    const engine = engineOf(10);
    const namesOf = (): string[] =>
      engine.trainingStep('drawn', 3, settings).graph.kernels.map((k) => k.name);
    const first = namesOf().find((name) => name.startsWith('conv_forward')) ?? '';
    refuse(new RegExp(`^${first}$`));
    await engine.warmUp(3, settings, quiet);
    mend();
    expect(namesOf()).not.toContain(first);
    expect(namesOf().some((name) => name.startsWith('conv_forward'))).toBe(true);

    const before = pipelines.late;
    const stock = createStockEngine(optionsOf(10));
    for (const e of [engine, stock]) for (let i = 0; i < 2; i++) e.trainStep(batchOf(3, true), settings);
    const [a, b] = [await engine.readTrainTotals(), await stock.readTrainTotals()];
    stock.dispose();
    expect(pipelines.late).toBe(before);
    expect(Math.abs(a.loss - b.loss)).toBeLessThan(1e-4 * b.loss);
  });

  it('is named where it is the only one of its kind', async () => {
    // All others of this network are compiled.
    refuse(/^adamw$/);
    const error = await engineOf(10)
      .warmUp(3, { ...settings, optimizer: 'adamw' }, quiet)
      .catch((e: unknown) => e);
    expect(problemOf(error)).toEqual({ kind: 'kernel-not-compiled', kernel: 'adamw' });
  });

  it('is named where none of the others compiles either', async () => {
    refuse(/^conv_forward/);
    const error = await engineOf(11)
      .warmUp(3, settings, quiet)
      .catch((e: unknown) => e);
    const problem = problemOf(error);
    expect(problem.kind === 'kernel-not-compiled' && problem.kernel).toMatch(/^conv_forward/);
  });
});

/** Runs a case on an engine and holds all that comes out to the reference. */
import { expect } from 'vitest';
import { drawnBatch, drawnWeights } from '../../src/nn/draws.ts';
import { createStockEngine } from '../../src/nn/stockEngine.ts';
import { createFusedEngine } from '../../src/webgpu/fusedEngine.ts';
import { relativeError } from '../nn/numbers.ts';
import { type Case, Reference } from './kit.ts';

export const kinds = ['fused', 'stock'] as const;
export type Kind = (typeof kinds)[number];

/** Relative to the largest value of each tensor; weights after many steps by their norm. */
const tolerance = {
  logits: 1e-5,
  gradients: 1e-4,
  /** Weights and running statistics after one step. */
  firstStep: 1e-5,
  /** The loss of any step: rounding grows along the way, and a ReLU or a sign in AdamW may switch. */
  losses: 1e-3,
  lastStep: 5e-3,
} as const;

type Engine = ReturnType<typeof createStockEngine> | ReturnType<typeof createFusedEngine>;

function engineOf(kind: Kind, { spec, seed }: Case): Engine {
  const create = kind === 'fused' ? createFusedEngine : createStockEngine;
  // Weights and pictures are given, so neither the seed nor the normalisation matters.
  const engine = create({ spec, seed: 1, init: 'pytorch', mean: [0, 0, 0], std: [1, 1, 1] });
  engine.importState({ weights: drawnWeights(seed, spec), slots: [], steps: 0 });
  return engine;
}

/** Logits and loss of a single picture with running statistics. */
async function evaluation(engine: Engine, { seed, spec }: Case, reference: Reference): Promise<number> {
  const batch = drawnBatch(seed, 1, spec);
  const error = relativeError(await engine.logits(batch), reference.get('evaluation.logits'));
  expect(error, 'evaluation logits').toBeLessThan(tolerance.logits);
  engine.evaluateBatch(batch);
  const { loss, images } = await engine.readEvaluationTotals();
  expect(images).toBe(1);
  expect(relativeError([loss], reference.get('evaluation.loss')), 'evaluation loss').toBeLessThan(
    tolerance.logits,
  );
  return error;
}

/** Logits, loss, every gradient and the new weights of the first step; then losses and weights of the others. */
async function training(engine: Engine, golden: Case, reference: Reference, steps: number) {
  const { seed, spec, batch: size, settings } = golden;
  const batch = drawnBatch(seed, size, spec);
  const first = await engine.inspectStep(batch, settings);
  await engine.readTrainTotals();
  const logits = relativeError(first.logits, reference.get('logits'));
  expect(logits, 'logits').toBeLessThan(tolerance.logits);
  const gradients = reference.expectAll('grad', first.gradients, tolerance.gradients);
  const firstStep = reference.expectAll('step1', (await engine.exportState()).weights, tolerance.firstStep);

  const losses = [first.loss];
  while (losses.length < steps) {
    engine.trainStep(batch, settings);
    losses.push((await engine.readTrainTotals()).loss / size);
  }
  const wanted = reference.get('loss');
  expect(wanted.length).toBe(golden.steps);
  const lossErrors = losses.map((loss, i) => relativeError([loss], wanted.slice(i, i + 1)));
  lossErrors.forEach((error, i) => {
    expect(error, `loss of step ${i + 1}`).toBeLessThan(i === 0 ? tolerance.logits : tolerance.losses);
  });
  const errors = { logits, gradients, firstStep, losses: Math.max(...lossErrors) };
  if (steps < golden.steps || steps === 1) return errors;
  const { weights } = await engine.exportState();
  return { ...errors, lastStep: reference.expectAll(`step${steps}`, weights, tolerance.lastStep, 'norm') };
}

/** @param steps How many of the case's training steps to take. */
export async function holdToReference(kind: Kind, golden: Case, steps: number): Promise<void> {
  const reference = new Reference(golden);
  const engine = engineOf(kind, golden);
  try {
    const errors: Record<string, number> = { evaluation: await evaluation(engine, golden, reference) };
    if (steps > 0) Object.assign(errors, await training(engine, golden, reference, steps));
    const text = Object.entries(errors).map(([what, error]) => `${what} ${error.toExponential(1)}`);
    console.info(`${golden.name}, ${kind}: relative errors ${text.join(', ')}`);
  } finally {
    engine.dispose();
  }
}

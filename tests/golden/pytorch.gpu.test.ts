/** Weights that PyTorch saved, through the `step` command: what a PyTorch user would compare. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readSafetensors, writeSafetensors } from '../../src/formats/safetensors.ts';
import { readStateFile } from '../../src/formats/stateFile.ts';
import { drawnPictures } from '../../src/nn/draws.ts';
import { resnet } from '../cli/kit.ts';
import { relativeError } from '../nn/numbers.ts';
import { quickly } from '../setup/quickly.ts';
import { kinds } from './engines.ts';
import { caseOf, pathOf } from './kit.ts';

const golden = caseOf('pytorch');
const { spec, settings, steps } = golden;
const folder = mkdtempSync(join(tmpdir(), 'golden-'));
afterAll(() => rmSync(folder, { recursive: true }));

const weights = pathOf('references/pytorch-weights.safetensors');
const batch = join(folder, 'batch.safetensors');
const { shape, images, labels } = drawnPictures(golden.seed, golden.batch, spec);
writeFileSync(
  batch,
  writeSafetensors({
    tensors: [
      { name: 'images', dtype: 'F32', shape, data: images },
      { name: 'labels', dtype: 'I32', shape: [golden.batch], data: labels },
    ],
    metadata: {},
  }),
);

const tensorsOf = (path: string) =>
  new Map(readSafetensors(readFileSync(path)).tensors.map((t) => [t.name, t]));

test('its counters are read as steps', () => {
  expect(readStateFile(readFileSync(weights)).steps).toBe(3);
});

describe('step', () => {
  test.each(kinds)('%s: the same tensors as PyTorch', async (engine) => {
    const out = join(folder, `${engine}.safetensors`);
    const { block, blocks, width } = spec;
    const { optimizer, learningRate, weightDecay, decay, labelSmoothing } = settings;
    const words = [
      ...['step', '--weights', weights, '--batch', batch, '--steps', String(steps), '--out', out, '--json'],
      ...['--block', block, '--blocks', blocks.join(), '--width', String(width), '--engine', engine],
      ...['--optimizer', optimizer, '--learning-rate', String(learningRate), '--decay', decay],
      ...['--weight-decay', String(weightDecay), '--label-smoothing', String(labelSmoothing)],
    ];
    const { code, stdout } = await resnet(words, { env: quickly });
    expect(code).toBe(0);
    const ours = tensorsOf(out);
    const theirs = tensorsOf(pathOf('references/pytorch-step.safetensors'));
    expect([...ours.keys()].sort()).toEqual([...theirs.keys()].sort());
    for (const [name, expected] of theirs) {
      const actual = ours.get(name);
      expect([name, actual?.dtype, actual?.shape]).toEqual([name, expected.dtype, expected.shape]);
      const error = relativeError(Array.from(actual?.data ?? [], Number), Array.from(expected.data, Number));
      const tolerance = name === 'logits' || name === 'loss' ? 1e-5 : 1e-4;
      expect(error, `${name}: relative error`).toBeLessThan(tolerance);
    }
    const printed = JSON.parse(stdout);
    expect(Object.keys(printed)).toEqual(['loss']);
    expect(printed.loss.map(Math.fround)).toEqual([...(ours.get('loss')?.data ?? [])]);
  });
});

/**
 * `step`: a few optimizer steps on one given batch, to compare with another program. Nothing is augmented, the
 * learning rate is constant, and the optimizer starts without state.
 */
import { existsSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { messageOf } from '../../base/errors.ts';
import { specKeys } from '../../formats/modelMetadata.ts';
import { type FileTensor, writeSafetensors } from '../../formats/safetensors.ts';
import { asFile, withCounters } from '../../formats/stateFile.ts';
import { specOf, stepSettings } from '../../training/config.ts';
import { type SettingKey, stepKeys } from '../../training/settings.ts';
import { readBatchFile } from '../batchFile.ts';
import type { Command } from '../command.ts';
import { readOptions, UsageError } from '../options.ts';
import { configFor, readWeights, weightsOption } from '../storedWeights.ts';

const extras = {
  weights: weightsOption,
  batch: {
    kind: 'text',
    value: 'FILE',
    help: 'Safetensors with images, F32 [N, 3, S, S], already normalised, and labels, I32 or I64 [N].',
  },
  steps: { kind: 'integer', help: 'How many steps on this batch.', min: 1, max: 100_000, default: 1 },
  out: {
    kind: 'text',
    value: 'FILE',
    help: 'Safetensors with loss [K], logits [N, classes] and grad.NAME of the first step, and the weights after the last.',
  },
  json: { kind: 'flag', help: 'One JSON object on stdout.' },
} as const;

const settings: readonly SettingKey[] = [...specKeys, ...stepKeys, 'engine'];
const table = { command: 'step', settings, extras } as const;

/** A path that can be written to, as far as one can know before there is something to write. */
function checkedOut(path: string | undefined): string {
  if (path === undefined) throw new UsageError('step needs --out FILE, such as step.safetensors.');
  if (!existsSync(dirname(path)))
    throw new UsageError(`The folder of ${path} does not exist: make it, or choose another --out.`);
  if (existsSync(path) && statSync(path).isDirectory())
    throw new UsageError(`${path} is a folder: give --out the name of a file.`);
  return path;
}

export const step: Command = {
  table,
  async run(argv, terminal) {
    const options = readOptions(table, argv);
    const { batch: batchPath, steps: count, json } = options.extras;
    const stored = await readWeights('step', options.extras.weights);
    if (batchPath === undefined) throw new UsageError('step needs --batch FILE, with images and labels.');
    const out = checkedOut(options.extras.out);
    const config = configFor(stored, options);
    const spec = specOf(config);
    const batch = await readBatchFile(batchPath, spec);
    const images = batch.labels.length;
    const { createEngine, withDevice } = await import('../heavy.ts');

    const losses: number[] = [];
    const told = (loss: number): void => {
      losses.push(loss);
      if (!json) terminal.print(`step ${losses.length} of ${count}  loss ${loss.toPrecision(8)}`);
    };
    const tensors = await withDevice(terminal, async (device): Promise<FileTensor[]> => {
      // Floats are taken as they are, so the mean and deviation of a data set do not matter.
      const engine = createEngine(config, { mean: [0, 0, 0], std: [1, 1, 1] }, device.info);
      try {
        // A new optimizer counts its steps from zero, whatever the weights have been through.
        engine.importState({ weights: stored.weights, slots: [], steps: 0 });
        const obeyed = stepSettings(config);
        const first = await engine.inspectStep(batch, obeyed);
        await engine.readTrainTotals();
        told(first.loss);
        while (losses.length < count) {
          engine.trainStep(batch, obeyed);
          told((await engine.readTrainTotals()).loss / images);
        }
        const { weights } = await engine.exportState();
        const { logits, gradients } = first;
        return [
          { name: 'loss', dtype: 'F32', shape: [count], data: Float32Array.from(losses) },
          { name: 'logits', dtype: 'F32', shape: [images, spec.classes], data: logits },
          ...gradients.map((g) => asFile({ ...g, name: `grad.${g.name}` })),
          ...withCounters(weights, stored.steps + count),
        ];
      } finally {
        engine.dispose();
      }
    });
    const bytes = writeSafetensors({ tensors, metadata: {} });
    try {
      writeFileSync(out, bytes);
    } catch (error) {
      throw new Error(`${out} cannot be written: ${messageOf(error)}.`);
    }
    if (json) terminal.print(JSON.stringify({ loss: losses }));
    return 0;
  },
};

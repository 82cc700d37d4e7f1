/** `evaluate`: loss and accuracy of stored weights on the test pictures. */
import { readFileSync } from 'node:fs';
import { readStateFile } from '../../formats/stateFile.ts';
import { specOf } from '../../training/config.ts';
import type { RunConfig } from '../../training/settings.ts';
import type { Command } from '../command.ts';
import { configOfWeights, modelKeys } from '../modelMetadata.ts';
import { type Options, readOptions, UsageError } from '../options.ts';

const extras = {
  weights: {
    kind: 'text',
    value: 'FILE',
    help: 'Weights as safetensors. A file that train wrote tells its network; for others give the model.',
  },
  json: { kind: 'flag', help: 'One JSON object on stdout.' },
} as const;

const table = {
  command: 'evaluate',
  settings: ['blocks', 'width', 'block', 'shortcut', 'stem', 'testImages', 'engine'],
  extras,
} as const;

function readWeights(path: string | undefined) {
  if (path === undefined) throw new UsageError('evaluate needs --weights FILE, such as last.safetensors.');
  let bytes: Uint8Array;
  try {
    bytes = readFileSync(path);
  } catch {
    throw new UsageError(`The weights file ${path} cannot be read: is the path right?`);
  }
  try {
    return readStateFile(bytes);
  } catch (error) {
    throw new Error(`${path}: ${error instanceof Error ? error.message : String(error)}`);
  }
}

/** The network of the flags where any is given, else that of the file. */
function configFor(
  metadata: Readonly<Record<string, string>>,
  { config, given }: Options<typeof extras>,
): RunConfig {
  const flags = given.has('model') || modelKeys.some((key) => given.has(key));
  const stored = flags ? undefined : configOfWeights(metadata);
  if (!stored) return config;
  const { testImages, engine } = config;
  return { ...stored, testImages, engine };
}

export const evaluateCommand: Command = {
  table,
  async run(argv, terminal) {
    const options = readOptions(table, argv);
    const { metadata, weights, steps } = readWeights(options.extras.weights);
    const config = configFor(metadata, options);
    const { createEngine, evaluate, evaluationBatchSize, openPrepared, withDevice } = await import(
      '../heavy.ts'
    );
    const totals = await withDevice(terminal, async (device) => {
      const { seed, testImages } = config;
      const data = await openPrepared({ seed, trainImages: 1, testImages });
      const engine = createEngine(config, data, device.info);
      try {
        engine.importState({ weights, slots: [], steps });
        await data.test.arrived(data.test.size);
        return await evaluate({
          engine,
          pictures: data.test,
          batchSize: evaluationBatchSize(specOf(config)),
          beforeBatch: (room) => room,
          onProgress: (done, total) => {
            if (process.stderr.isTTY)
              process.stderr.write(`\r${done} of ${total}${done === total ? '\n' : ''}`);
          },
        });
      } finally {
        engine.dispose();
      }
    });
    const { images } = totals;
    const testLoss = totals.loss / images;
    const testAccuracy = totals.correct / images;
    terminal.print(
      options.extras.json
        ? JSON.stringify({ testLoss, testAccuracy, images })
        : `test_loss:${testLoss.toFixed(6)}  test_acc:${(100 * testAccuracy).toFixed(2)}%  on ${images} pictures`,
    );
    return 0;
  },
};

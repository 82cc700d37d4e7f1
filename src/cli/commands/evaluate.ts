/** `evaluate`: loss and accuracy of stored weights on the test pictures. */
import { specOf } from '../../training/config.ts';
import type { Command } from '../command.ts';
import { readOptions } from '../options.ts';
import { configFor, readWeights, weightsOption } from '../storedWeights.ts';

const extras = {
  weights: weightsOption,
  json: { kind: 'flag', help: 'One JSON object on stdout.' },
} as const;

const table = {
  command: 'evaluate',
  settings: ['blocks', 'width', 'block', 'shortcut', 'stem', 'testImages', 'engine'],
  extras,
} as const;

export const evaluateCommand: Command = {
  table,
  async run(argv, terminal) {
    const options = readOptions(table, argv);
    const stored = readWeights('evaluate', options.extras.weights);
    const config = configFor(stored, options);
    const { createEngine, evaluate, evaluationBatchSize, openPrepared, withDevice } = await import(
      '../heavy.ts'
    );
    const totals = await withDevice(terminal, async (device) => {
      const { seed, testImages } = config;
      const data = await openPrepared({ seed, trainImages: 1, testImages });
      const engine = createEngine(config, data, device.info);
      try {
        engine.importState({ ...stored, slots: [] });
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

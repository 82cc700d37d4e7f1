/** `evaluate`: loss and accuracy of stored weights on the test pictures. */
import { specKeys } from '../../formats/modelMetadata.ts';
import type { Command } from '../command.ts';
import { countingUp } from '../countingUp.ts';
import { readOptions } from '../options.ts';
import { configFor, readWeights, weightsOption } from '../storedWeights.ts';

const extras = {
  weights: weightsOption,
  json: { kind: 'flag', help: 'One JSON object on stdout.' },
} as const;

const table = {
  command: 'evaluate',
  settings: [...specKeys, 'testImages', 'mirrorTest', 'engine'],
  extras,
} as const;

export const evaluateCommand: Command = {
  table,
  async run(argv, terminal) {
    const options = readOptions(table, argv);
    const stored = await readWeights('evaluate', options.extras.weights);
    const config = configFor(stored, options);
    const { evaluateWeights, openPrepared, withDevice } = await import('../heavy.ts');
    const totals = await withDevice(terminal, ({ info }) =>
      evaluateWeights({
        config,
        state: stored,
        device: info,
        openData: openPrepared,
        onProgress: countingUp,
      }),
    );
    const { images } = totals;
    const testLoss = totals.loss / images;
    const testAccuracy = totals.correct / images;
    const { mirrorTest } = config;
    const how = mirrorTest ? ' and their mirror images' : '';
    terminal.print(
      options.extras.json
        ? JSON.stringify({ testLoss, testAccuracy, images, ...(mirrorTest && { mirrorTest }) })
        : `test_loss:${testLoss.toFixed(6)}  test_acc:${(100 * testAccuracy).toFixed(2)}%  on ${images} pictures${how}`,
    );
    return 0;
  },
};

/** `evaluate`: loss and accuracy of stored weights on the test pictures. */
import { specKeys } from '../../formats/modelMetadata.ts';
import { fewPicturesText } from '../../training/accuracyInterval.ts';
import type { Command } from '../command.ts';
import { countingUp } from '../countingUp.ts';
import { dataOptions, readAsked } from '../dataOptions.ts';
import { measuringOf } from '../measuring.ts';
import { readWeights, weightsOption } from '../storedWeights.ts';

const extras = {
  weights: weightsOption,
  ...dataOptions,
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
    const asked = readAsked(table, argv);
    const { weights, json } = asked.extras;
    const stored = await readWeights('evaluate', weights);
    const { config, ...pictures } = await measuringOf(asked, stored, weights, terminal);
    const { evaluateWeights, openPictures, withDevice } = await import('../heavy.ts');
    const totals = await withDevice(terminal, ({ info }) =>
      evaluateWeights({
        config,
        state: stored,
        device: info,
        openData: openPictures(pictures),
        onProgress: countingUp,
      }),
    );
    const { images } = totals;
    const testLoss = totals.loss / images;
    const testAccuracy = totals.correct / images;
    const { mirrorTest } = config;
    const how = mirrorTest ? ' and their mirror images' : '';
    terminal.print(
      json
        ? JSON.stringify({ testLoss, testAccuracy, images, ...(mirrorTest && { mirrorTest }) })
        : `test_loss:${testLoss.toFixed(6)}  test_acc:${(100 * testAccuracy).toFixed(2)}%  on ${images} pictures${how}`,
    );
    const few = fewPicturesText(testAccuracy, images);
    if (few && !json) terminal.tell(few);
    return 0;
  },
};

/** `ablate`: the test accuracy of stored weights without each block, whose shortcut stays. */
import { specKeys } from '../../formats/modelMetadata.ts';
import { leftOverOf } from '../../model/leftOut.ts';
import { structureOf } from '../../model/structure.ts';
import { fewPicturesText } from '../../training/accuracyInterval.ts';
import { specOf } from '../../training/config.ts';
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
  command: 'ablate',
  settings: [...specKeys, 'testImages', 'engine'],
  extras,
} as const;

const shareOf = ({ correct, images }: { readonly correct: number; readonly images: number }): number =>
  correct / images;
const percent = (share: number): string => `${(100 * share).toFixed(2)}%`;

export const ablate: Command = {
  table,
  async run(argv, terminal) {
    const asked = readAsked(table, argv);
    const { weights, json } = asked.extras;
    const stored = await readWeights('ablate', weights);
    const { config, ...pictures } = await measuringOf(asked, stored, weights, terminal);
    const { ablateWeights, openPictures, withDevice } = await import('../heavy.ts');
    const { whole, blocks } = await withDevice(terminal, ({ info }) =>
      ablateWeights({
        config,
        state: stored,
        device: info,
        openData: openPictures(pictures),
        onProgress: countingUp,
      }),
    );
    const testAccuracy = shareOf(whole);
    const rows = blocks.map(({ name, totals }) => {
      const left = shareOf(totals);
      return { name, testAccuracy: left, drop: testAccuracy - left };
    });
    if (json) {
      terminal.print(JSON.stringify({ testAccuracy, blocks: rows }));
      return 0;
    }
    terminal.print(
      `${'all blocks'.padEnd(12)}  test_acc:${percent(testAccuracy)}  on ${whole.images} pictures`,
    );
    for (const { name, testAccuracy: left, drop } of rows)
      terminal.print(`${name.padEnd(12)}  test_acc:${percent(left)}  drop:${(100 * drop).toFixed(2)} points`);
    const plain = structureOf(specOf(config)).stages.flatMap((stage) => stage.blocks);
    if (plain.some((block) => leftOverOf(block) !== 'shortcut'))
      terminal.print(
        'Without shortcuts a block that is left out hands on its input, or only zeros where it changes the shape.',
      );
    const few = fewPicturesText(testAccuracy, whole.images);
    if (few) terminal.tell(few);
    return 0;
  },
};

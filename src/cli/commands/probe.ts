/** `probe`: what a linear probe reads out of every block of stored weights, and how large the block's branch is beside its shortcut. */
import { specKeys } from '../../formats/modelMetadata.ts';
import { fewPicturesText } from '../../training/accuracyInterval.ts';
import { framedPictures } from '../../training/frames.ts';
import type { BlockProbe } from '../../training/probes.ts';
import type { BlockVitals } from '../../training/vitals.ts';
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
  command: 'probe',
  settings: [...specKeys, 'testImages', 'batchSize', 'seed', 'engine'],
  extras,
} as const;

interface ProbedBlock extends BlockProbe {
  /** ‖F(x)‖ / ‖x‖ in a training step; the stem and the blocks of a plain network have none. */
  readonly branchRatio?: number;
}

/** Probes and vitals of a frame, block by block. */
export function probedBlocks(
  probes: readonly BlockProbe[],
  vitals: readonly BlockVitals[],
): readonly ProbedBlock[] {
  return probes.map(({ name, accuracy }) => {
    const { branchScale, shortcutScale } = vitals.find((block) => block.name === name) ?? {};
    return branchScale !== undefined && shortcutScale
      ? { name, accuracy, branchRatio: branchScale / shortcutScale }
      : { name, accuracy };
  });
}

/** A block on a line. */
const lineOf = ({ name, accuracy, branchRatio }: ProbedBlock): string =>
  [
    name.padEnd(12),
    `probe:${(100 * accuracy).toFixed(2)}%`,
    ...(branchRatio === undefined ? [] : [`branch/shortcut:${branchRatio.toFixed(3)}`]),
  ].join('  ');

export const probe: Command = {
  table,
  async run(argv, terminal) {
    const asked = readAsked(table, argv);
    const { weights, json } = asked.extras;
    const stored = await readWeights('probe', weights);
    const { config, ...pictures } = await measuringOf(asked, stored, weights, terminal);
    const { frameOfWeights, openPictures, withDevice } = await import('../heavy.ts');
    const { probes = [], vitals } = await withDevice(terminal, ({ info }) =>
      frameOfWeights({
        config,
        state: stored,
        at: { epoch: 0, step: stored.steps },
        device: info,
        openData: openPictures(pictures),
        onProgress: countingUp,
      }),
    );
    const blocks = probedBlocks(probes, vitals?.blocks ?? []);
    if (json) {
      terminal.print(JSON.stringify({ blocks }));
      return 0;
    }
    for (const block of blocks) terminal.print(lineOf(block));
    const last = blocks.at(-1);
    const few = last && fewPicturesText(last.accuracy, framedPictures(config.testImages));
    if (few) terminal.tell(few);
    return 0;
  },
};

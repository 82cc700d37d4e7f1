/** `prepare`: makes the shards of a data set from its original pictures. Safe to run again. */
import { isReady } from '../../data/sets/index.ts';
import type { Command } from '../command.ts';
import { readOptions, UsageError } from '../options.ts';
import { prepare } from '../preparing.ts';

const table = {
  command: 'prepare',
  settings: ['dataset'],
  extras: { force: { kind: 'flag', help: 'Write every file anew.' } },
} as const;

export const prepareCommand: Command = {
  table,
  async run(argv) {
    const { config, extras } = readOptions(table, argv);
    if (!isReady(config.dataset))
      throw new UsageError(
        'There is nothing to prepare of pictures of your own: give their folder or zip to train --data.',
      );
    await prepare(config.dataset, extras.force);
    return 0;
  },
};

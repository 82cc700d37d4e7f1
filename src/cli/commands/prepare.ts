/** `prepare`: makes the shards of a data set from its original pictures. Safe to run again. */
import type { Command } from '../command.ts';
import { readOptions } from '../options.ts';
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
    await prepare(config.dataset, extras.force);
    return 0;
  },
};

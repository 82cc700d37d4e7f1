/** CIFAR-10 for the commands that need it: prepared where it is missing, then opened from disk. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openCifar10 } from '../data/cifar10.ts';
import { manifestName } from '../data/manifest.ts';
import { fileSource } from '../data/node/fileSource.ts';
import { preparedFolder } from '../data/node/folders.ts';
import { sharpDecoder } from '../data/node/sharpDecoder.ts';
import type { Cifar10 } from '../data/pictures.ts';
import type { DataRequest } from '../trainer/openRun.ts';
import type { Command } from './command.ts';
import { prepare } from './commands/prepare.ts';

export const prepareCommand: Command = {
  table: {
    command: 'prepare',
    settings: [],
    extras: { force: { kind: 'flag', help: 'Write every file anew.' } },
  },
  async run(argv) {
    await prepare(argv);
    return 0;
  },
};

/** Opens CIFAR-10 from disk, after preparing it where that has not been done. Progress goes to stderr. */
export async function openPrepared(request: DataRequest): Promise<Cifar10> {
  if (!existsSync(join(preparedFolder, manifestName))) await prepare([]);
  return openCifar10({ ...request, source: fileSource(), decoder: sharpDecoder });
}

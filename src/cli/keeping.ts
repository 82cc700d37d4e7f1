/**
 * Keeps a run while it trains, whatever the disk does. A checkpoint that the disk does not take never ends a run: it trains
 * on, says so once, and tries again at the next one. One that cannot be kept at the end goes to a folder of the system's own
 * for temporary files, so that nothing is lost that any disk still takes.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Checkpoint } from '../formats/checkpoint.ts';
import { diskFault } from './diskFault.ts';
import { copyBest, type RunFolder, startRunFolder } from './runFolder.ts';

export interface Keeping {
  /** Never rejects. */
  readonly save: (checkpoint: Checkpoint) => Promise<void>;
  /**
   * Called once the run is over.
   * @returns a sentence for a run that could not be kept where it was asked to be.
   */
  readonly settle: () => string | undefined;
}

interface KeepingOptions {
  readonly folder: RunFolder;
  readonly runId: string;
  readonly tell: (line: string) => void;
  /** Where what the folder does not take goes at the end. A parameter for tests. */
  readonly rescue?: string;
}

export function createKeeping(options: KeepingOptions): Keeping {
  const { folder, runId, tell, rescue = tmpdir() } = options;
  const target = folder.path;
  let unsaved: Checkpoint | undefined;
  let said = '';

  function keep(checkpoint: Checkpoint): void {
    folder.keep(checkpoint);
    unsaved = undefined;
  }

  /** @returns the folder that holds the run now. @throws What the file system throws. */
  function keepElsewhere(checkpoint: Checkpoint): string {
    const other = mkdtempSync(join(rescue, 'resnet-'));
    try {
      const files = startRunFolder(other, runId, tell);
      files.keep(checkpoint);
      files.close();
      copyBest(target, other);
      return other;
    } catch (error) {
      rmSync(other, { recursive: true, force: true });
      throw error;
    }
  }

  return {
    save: async (checkpoint) => {
      const { step } = checkpoint.position;
      try {
        keep(checkpoint);
        if (said !== '') tell(`Step ${step} is kept in ${target} again.`);
        said = '';
      } catch (error) {
        unsaved = checkpoint;
        const { happened, advice } = diskFault(error);
        if (said !== happened)
          tell(
            `Step ${step} could not be kept in ${target}: ${happened}. The run goes on and tries again: ${advice}.`,
          );
        said = happened;
      }
    },
    settle: () => {
      if (!unsaved) return undefined;
      const { step } = unsaved.position;
      try {
        keep(unsaved);
        return undefined;
      } catch (error) {
        const { happened, advice } = diskFault(error);
        try {
          const other = keepElsewhere(unsaved);
          return `Step ${step} could not be kept in ${target} (${happened}) and is in ${other} instead: ${advice}, then go on with --resume ${other} --out DIR.`;
        } catch {
          const keptStep = folder.keptStep();
          const kept = keptStep === undefined ? 'nothing of it is kept' : `it is kept up to step ${keptStep}`;
          return `Step ${step} of the run could not be kept in ${target} (${happened}), and ${kept}: ${advice}.`;
        }
      }
    },
  };
}

/** Whether a run went as its settings say: nothing was changed by hand on its way, and its depth only where its settings change it. Pure. */
import type { RunRecord } from '../../storage/runRecord.ts';

export const isAsPlanned = ({ config, changes }: Pick<RunRecord, 'config' | 'changes'>): boolean =>
  changes.every(
    ({ settings, epoch }) =>
      Object.keys(settings).join() === 'blocks' &&
      config.depthAt.some(
        ({ after, blocks }) => after === epoch && blocks.join() === settings.blocks?.join(),
      ),
  );

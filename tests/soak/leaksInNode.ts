/** Many runs in one process of the command line's, one device open all the while: what is left of each once its garbage is gone. */
import { openPrepared, openRun, withDevice } from '../../src/cli/heavy.ts';
import { fileStore } from '../../src/cli/tuningStore.ts';
import { checkpointFile } from '../../src/formats/checkpointFile.ts';
import * as tf from '../../src/nn/tf.ts';
import { defaultConfig, type RunConfig } from '../../src/training/settings.ts';
import { collectGarbage } from '../setup/garbage.ts';
import { slopeOf } from './growth.ts';

const brief: RunConfig = {
  ...defaultConfig,
  blocks: [1],
  width: 4,
  batchSize: 8,
  trainImages: 16,
  testImages: 8,
  epochs: 1,
};
const warmUp = 10;
/** Bytes of heap that a run may leave, and by which all runs together may differ. */
const mostHeap = 1024;
const noise = 400 * 1024;

interface Held {
  readonly heap: number;
  readonly tensors: number;
  readonly gpuBytes: number;
}

async function held(): Promise<Held> {
  await collectGarbage();
  const { numBytesAllocatedInGPU = 0 } = tf.backend().memory() as { numBytesAllocatedInGPU?: number };
  return {
    heap: process.memoryUsage().heapUsed,
    tensors: tf.memory().numTensors,
    gpuBytes: numBytesAllocatedInGPU,
  };
}

const textOf = ({ heap, tensors, gpuBytes }: Held): string =>
  `heap ${(heap / 1024).toFixed(1)} KiB, tensors ${tensors}, GPU ${(gpuBytes / 1024).toFixed(1)} KiB`;

export async function leaksInNode(
  count: number,
  tell: (line: string) => void,
): Promise<{ readonly problems: readonly string[]; readonly summary: string }> {
  const looks: { readonly runs: number; readonly held: Held }[] = [];
  await withDevice({ tell }, async (device) => {
    for (let runs = 0; runs <= warmUp + count; runs++) {
      if (runs >= warmUp && (runs - warmUp) % Math.min(10, count) === 0) {
        looks.push({ runs, held: await held() });
        tell(`after ${runs} runs: ${textOf(looks.at(-1)!.held)}`);
      }
      if (runs === warmUp + count) break;
      const outcome = await openRun({
        runId: `run ${runs}`,
        config: brief,
        openDevice: async () => device,
        openData: openPrepared,
        tuningStore: fileStore,
        emit: () => {},
        save: async (checkpoint) => void checkpointFile(checkpoint),
      }).run();
      if (outcome !== 'finished') throw new Error(`A run ended as "${outcome}".`);
    }
  });
  const growth = (of: (held: Held) => number) =>
    slopeOf(looks.map(({ runs, held }) => ({ runs, value: of(held) })));
  const each: Held = {
    heap: growth(({ heap }) => heap),
    tensors: growth(({ tensors }) => tensors),
    gpuBytes: growth(({ gpuBytes }) => gpuBytes),
  };
  const problems: string[] = [];
  if (each.heap > mostHeap + noise / count)
    problems.push(`a run leaves ${(each.heap / 1024).toFixed(1)} KiB on the heap`);
  if (each.tensors > 0) problems.push(`a run leaves ${each.tensors} tensors`);
  if (each.gpuBytes > 0) problems.push(`a run leaves ${each.gpuBytes} bytes on the device`);
  return { problems, summary: `${count} runs in one process: a run leaves ${textOf(each)}` };
}

/**
 * A network that nobody trains, on the device for as long as nothing else needs that: the last of a run that is over, or the one that
 * comes with the page. It answers questions as a run under way does, and is gone without a trace once it is let go.
 */
import { unlessAborted } from '../base/retry.ts';
import type { EngineState } from '../nn/engine.ts';
import { lookAt, warmUpLook } from '../nn/looks.ts';
import type { OpenedDevice } from '../trainer/device.ts';
import { listenForFailure } from '../trainer/deviceFailure.ts';
import { createEngine } from '../trainer/engines.ts';
import type { Asked } from '../trainer/questions.ts';
import { datasetOf, specOf } from '../training/config.ts';
import { evaluationBatchSize } from '../training/memory.ts';
import type { Seen } from '../training/questions.ts';
import type { RunConfig } from '../training/settings.ts';

/** A network off the device. */
export interface StoredNetwork {
  readonly config: RunConfig;
  /** Without the optimizer's. */
  readonly state: EngineState;
}

export interface RestingNetwork {
  /**
   * One question at a time.
   * @param signal Ends it between two pieces of work.
   * @throws what the engine throws, what the device failed of, or the signal's reason.
   */
  answer(asked: Asked, signal: AbortSignal): Promise<Seen>;
  /** Frees what it takes of the device. */
  dispose(): void;
}

/** @throws ProblemError where the weights are not those of the config's network. */
export function restingNetwork(
  { config, state }: StoredNetwork,
  device: Pick<OpenedDevice, 'info' | 'failure'>,
): RestingNetwork {
  const { imageSize, mean, std } = datasetOf(config);
  const atOnce = evaluationBatchSize(specOf(config));
  const engine = createEngine(config, { mean, std }, device.info);
  try {
    engine.importState(state);
  } catch (error) {
    engine.dispose();
    throw error;
  }
  return {
    async answer({ images, ...look }, signal) {
      const count = images.length / (imageSize ** 2 * 3);
      const failing = listenForFailure(device.failure, () => {});
      try {
        await unlessAborted(failing.unless(warmUpLook(engine, count, look, atOnce)), signal);
        return await failing.unless(lookAt(engine, images, count, look, atOnce));
      } catch (error) {
        signal.throwIfAborted();
        throw await failing.causeOf(error);
      } finally {
        failing.leave();
      }
    },
    dispose: () => engine.dispose(),
  };
}

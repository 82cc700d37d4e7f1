/** Networks that nobody trains, by name: that of a run, as its last checkpoint has it, and the one that comes with the page. */
import { settled } from '../nn/slots.ts';
import { ProblemError } from '../problems/index.ts';
import type { AnsweringNetwork, NamedNetwork } from '../training/questions.ts';
import { epochAt } from '../training/stepPlaces.ts';
import type { CheckpointManager } from './checkpointManager.ts';
import type { StoredNetwork } from './restingNetwork.ts';
import type { ShippedWeights } from './shippedNetwork.ts';

export interface NetworkAtRest {
  /** Equal for equal weights. */
  readonly key: string;
  readonly network: AnsweringNetwork;
  readonly stored: StoredNetwork;
}

/** @returns undefined of a run without weights, or that took no step: it says nothing of interest. */
export async function networkAtRest(
  runId: string,
  checkpoints: Pick<CheckpointManager, 'newest'>,
): Promise<NetworkAtRest | undefined> {
  // One that is damaged is as good as none.
  const checkpoint = await checkpoints.newest(runId).catch(() => undefined);
  if (!checkpoint || checkpoint.position.step === 0) return undefined;
  const { config, state, position } = checkpoint;
  const { step } = position;
  return {
    key: `${runId} ${step}`,
    network: { kind: 'run', runId, step, epoch: epochAt(config, step) },
    // It learns nothing any more.
    stored: { config, state: settled(state) },
  };
}

/** @throws ProblemError where the page comes without one, or it cannot be had. */
export async function shippedAtRest(load: () => Promise<ShippedWeights | undefined>): Promise<NetworkAtRest> {
  const weights = await load();
  if (!weights) throw new ProblemError({ kind: 'no-network' });
  const { network, state } = weights;
  return {
    key: 'shipped',
    network: { kind: 'shipped', shipped: network },
    stored: { config: network.config, state },
  };
}

/** @throws ProblemError where it is not to be had. */
export async function namedNetwork(
  of: NamedNetwork,
  checkpoints: Pick<CheckpointManager, 'newest'>,
  loadShipped: () => Promise<ShippedWeights | undefined>,
): Promise<NetworkAtRest> {
  if (of.kind === 'shipped') return shippedAtRest(loadShipped);
  const found = await networkAtRest(of.runId, checkpoints);
  if (!found) throw new ProblemError({ kind: 'weights-gone' });
  return found;
}

/**
 * Whether a run goes on as it would have without a break: on the device that trained it so far, with the kernels that
 * computed it. Other ones round in other ways, so that the run would end with other numbers; a person decides whether it may.
 */
import type { Checkpoint, CheckpointDevice } from '../formats/checkpoint.ts';
import { structureOf } from '../model/structure.ts';
import * as tf from '../nn/tf.ts';
import { ProblemError } from '../problems/index.ts';
import { specOf } from '../training/config.ts';
import { type DeviceInfo, engineFor } from '../training/events.ts';
import type { RunConfig } from '../training/settings.ts';
import { TrainingBackend } from '../webgpu/backend.ts';
import { variantsNamed } from '../webgpu/chosenKernels.ts';
import type { TuningTable } from '../webgpu/variants.ts';

/** Another device that a person takes all the same: the one that they were asked about, or any. */
export type AcceptedDevice = CheckpointDevice | 'any';

const isSame = (a: CheckpointDevice, b: CheckpointDevice): boolean =>
  a.backend === b.backend && a.name === b.name;

/** What a checkpoint settles of the kernels. */
export interface Settled {
  /** Variants by `tuningKey`; absent where the checkpoint does not say, or says what is of no use here. */
  readonly kernels?: TuningTable;
  /** Whether others may be looked for: on another device, which a person took. */
  readonly tune: boolean;
}

/**
 * With which kernels a run goes on from a checkpoint.
 * @throws ProblemError where a person has to be asked first.
 */
export function keptKernels(
  { device, kernels }: Pick<Checkpoint, 'device' | 'kernels'>,
  config: RunConfig,
  now: DeviceInfo,
  accepted?: AcceptedDevice,
): Settled {
  const taken = accepted !== undefined && (accepted === 'any' || isSame(accepted, now));
  const here = { backend: now.backend, name: now.name };
  if (device && !isSame(device, now)) {
    if (taken) return { tune: true };
    throw new ProblemError({ kind: 'other-device', before: device, now: here });
  }
  const backend = tf.backend();
  // Whoever asks for the other engine wants other kernels.
  if (!kernels || engineFor(config.engine, now) !== 'fused' || !(backend instanceof TrainingBackend))
    return { tune: false };
  const table = variantsNamed(kernels, structureOf(specOf(config)), config, backend.traits);
  if (!table && !taken) throw new ProblemError({ kind: 'kernels-gone', now: here });
  return { kernels: table, tune: table === undefined };
}

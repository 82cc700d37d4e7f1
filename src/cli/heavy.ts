/**
 * All that loads tfjs and the GPU, in one module for commands to import once their options have proved right: mistakes
 * are answered at once.
 */
import { noticeOf } from '../problems/index.ts';
import { type OpenedDevice, openDevice } from '../trainer/device.ts';
import type { Terminal } from './command.ts';
import { installNodeWebGpu } from './nodeWebGpu.ts';

export { ablateWeights } from '../trainer/ablate.ts';
export { bench } from '../trainer/bench.ts';
export { benchAll } from '../trainer/benchAll.ts';
export { createEngine } from '../trainer/engines.ts';
export { evaluateWeights } from '../trainer/evaluateWeights.ts';
export { findRate } from '../trainer/findRate.ts';
export { frameOfWeights } from '../trainer/frameOfWeights.ts';
export { lookAtNetwork } from '../trainer/lookAtNetwork.ts';
export { measureLandscape } from '../trainer/measureLandscape.ts';
export { openRun } from '../trainer/openRun.ts';
export { openPictures, openPrepared } from './preparing.ts';

/**
 * Runs some work with a device and gives it back, so that the process can end.
 * @throws Error with one sentence that says what to install when the machine has no adapter.
 */
export async function withDevice<T>(
  { tell }: Pick<Terminal, 'tell'>,
  work: (device: OpenedDevice) => Promise<T>,
): Promise<T> {
  const gpu = await installNodeWebGpu();
  try {
    const device = await openDevice();
    tell(noticeOf(device.info.reason));
    try {
      return await work(device);
    } finally {
      device.close();
    }
  } finally {
    gpu.release();
  }
}

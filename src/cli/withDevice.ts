/** Opens the GPU for a command and gives it back, so that the process can end. */
import { type OpenedDevice, openDevice } from '../trainer/device.ts';
import type { Terminal } from './command.ts';
import { installNodeWebGpu } from './nodeWebGpu.ts';

/**
 * Runs some work with a device.
 * @throws Error with one sentence that says what to install when the machine has no adapter.
 */
export async function withDevice<T>(
  { tell }: Terminal,
  work: (device: OpenedDevice) => Promise<T>,
): Promise<T> {
  const gpu = await installNodeWebGpu();
  try {
    const device = await openDevice();
    tell(device.info.reason);
    try {
      return await work(device);
    } finally {
      device.close();
    }
  } finally {
    gpu.release();
  }
}

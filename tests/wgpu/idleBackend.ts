/** The training backend without any device: for what the engine records, and the WGSL of it. */
import '@tensorflow/tfjs-backend-cpu';
import * as tf from '../../src/nn/tf.ts';
import { TrainingBackend } from '../../src/webgpu/backend.ts';
import { type DeviceKind, type IdleDevice, idleDevice, standInForWebGpu } from './idleDevice.ts';

/** Makes tfjs use the training backend on a kind of device that does nothing, for as long as `use` takes. */
export async function onIdleDevice<T>(
  kind: DeviceKind,
  use: (backend: TrainingBackend, device: IdleDevice) => T | Promise<T>,
): Promise<T> {
  standInForWebGpu();
  const idle = idleDevice(kind);
  const backend = new TrainingBackend(idle.device, idle.info);
  // tfjs puts its own there where it sees a GPU.
  if (tf.findBackendFactory('webgpu')) tf.removeBackend('webgpu');
  tf.registerBackend('webgpu', () => backend);
  await tf.setBackend('webgpu');
  try {
    return await use(backend, idle);
  } finally {
    await tf.setBackend('cpu');
    tf.removeBackend('webgpu');
  }
}

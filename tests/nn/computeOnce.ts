/** A program of its own, run by nodeWebGpu.gpu.test.ts: one sum on WebGPU, printed as JSON. */
import { installNodeWebGpu } from '../../src/cli/nodeWebGpu.ts';
import * as tf from '../../src/nn/tf.ts';
import { openDevice } from '../../src/trainer/device.ts';

try {
  const gpu = await installNodeWebGpu();
  const device = await openDevice();
  const gradient = tf.tidy(() => tf.grad((x) => tf.sum(tf.square(x)))(tf.range(0, 2000)));
  const values = await gradient.data();
  gradient.dispose();
  console.log(JSON.stringify({ ...device.info, last: values[1999] }));
  device.close();
  gpu.release();
} catch (error) {
  console.error(error instanceof Error ? `${error.name}: ${error.message}` : error);
  process.exitCode = 1;
}

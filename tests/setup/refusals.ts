/**
 * Set up before every file of tests on a GPU: a test fails where any device refused work and nobody caught the error, whoever
 * opened the device. Without this, such a test passes on what was in a buffer before.
 */
import { afterAll, afterEach } from 'vitest';
import { isAllowedToRefuse } from './mayRefuse.ts';

/** Devices that are open, which may still have errors to tell. */
const open = new Set<GPUDevice>();
const refusals: string[] = [];

function watch(device: GPUDevice): GPUDevice {
  open.add(device);
  void device.lost.then(() => open.delete(device));
  device.addEventListener('uncapturederror', ({ error }) => {
    if (!isAllowedToRefuse(device)) refusals.push(error.message);
  });
  return device;
}

function watchAllOf(adapter: typeof GPUAdapter): void {
  const request = adapter.prototype.requestDevice;
  adapter.prototype.requestDevice = async function (...wanted) {
    return watch(await request.apply(this, wanted));
  };
}

if ('GPUAdapter' in globalThis) watchAllOf(GPUAdapter);
else {
  // In Node it comes with Dawn, later and perhaps several times.
  let current: typeof GPUAdapter | undefined;
  Object.defineProperty(globalThis, 'GPUAdapter', {
    configurable: true,
    get: () => current,
    set(given: typeof GPUAdapter) {
      if (given !== current) watchAllOf(given);
      current = given;
    },
  });
}

async function check(): Promise<void> {
  // Errors arrive with the answers to what was asked after them.
  await Promise.allSettled([...open].map((device) => device.queue.onSubmittedWorkDone()));
  const [first] = refusals.splice(0);
  if (first !== undefined) throw new Error(`A device refused work: ${first}`);
}
afterEach(check);
afterAll(check);

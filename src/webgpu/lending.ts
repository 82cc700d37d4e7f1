/**
 * Zeros in the place of some of a network's values for as long as something is enqueued: the device copies its own aside, and back
 * afterwards. Recorded steps read the same places as ever, so that none is recorded anew, and all of it is in order with what comes before
 * and after.
 */
import type { TrainingBackend } from './backend.ts';
import { type BufferRegion, newBuffer } from './region.ts';

/**
 * @param places Multiples of four bytes.
 * @param work Only enqueues: the values are back in their places when this returns, for all that is enqueued later.
 */
export function lending<T>(backend: TrainingBackend, places: readonly BufferRegion[], work: () => T): T {
  if (places.length === 0) return work();
  const { device } = backend;
  const bytes = places.reduce((sum, { size }) => sum + size, 0);
  const aside = newBuffer(device, 'lent', bytes);
  const submit = (copy: (encoder: GPUCommandEncoder) => void): void =>
    backend.faults.watch(() => {
      backend.flush();
      const encoder = device.createCommandEncoder();
      copy(encoder);
      device.queue.submit([encoder.finish()]);
    });
  submit((encoder) => {
    let at = 0;
    for (const { buffer, offset, size } of places) {
      encoder.copyBufferToBuffer(buffer, offset, aside, at, size);
      encoder.clearBuffer(buffer, offset, size);
      at += size;
    }
  });
  try {
    return work();
  } finally {
    submit((encoder) => {
      let at = 0;
      for (const { buffer, offset, size } of places) {
        encoder.copyBufferToBuffer(aside, at, buffer, offset, size);
        at += size;
      }
    });
    // What was submitted still has it.
    aside.destroy();
  }
}

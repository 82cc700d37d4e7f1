/**
 * Other values in the place of some of a network's for as long as something is enqueued: the device copies its own aside, and back
 * afterwards. Recorded steps read the same places as ever, so that none is recorded anew, and all of it is in order with what comes before
 * and after.
 */
import type { TrainingBackend } from './backend.ts';
import { type BufferRegion, newBuffer } from './region.ts';

export interface Loan {
  /** Where values are replaced: a multiple of four bytes. */
  readonly place: BufferRegion;
  /** What stands there meanwhile, of the same size, in another buffer. Default: zeros. */
  readonly by?: BufferRegion;
}

/** @param work Only enqueues: the values are back in their places when this returns, for all that is enqueued later. */
export function lending<T>(backend: TrainingBackend, loans: readonly Loan[], work: () => T): T {
  if (loans.length === 0) return work();
  const { device } = backend;
  const bytes = loans.reduce((sum, { place }) => sum + place.size, 0);
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
    for (const { place, by } of loans) {
      encoder.copyBufferToBuffer(place.buffer, place.offset, aside, at, place.size);
      at += place.size;
      if (by) encoder.copyBufferToBuffer(by.buffer, by.offset, place.buffer, place.offset, place.size);
      else encoder.clearBuffer(place.buffer, place.offset, place.size);
    }
  });
  try {
    return work();
  } finally {
    submit((encoder) => {
      let at = 0;
      for (const { place } of loans) {
        encoder.copyBufferToBuffer(aside, at, place.buffer, place.offset, place.size);
        at += place.size;
      }
    });
    // What was submitted still has it.
    aside.destroy();
  }
}

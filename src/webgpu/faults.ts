/**
 * What a device says only in events and error scopes: work that it refused, memory that it did not have, and that it is
 * gone. None of these throws where it is caused, and what is read afterwards is whatever was there before; so the first
 * of them counts, and every read asks here whether its numbers can be trusted.
 */
import { ProblemError } from '../problems/index.ts';

/** Drivers tell whole pages. */
const firstLineOf = (text: string): string => text.trim().split('\n')[0] ?? '';

/** Milliseconds in which the news that a device is gone follows the first call that fails for it. */
const newsMs = 500;

function faultOf(error: GPUError): ProblemError {
  const memory = 'GPUOutOfMemoryError' in globalThis && error instanceof GPUOutOfMemoryError;
  return memory
    ? new ProblemError({ kind: 'gpu-memory' }, { cause: error })
    : new ProblemError({ kind: 'gpu-refused', why: firstLineOf(error.message) }, { cause: error });
}

export class DeviceFaults {
  /** Rejects with the first fault, as a ProblemError. Never resolves: a device may fail at any time. */
  readonly failure: Promise<never>;
  private first: ProblemError | undefined;
  private tell: (fault: ProblemError) => void = () => {};
  private closed = false;
  /** Settles when all scopes so far have been asked. */
  private asked: Promise<void> = Promise.resolve();

  constructor(private readonly device: GPUDevice) {
    this.failure = new Promise((_, reject) => {
      this.tell = reject;
    });
    // Most of those who could wait for it do not.
    this.failure.catch(() => {});
    device.addEventListener('uncapturederror', (event) => {
      // Dawn in Node would print it to stdout, in the midst of what a command writes there.
      event.preventDefault();
      this.fail(faultOf(event.error));
    });
    void device.lost.then(({ message }) => {
      if (!this.closed) this.fail(new ProblemError({ kind: 'gpu-lost', why: firstLineOf(message) }));
    });
  }

  /** From now on the loss of the device is intended. */
  close(): void {
    this.closed = true;
  }

  /** Does some work whose validation errors are faults; they are known once `check` resolves, whatever the order of events. */
  watch<T>(work: () => T): T {
    this.device.pushErrorScope('validation');
    try {
      return work();
    } finally {
      this.asked = this.device.popErrorScope().then(
        (error) => {
          if (error) this.fail(faultOf(error));
        },
        // A device that is gone has no scopes: `lost` tells of it.
        () => undefined,
      );
    }
  }

  /** Resolves when all that was watched is known to be right. @throws the first fault. */
  async check(): Promise<void> {
    await this.asked;
    if (this.first) throw this.first;
  }

  /**
   * Waits for a read and vouches for it.
   * @throws the first fault, also in place of the browser's own words for a read that failed because of it.
   */
  async trusted<T>(read: Promise<T>): Promise<T> {
    let value: T;
    try {
      value = await read;
    } catch (error) {
      const late = new Promise((resolve) => setTimeout(resolve, this.closed ? 0 : newsMs));
      await Promise.race([this.failure, late]);
      throw error;
    }
    await this.check();
    return value;
  }

  private fail(fault: ProblemError): void {
    this.first ??= fault;
    this.tell(this.first);
  }
}

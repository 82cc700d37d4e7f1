/**
 * What people ask of a run under way: pause, resume, one step, stop. The run loop asks back before every step and
 * sleeps here while it must not go on.
 */

/** Unwinds a run from wherever it waits. Not a failure. */
export class Stopped extends Error {
  override name = 'Stopped';
}

export class Control {
  #state: 'running' | 'paused' | 'stopped' = 'running';
  #singleSteps = 0;
  #failure: { readonly error: unknown } | undefined;
  /**
   * Called at the next command. Whoever waits for something else leaves again: a promise of the next command, shared by all waits, would
   * keep each of them until it comes, which in a long run is never.
   */
  #waiting = new Set<() => void>();

  #announce(): void {
    const waiting = this.#waiting;
    this.#waiting = new Set();
    for (const wake of waiting) wake();
  }

  get paused(): boolean {
    return this.#state === 'paused';
  }

  get stopped(): boolean {
    return this.#state === 'stopped';
  }

  /** False while paused with no single step granted. */
  get mayGo(): boolean {
    return this.#state === 'running' || this.#singleSteps > 0;
  }

  /** Each command returns whether it changed anything: a late or repeated one does not. */
  pause(): boolean {
    if (this.#state !== 'running') return false;
    this.#state = 'paused';
    this.#announce();
    return true;
  }

  resume(): boolean {
    if (this.#state !== 'paused') return false;
    this.#state = 'running';
    this.#singleSteps = 0;
    this.#announce();
    return true;
  }

  /** Lets a paused run take one training step more. */
  singleStep(): boolean {
    if (this.#state !== 'paused') return false;
    this.#singleSteps += 1;
    this.#announce();
    return true;
  }

  stop(): boolean {
    if (this.#state === 'stopped') return false;
    this.#state = 'stopped';
    this.#announce();
    return true;
  }

  /** Ends the run from outside: whatever it waits for, it meets this error. */
  fail(error: unknown): void {
    this.#failure ??= { error };
    this.#announce();
  }

  /** Wakes every caller that waits in `unlessStopped`, so that it calls its `onChange`. */
  nudge(): void {
    this.#announce();
  }

  /** Tells that a training step was taken, which uses up a single step. */
  stepTaken(): void {
    if (this.#singleSteps > 0) this.#singleSteps -= 1;
  }

  /** Resolves at the next command. */
  changed(): Promise<void> {
    return new Promise((wake) => void this.#waiting.add(wake));
  }

  /** @throws Stopped, or what the run failed of. */
  check(): void {
    if (this.#failure) throw this.#failure.error;
    if (this.#state === 'stopped') throw new Stopped('The run was stopped.');
  }

  /**
   * Waits for something outside, but not longer than the run lasts.
   * @param onChange called at every command that arrives meanwhile.
   * @throws Stopped, or what the run failed of meanwhile.
   */
  async unlessStopped<T>(promise: Promise<T>, onChange: () => void = () => {}): Promise<T> {
    let settled = false;
    let wake = () => {};
    const settle = () => {
      settled = true;
      wake();
    };
    promise.then(settle, settle);
    for (;;) {
      this.check();
      await new Promise<void>((resolve) => {
        wake = resolve;
        this.#waiting.add(wake);
      });
      this.#waiting.delete(wake);
      if (settled) return promise;
      onChange();
    }
  }
}

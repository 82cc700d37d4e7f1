/**
 * How many steps the optimizer has taken, and how many of them each section of the network was frozen in (src/model/frozen.ts).
 * AdamW's corrections count the steps of a parameter's own, as PyTorch's do: one that thaws late begins at its first.
 */
import type { EngineState } from './engine.ts';

export class StepCounts {
  #steps = 0;
  #missed: readonly number[] = [];

  /** Steps taken. */
  get steps(): number {
    return this.#steps;
  }

  /** The next step is taken. @param frozen Sections that it leaves alone. */
  take(frozen: number): void {
    this.#steps++;
    if (frozen === 0) return;
    const sections = Math.max(frozen, this.#missed.length);
    this.#missed = Array.from({ length: sections }, (_, i) => (this.#missed[i] ?? 0) + (i < frozen ? 1 : 0));
  }

  /** Steps that a section has taken part in. */
  of(section: number): number {
    return this.#steps - (this.#missed[section] ?? 0);
  }

  /** Whether sections from one on have taken part in different numbers of steps. */
  differFrom(section: number): boolean {
    return this.#missed.some((missed, i) => i >= section && missed > 0);
  }

  restore({ steps, missed = [] }: Pick<EngineState, 'steps' | 'missed'>): void {
    this.#steps = steps;
    this.#missed = missed;
  }

  get state(): Pick<EngineState, 'steps' | 'missed'> {
    return { steps: this.#steps, ...(this.#missed.length > 0 && { missed: this.#missed }) };
  }
}

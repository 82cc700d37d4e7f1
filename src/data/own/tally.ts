/** Counts what is passed by, and keeps a few names of it. */
import type { OwnDataWarning } from '../../problems/ownData.ts';

/** Kinds of warnings that are a count with some names. */
export type CountedKind = Extract<OwnDataWarning, { readonly names: readonly string[] }>['kind'];

export const namesShown = 3;

export class Tally {
  readonly #counts = new Map<CountedKind, { count: number; names: string[] }>();

  add(kind: CountedKind, name: string): void {
    const counted = this.#counts.get(kind) ?? { count: 0, names: [] };
    counted.count++;
    if (counted.names.length < namesShown) counted.names.push(name);
    this.#counts.set(kind, counted);
  }

  /** The same counts, which go on by themselves. */
  copy(): Tally {
    const copy = new Tally();
    for (const [kind, { count, names }] of this.#counts) copy.#counts.set(kind, { count, names: [...names] });
    return copy;
  }

  get warnings(): OwnDataWarning[] {
    return [...this.#counts].map(([kind, counted]) => ({ kind, ...counted }));
  }
}

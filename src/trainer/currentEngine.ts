/**
 * The engine of a run as all who ask it hold it: whatever is asked goes to the one that there is. Where the depth of the network changes,
 * another one takes its place between two steps, and nobody who holds this needs to know.
 */
import type { Engine } from '../nn/engine.ts';

export interface CurrentEngine {
  /** Stands for the one that there is. */
  readonly engine: Engine;
  /** Another one takes over; the one before is disposed of. Nothing of it may be on its way. */
  replaceBy(next: Engine): void;
}

export function currentEngine(first: Engine): CurrentEngine {
  let current = first;
  return {
    engine: new Proxy(first, {
      get(_first, key) {
        const value: unknown = Reflect.get(current, key);
        return typeof value === 'function' ? value.bind(current) : value;
      },
    }),
    replaceBy(next) {
      const before = current;
      current = next;
      before.dispose();
    },
  };
}

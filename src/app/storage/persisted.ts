/**
 * Small things that the browser remembers for the page: a store whose state, or a part of it, outlives the page. zustand's
 * `persist` over localStorage, made safe: storage may be blocked or full, and what is read may be damaged or of an earlier
 * version. Then nothing is remembered, and nothing breaks. Runs and weights are not here but in src/storage.
 */
import { persist } from 'zustand/middleware';
import { createStore, type StoreApi } from 'zustand/vanilla';

/** Such as `() => localStorage`. Every access may throw. */
export type TextStorage = () => Pick<Storage, 'getItem' | 'setItem'>;

/** Part of every name of a text. */
const prefix = 'resnet-playground.';
const version = 1;

interface PersistedOptions<State, Stored> {
  readonly storage: TextStorage;
  /** The name it is stored under; a name once given stays. */
  readonly name: string;
  /** What is stored of the state. */
  readonly select: (state: State) => Stored;
  /** The state with what was stored, if anything was. It may be damaged: what makes no sense is left as it is. */
  readonly restore: (stored: unknown, state: State) => State;
  /** What versions up to 217e12d stored, in the form that `restore` takes. @param text The text under a name. */
  readonly earlier?: (text: (name: string) => string | undefined) => unknown;
}

/** The text under a name, if there is one and we may read it. */
function readText(storage: TextStorage, name: string): string | undefined {
  try {
    return storage().getItem(name) ?? undefined;
  } catch {
    return undefined;
  }
}

/** A value from JSON; undefined where it is none. */
export function parsedJson(text: string | undefined): unknown {
  if (text === undefined) return undefined;
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** The state in what `persist` wrote; undefined for a text of anybody else. */
function stateIn(value: unknown): unknown {
  const { state, version } = Object(value) as { readonly state?: unknown; readonly version?: unknown };
  return typeof version === 'number' ? state : undefined;
}

/** The parts of a state that differ from those of another, as JSON sees them. */
const changedParts = (state: object, known: object): object =>
  Object.fromEntries(
    Object.entries(state).filter(
      ([key, value]) => JSON.stringify(value) !== JSON.stringify((known as Record<string, unknown>)[key]),
    ),
  );

/** A store that can be read again, where another tab has written it. */
export type PersistedStore<State> = StoreApi<State> & { readonly persist: { rehydrate(): unknown } };

/**
 * @param initial The state of somebody's first visit.
 * @returns A store that writes the parts of its state that this page has changed, and leaves the others as they are stored:
 *   another tab may have changed those.
 */
export function createPersisted<State extends object, Stored extends object>(
  initial: State,
  { storage, name, select, restore, earlier }: PersistedOptions<State, Stored>,
): PersistedStore<State> {
  const key = prefix + name;
  const stored = (): unknown =>
    stateIn(parsedJson(readText(storage, key))) ??
    earlier?.((earlierName) => readText(storage, prefix + earlierName));
  /** What was read or written last. */
  let known: object = select(initial);
  return createStore<State>()(
    persist(() => initial, {
      name: key,
      version,
      partialize: select,
      merge(read, state) {
        const restored = restore(read, state);
        known = select(restored);
        return restored;
      },
      storage: {
        getItem: () => ({ state: stored() as Stored, version }),
        setItem(_key, { state }) {
          // Most changes of a state are not of the part that is stored.
          const changed = changedParts(state, known);
          if (Object.keys(changed).length === 0) return;
          try {
            const next = { state: { ...Object(stored()), ...changed }, version };
            storage().setItem(key, JSON.stringify(next));
            known = state;
          } catch {
            // Blocked or full: the state holds for this visit.
          }
        },
        // No store of the page asks for that.
        removeItem: () => {},
      },
    }),
  );
}

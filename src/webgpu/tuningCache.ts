/**
 * The cache of tuning results, by device and version of the kernels: in IndexedDB in a browser, in a file in Node.
 */

import type { DeviceTraits } from './traits.ts';
import type { TunedPass } from './tuner.ts';
import type { TuningTask } from './tuningTasks.ts';
import { tuningKey, type Variant, variantsOf } from './variants.ts';

/** Raise it when a kernel changes in a way that moves its speed: what was tuned before is then forgotten. */
const kernelVersion = 3;

/** A keeper of texts. Failing to keep is no failure: the device is tuned again. */
export interface TextStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
}

const keyOf = (traits: DeviceTraits): string => `v${kernelVersion} ${traits.key}`;

/** What is stored for a pass, as far as it names current candidates. */
function tunedPass(stored: unknown, candidates: readonly Variant[]): TunedPass | undefined {
  if (typeof stored !== 'object' || stored === null) return undefined;
  const { variant, open, looks } = stored as Partial<Record<keyof TunedPass, unknown>>;
  const current = (v: unknown): Variant | undefined => {
    const text = JSON.stringify(v);
    return candidates.find((candidate) => JSON.stringify(candidate) === text);
  };
  const best = current(variant);
  if (!best || !Array.isArray(open) || !Number.isSafeInteger(looks) || (looks as number) < 1)
    return undefined;
  const left = new Set(open.map(current).filter((v) => v !== undefined));
  left.delete(best);
  return { variant: best, open: [...left], looks: looks as number };
}

/** What is stored for these tasks. Only current candidates are taken: the text is untrusted. */
export async function loadTuning(
  store: TextStore,
  traits: DeviceTraits,
  tasks: readonly TuningTask[],
): Promise<Map<string, TunedPass>> {
  const found = new Map<string, TunedPass>();
  try {
    const stored: unknown = JSON.parse((await store.get(keyOf(traits))) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return found;
    for (const { shape, pass } of tasks) {
      const key = tuningKey(shape, pass);
      const tuned = tunedPass((stored as Record<string, unknown>)[key], variantsOf(shape, pass, traits));
      if (tuned) found.set(key, tuned);
    }
  } catch {
    // An unreadable cache is an empty one.
  }
  return found;
}

/** Adds results to those stored for a device. */
export async function saveTuning(
  store: TextStore,
  traits: DeviceTraits,
  table: ReadonlyMap<string, TunedPass>,
): Promise<void> {
  if (table.size === 0) return;
  try {
    const stored: unknown = JSON.parse((await store.get(keyOf(traits))) ?? '{}');
    const before = typeof stored === 'object' && stored !== null ? stored : {};
    await store.set(keyOf(traits), JSON.stringify({ ...before, ...Object.fromEntries(table) }));
  } catch {
    // No room or no right to keep it: tuned again next time.
  }
}

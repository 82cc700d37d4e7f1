/**
 * The cache of tuning results, by device and version of the kernels: in IndexedDB in a browser, in a file in Node.
 */

import type { DeviceTraits } from './traits.ts';
import type { TuningTask } from './tuner.ts';
import { tuningKey, type Variant, variantsOf } from './variants.ts';

/** Raise it when a kernel changes in a way that moves its speed: what was tuned before is then forgotten. */
const kernelVersion = 1;

/** A keeper of texts. Failing to keep is no failure: the device is tuned again. */
export interface TextStore {
  get(key: string): Promise<string | undefined>;
  set(key: string, text: string): Promise<void>;
}

const keyOf = (traits: DeviceTraits): string => `v${kernelVersion} ${traits.key}`;

/** The stored variants for these tasks. Only current candidates are taken: the text is untrusted. */
export async function loadTuning(
  store: TextStore,
  traits: DeviceTraits,
  tasks: readonly TuningTask[],
): Promise<Map<string, Variant>> {
  const found = new Map<string, Variant>();
  try {
    const stored: unknown = JSON.parse((await store.get(keyOf(traits))) ?? '{}');
    if (typeof stored !== 'object' || stored === null) return found;
    for (const { shape, pass } of tasks) {
      const key = tuningKey(shape, pass);
      const wanted = JSON.stringify((stored as Record<string, unknown>)[key]);
      const variant = variantsOf(shape, pass, traits).find((v) => JSON.stringify(v) === wanted);
      if (variant) found.set(key, variant);
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
  table: ReadonlyMap<string, Variant>,
): Promise<void> {
  try {
    const stored: unknown = JSON.parse((await store.get(keyOf(traits))) ?? '{}');
    const before = typeof stored === 'object' && stored !== null ? stored : {};
    await store.set(keyOf(traits), JSON.stringify({ ...before, ...Object.fromEntries(table) }));
  } catch {
    // No room or no right to keep it: tuned again next time.
  }
}

/**
 * Places the virtual buffers of a recorded step in as few bytes as it can: a slot whose tenant's life has ended takes
 * the next one. Slots are whole buffers, since WebGPU does not let one dispatch read and write the same buffer.
 */

export interface Lifetime {
  readonly bytes: number;
  /** First and last dispatch that uses it. */
  readonly first: number;
  readonly last: number;
}

export interface MemoryPlan {
  /** Slot of each lifetime, in the order given. */
  readonly slotOf: readonly number[];
  /** Bytes of each slot. The first ones are those given, unchanged. */
  readonly slots: readonly number[];
}

/**
 * Greedy, by first use, the larger tensor first: takes the smallest free slot that is large enough, else the largest
 * free slot that may still grow, else a new one.
 * @param existing Bytes of slots that exist already and cannot grow.
 */
export function planMemory(lifetimes: readonly Lifetime[], existing: readonly number[] = []): MemoryPlan {
  const slots = [...existing];
  const freeFrom = slots.map(() => -1);
  const slotOf = new Array<number>(lifetimes.length);
  const order = lifetimes
    .map((life, i) => ({ life, i }))
    .sort((a, b) => a.life.first - b.life.first || b.life.bytes - a.life.bytes);
  for (const { life, i } of order) {
    let fits = -1;
    let grows = -1;
    for (let s = 0; s < slots.length; s++) {
      if (freeFrom[s]! >= life.first) continue;
      if (slots[s]! >= life.bytes) {
        if (fits < 0 || slots[s]! < slots[fits]!) fits = s;
      } else if (s >= existing.length && (grows < 0 || slots[s]! > slots[grows]!)) {
        grows = s;
      }
    }
    const slot = fits >= 0 ? fits : grows >= 0 ? grows : slots.length;
    if (slot === slots.length) slots.push(0);
    slots[slot] = Math.max(slots[slot]!, life.bytes);
    freeFrom[slot] = life.last;
    slotOf[i] = slot;
  }
  return { slotOf, slots };
}

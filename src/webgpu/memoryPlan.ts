/**
 * Places the virtual buffers of a recorded step in as few bytes as it can: a slot whose tenant's life has ended takes
 * another one. Slots are whole buffers, since WebGPU does not let one dispatch read and write the same buffer.
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

/** True where none of the tenants lives at the same time. */
const isFree = (tenants: readonly Lifetime[], { first, last }: Lifetime): boolean =>
  tenants.every((t) => t.last < first || last < t.first);

/**
 * Greedy by size, as in Y. Pisarchyk and J. Lee, "Efficient Memory Management for Deep Neural Net Inference", arXiv
 * 2001.03288, section 4: the largest tensor is placed first, each in the smallest slot that is large enough and free during
 * its life, else in a new one. So a slot is as large as its first tenant, and no small tensor that lives long makes a
 * second large slot necessary.
 * @param existing Bytes of slots that exist already and cannot grow.
 */
export function planMemory(lifetimes: readonly Lifetime[], existing: readonly number[] = []): MemoryPlan {
  const slots = [...existing];
  const tenants: Lifetime[][] = slots.map(() => []);
  const slotOf = new Array<number>(lifetimes.length);
  const order = lifetimes
    .map((life, i) => ({ life, i }))
    .sort((a, b) => b.life.bytes - a.life.bytes || a.life.first - b.life.first);
  for (const { life, i } of order) {
    let slot = -1;
    for (let s = 0; s < slots.length; s++) {
      const better = slots[s]! >= life.bytes && (slot < 0 || slots[s]! < slots[slot]!);
      if (better && isFree(tenants[s]!, life)) slot = s;
    }
    if (slot < 0) {
      slot = slots.length;
      slots.push(life.bytes);
      tenants.push([]);
    }
    tenants[slot]!.push(life);
    slotOf[i] = slot;
  }
  return { slotOf, slots };
}

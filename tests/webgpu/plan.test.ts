/** Placing buffers and merging additions: pure book-keeping, no device. */
import { describe, expect, it } from 'vitest';
import { type Kernel, makeKernel, read, write } from '../../src/webgpu/kernel.ts';
import { type Lifetime, planMemory } from '../../src/webgpu/memoryPlan.ts';
import { mergeReductions } from '../../src/webgpu/mergeReductions.ts';
import { mergeAdditions, type Operand, type RecordedDispatch } from '../../src/webgpu/recorder.ts';

describe('planMemory', () => {
  it('gives the slot of a buffer whose life has ended to the next one', () => {
    const plan = planMemory([
      { bytes: 100, first: 0, last: 1 },
      { bytes: 80, first: 2, last: 3 },
    ]);
    expect(plan).toEqual({ slotOf: [0, 0], slots: [100] });
  });

  it('never lets two lives that meet share a slot, whatever the lives', () => {
    let seed = 5;
    const below = (n: number): number => {
      seed = (seed * 1664525 + 1013904223) >>> 0;
      return seed % n;
    };
    for (let round = 0; round < 200; round++) {
      const lives: Lifetime[] = Array.from({ length: 1 + below(30) }, () => {
        const first = below(40);
        return { bytes: 4 * (1 + below(50)), first, last: first + below(12) };
      });
      const existing = Array.from({ length: below(4) }, () => 4 * (1 + below(50)));
      const { slotOf, slots } = planMemory(lives, existing);
      expect(slots.slice(0, existing.length)).toEqual(existing);
      lives.forEach((a, i) => {
        expect(slots[slotOf[i] ?? -1]).toBeGreaterThanOrEqual(a.bytes);
        lives.forEach((b, j) => {
          if (i < j && a.first <= b.last && b.first <= a.last) expect(slotOf[i]).not.toBe(slotOf[j]);
        });
      });
    }
  });

  it('grows a free slot rather than adding one', () => {
    const plan = planMemory([
      { bytes: 10, first: 0, last: 0 },
      { bytes: 30, first: 1, last: 1 },
    ]);
    expect(plan.slots).toEqual([30]);
  });
});

const kernel = (name: string, inputs: string[], more: Partial<Kernel> = {}): Kernel =>
  makeKernel({
    name,
    body: '',
    workgroups: [1, 1, 1],
    flops: 0,
    bytes: 0,
    bindings: [...inputs.map((i) => read(i, 'array<f32>')), write('out', 'array<f32>')],
    ...more,
  });
const virtual = (): Operand => ({ virtual: { bytes: 4 } });

describe('mergeAdditions', () => {
  const isAddition = (k: Kernel): boolean => k.name === 'add';
  const withAddend = () => kernel('sum', ['x', 'addend']);

  it('lets the kernel that computes a term add the other one', () => {
    const [x, a, b, sum, y] = [virtual(), virtual(), virtual(), virtual(), virtual()];
    const list: RecordedDispatch[] = [
      { kernel: kernel('first', ['x']), operands: [x, a] },
      { kernel: kernel('gradient', ['x'], { withAddend }), operands: [x, b] },
      { kernel: kernel('add', ['a', 'b']), operands: [a, b, sum] },
      { kernel: kernel('use', ['sum']), operands: [sum, y] },
    ];
    const merged = mergeAdditions(list, isAddition);
    expect(merged.map((d) => d.kernel.name)).toEqual(['first', 'sum', 'use']);
    expect(merged[1]?.operands).toEqual([x, a, sum]);
  });

  it('leaves an addition alone whose terms are used elsewhere or come too late', () => {
    const [x, a, b, sum, y] = [virtual(), virtual(), virtual(), virtual(), virtual()];
    const gradient: RecordedDispatch = {
      kernel: kernel('gradient', ['x'], { withAddend }),
      operands: [x, b],
    };
    const add: RecordedDispatch = { kernel: kernel('add', ['a', 'b']), operands: [a, b, sum] };
    const first: RecordedDispatch = { kernel: kernel('first', ['x']), operands: [x, a] };
    const elsewhere: RecordedDispatch = { kernel: kernel('use', ['b']), operands: [b, y] };
    expect(mergeAdditions([first, gradient, elsewhere, add], isAddition)).toHaveLength(4);
    expect(mergeAdditions([gradient, first, add], isAddition)).toHaveLength(3);
  });
});

describe('mergeReductions', () => {
  const [w, z, dx, own, sums] = [virtual(), virtual(), virtual(), virtual(), virtual()];
  const withReduction = () => ({ kernel: kernel('both', ['w', 'dx', 'z']), chunks: 7 });
  const withChunks = (chunks: number) => kernel(`join ${chunks}`, ['partials']);
  const reduces = { mask: 'none', channels: 16 } as const;
  const forward: RecordedDispatch = { kernel: kernel('forward', ['w']), operands: [w, z] };
  const gradient: RecordedDispatch = {
    kernel: kernel('gradient', ['w'], { withReduction }),
    operands: [w, dx],
  };
  const reduce: RecordedDispatch = {
    kernel: kernel('reduce', ['dx', 'z'], { reduces }),
    operands: [dx, z, own],
  };
  const join: RecordedDispatch = {
    kernel: kernel('join', ['partials'], { withChunks }),
    operands: [own, sums],
  };

  it('lets the kernel that computes a gradient reduce it', () => {
    const merged = mergeReductions([forward, gradient, reduce, join], () => true);
    expect(merged.map((d) => d.kernel.name)).toEqual(['forward', 'both', 'join 7']);
    const parts: Operand = { virtual: { bytes: 4 * 7 * 2 * 16 } };
    expect(merged[1]?.operands).toEqual([w, dx, z, parts]);
    expect(merged[2]?.operands).toEqual([parts, sums]);
    expect(merged[1]?.operands[3]).toBe(merged[2]?.operands[0]);
  });

  it('leaves alone what comes too late, what is read elsewhere and what the device does not take', () => {
    expect(mergeReductions([gradient, forward, reduce, join], () => true)).toHaveLength(4);
    const elsewhere: RecordedDispatch = { kernel: kernel('use', ['partials']), operands: [own, virtual()] };
    expect(mergeReductions([forward, gradient, reduce, join, elsewhere], () => true)).toHaveLength(5);
    expect(mergeReductions([forward, gradient, reduce, join], () => false)).toHaveLength(4);
  });
});

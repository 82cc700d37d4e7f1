/** Softmax of rows: probabilities, however large the logits are. */
import { describe, expect, it } from 'vitest';
import { softmaxRows } from '../../src/nn/predictions.ts';

describe('softmaxRows', () => {
  it('takes each row by itself, and no row overflows', () => {
    const logits = Float32Array.of(0, 0, Math.log(2), 1000, 999, -1000);
    const [a, b, c, d, e, f] = softmaxRows(logits, 3);
    expect([a, b, c].map((x) => Number(x?.toFixed(6)))).toEqual([0.25, 0.25, 0.5]);
    expect(d).toBeCloseTo(Math.E / (1 + Math.E), 6);
    expect(e).toBeCloseTo(1 / (1 + Math.E), 6);
    expect(f).toBe(0);
  });

  it('leaves the logits as they are, and what is no number is none', () => {
    const logits = Float32Array.of(1, Number.NaN, 2, 3);
    const rows = softmaxRows(logits, 2);
    expect([...logits]).toEqual([1, Number.NaN, 2, 3]);
    expect(Number.isNaN(rows[0])).toBe(true);
    expect((rows[2] ?? 0) + (rows[3] ?? 0)).toBeCloseTo(1, 6);
  });
});

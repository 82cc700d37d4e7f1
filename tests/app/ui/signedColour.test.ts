import { describe, expect, it } from 'vitest';
import { signedBytes } from '../../../src/app/ui/signedColour.ts';

/** Lightness L* of CIELAB, worked out apart from OKLCH. */
function lightness(rgb: readonly number[]): number {
  const [r, g, b] = rgb.map((c) =>
    c / 255 <= 0.04045 ? c / 255 / 12.92 : ((c / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 116 * Math.cbrt(0.2126 * r! + 0.7152 * g! + 0.0722 * b!) - 16;
}

describe.each([false, true])('the ramp of either sign, dark %s', (dark) => {
  const at = (position: number) => signedBytes(position, dark);

  it('has grey at zero, and leaves it by lightness on either side, so that it reads without its hues', () => {
    const [red, green, blue] = at(0);
    expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThanOrEqual(1);
    for (const sign of [-1, 1]) {
      const steps = Array.from({ length: 11 }, (_, i) => lightness(at((sign * i) / 10)));
      const growth = steps.slice(1).map((value, i) => (dark ? 1 : -1) * (value - steps[i]!));
      expect(Math.min(...growth)).toBeGreaterThan(2);
      expect(Math.max(...growth)).toBeLessThan(10);
    }
  });

  it('tells the signs apart by hue: below zero it is blue, above it orange', () => {
    for (const size of [0.2, 0.5, 1]) {
      const [, , below] = at(-size);
      expect(below).toBeGreaterThan(at(-size)[0]);
      expect(at(size)[0]).toBeGreaterThan(at(size)[2]);
    }
  });

  it('has the colour of its end beyond the end', () => {
    expect(at(7)).toEqual(at(1));
    expect(at(-7)).toEqual(at(-1));
  });
});

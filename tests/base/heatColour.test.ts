import { describe, expect, it } from 'vitest';
import { heatColour, textOnHeat } from '../../src/base/heatColour.ts';

/** Relative luminance of a colour, as WCAG 2 defines it. */
function luminance(colour: string): number {
  const [r, g, b] = [1, 3, 5].map((i) => {
    const c = Number.parseInt(colour.slice(i, i + 2), 16) / 255;
    return c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * r! + 0.7152 * g! + 0.0722 * b!;
}

describe('the ramp', () => {
  it('grows steadily lighter, so that it reads without its hues', () => {
    /** Lightness L* of CIELAB, worked out apart from OKLCH. */
    const lightness = (colour: string) => 116 * Math.cbrt(luminance(colour)) - 16;
    const steps = Array.from({ length: 11 }, (_, i) => lightness(heatColour(i / 10)));
    const growth = steps.slice(1).map((value, i) => value - steps[i]!);
    expect(Math.min(...growth)).toBeGreaterThan(4);
    expect(Math.max(...growth)).toBeLessThan(10);
  });

  it('carries text that stands out by 4.5 at every place', () => {
    for (let i = 0; i <= 100; i++) {
      const [dark, light] = [heatColour(i / 100), textOnHeat(i / 100)].map(luminance).sort((a, b) => a - b);
      expect((light! + 0.05) / (dark! + 0.05), `${i} %`).toBeGreaterThanOrEqual(4.5);
    }
  });
});

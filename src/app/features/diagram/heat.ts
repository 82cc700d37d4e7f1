/** The heat of a block: a number of its training on a logarithmic scale, as a place on the page's ramp of colours (`base/heatColour.ts`). Pure. */

export const heatKinds = ['gradient', 'activation'] as const;
/** `gradient`: norm of the gradient of a block's parameters. `activation`: scale (RMS) of its output. */
export type HeatKind = (typeof heatKinds)[number];

/** Exponents of ten at the ends of a scale. */
export type HeatDomain = readonly [low: number, high: number];

/** No scale reaches further: what lies beyond is as good as nothing, or as good as infinite. */
const farthest = 9;

/**
 * The scale for some values: a decade to either side of 1, the usual size of a healthy block, so that its structure shows; wider,
 * by whole decades, only where a value lies beyond.
 */
export function heatDomainOf(values: readonly (number | undefined)[]): HeatDomain {
  const exponents = values
    .filter((value) => value !== undefined && value > 0 && Number.isFinite(value))
    .map((value) => Math.log10(value as number));
  return [
    Math.max(-farthest, Math.min(-1, ...exponents.map(Math.floor))),
    Math.min(farthest, Math.max(1, ...exponents.map(Math.ceil))),
  ];
}

/** 0…1 on the scale; what lies beyond an end is drawn as that end. Undefined where there is no number to draw. */
export function heatPosition(value: number | undefined, [low, high]: HeatDomain): number | undefined {
  if (value === undefined || Number.isNaN(value) || value < 0) return undefined;
  return Math.min(1, Math.max(0, (Math.log10(value) - low) / (high - low)));
}

/**
 * The colours of a run of blocks as at most `most` stripes, in order. A stripe of several blocks has the mean of
 * their positions, that is the geometric mean of their values.
 */
export function stripesOf(positions: readonly (number | undefined)[], most: number): (number | undefined)[] {
  const count = Math.max(1, Math.min(positions.length, Math.floor(most)));
  return Array.from({ length: count }, (_, i) => {
    const from = Math.floor((i * positions.length) / count);
    const to = Math.floor(((i + 1) * positions.length) / count);
    const known = positions.slice(from, to).filter((p) => p !== undefined);
    return known.length > 0 ? known.reduce((sum, p) => sum + p, 0) / known.length : undefined;
  });
}

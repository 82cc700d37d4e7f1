/**
 * The heat of a block: a number of its training on a logarithmic scale, as a colour. The ramp is even to the eye: it climbs
 * steadily in the lightness of OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020) from a dark
 * violet over teal to a light yellow, so that it reads without its hues too. d3-scale-chromatic has such a ramp, viridis, but its
 * package is one module that makes all its ramps when it is loaded: 11 kB before the first paint, and this file is 1. Pure.
 */

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

/** Lightness, chroma and hue (degrees) at even distances. */
const stops: readonly (readonly [number, number, number])[] = [
  [0.3, 0.09, 300],
  [0.45, 0.09, 255],
  [0.6, 0.09, 200],
  [0.75, 0.12, 155],
  [0.9, 0.14, 105],
];

/** From linear light to sRGB, 0…255. */
function encoded(linear: number): number {
  const c = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
}

function srgb(lightness: number, chroma: number, hue: number): [number, number, number] {
  const a = chroma * Math.cos((hue * Math.PI) / 180);
  const b = chroma * Math.sin((hue * Math.PI) / 180);
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3;
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3;
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3;
  return [
    encoded(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s),
    encoded(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s),
    encoded(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s),
  ];
}

/** The colour at a position of 0…1, as `#rrggbb`. */
export function heatColour(position: number): string {
  const at = Math.min(1, Math.max(0, position)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  const share = at - i;
  const mix = (k: 0 | 1 | 2) => stops[i]![k] * (1 - share) + stops[i + 1]![k] * share;
  return `#${srgb(mix(0), mix(1), mix(2))
    .map((c) => c.toString(16).padStart(2, '0'))
    .join('')}`;
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

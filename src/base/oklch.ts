/** Colours by OKLCH (Björn Ottosson, "A perceptual color space for image processing", 2020), whose lightness is even to the eye. Pure. */

/** Lightness, chroma and hue (degrees). */
export type Stop = readonly [lightness: number, chroma: number, hue: number];

/** sRGB, 0…255. */
export type Rgb = readonly [red: number, green: number, blue: number];

/** From linear light to sRGB, 0…255. */
function encoded(linear: number): number {
  const c = Math.min(1, Math.max(0, linear));
  return Math.round(255 * (c <= 0.0031308 ? 12.92 * c : 1.055 * c ** (1 / 2.4) - 0.055));
}

function srgb(lightness: number, chroma: number, hue: number): Rgb {
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

/** The colour at a position of 0…1 between stops at even distances. */
export function between(stops: readonly Stop[], position: number): Rgb {
  const at = Math.min(1, Math.max(0, position)) * (stops.length - 1);
  const i = Math.min(stops.length - 2, Math.floor(at));
  const share = at - i;
  const mix = (k: 0 | 1 | 2) => stops[i]![k] * (1 - share) + stops[i + 1]![k] * share;
  return srgb(mix(0), mix(1), mix(2));
}

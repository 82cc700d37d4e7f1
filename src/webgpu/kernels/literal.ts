/** A number as a WGSL f32 literal: a plain `1` would be a whole number there. */
export const literal = (value: number): string => `${Math.fround(value)}f`;

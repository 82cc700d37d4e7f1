/** Colours of classes can be told from their ground and from one another, also by eyes that lack one kind of cone. */
import { expect, it } from 'vitest';
import { grounds, inks } from '../../../../src/app/features/projection/colours.ts';

type Triple = [number, number, number];
const linear = (hex: string): Triple =>
  [1, 3, 5].map((i) => {
    const v = Number.parseInt(hex.slice(i, i + 2), 16) / 255;
    return v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  }) as Triple;
const apply = (m: readonly number[], [r, g, b]: Triple): Triple =>
  [0, 3, 6].map((i) => m[i]! * r + m[i + 1]! * g + m[i + 2]! * b) as Triple;
const lab = (rgb: Triple): Triple => {
  const cones = [
    0.4122214708, 0.5363325363, 0.0514459929, 0.2119034982, 0.6806995451, 0.1073969566, 0.0883024619,
    0.2817188376, 0.6299787005,
  ];
  const roots = apply(cones, rgb).map((x) => Math.cbrt(Math.max(0, x))) as Triple;
  return apply(
    [
      0.2104542553, 0.793617785, -0.0040720468, 1.9779984951, -2.428592205, 0.4505937099, 0.0259040371,
      0.7827717662, -0.808675766,
    ],
    roots,
  );
};
/** Machado, Oliveira and Fernandes 2009, for linear light: all cones, then without one kind of them. */
const eyes = {
  all: [1, 0, 0, 0, 1, 0, 0, 0, 1],
  protanopia: [0.152286, 1.052583, -0.204868, 0.114503, 0.786281, 0.099216, -0.003882, -0.048116, 1.051998],
  deuteranopia: [0.367322, 0.860646, -0.227968, 0.280085, 0.672501, 0.047413, -0.01182, 0.04294, 0.968881],
  tritanopia: [1.255528, -0.076749, -0.178779, -0.078411, 0.930809, 0.147602, 0.004733, 0.691367, 0.3039],
};
const luminance = (hex: string) => {
  const [r, g, b] = linear(hex);
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

it.each(['light', 'dark'] as const)('on a %s ground', (scheme) => {
  const { classes } = inks[scheme];
  expect(classes).toHaveLength(10);
  const ground = luminance(grounds[scheme]);
  for (const colour of classes) {
    const [low, high] = [luminance(colour), ground].sort((a, b) => a - b) as [number, number];
    expect((high + 0.05) / (low + 0.05), colour).toBeGreaterThan(3);
  }
  for (const [eye, matrix] of Object.entries(eyes)) {
    const seen = classes.map((colour) => lab(apply(matrix, linear(colour))));
    seen.forEach((a, i) => {
      for (const [j, b] of seen.slice(0, i).entries())
        expect(
          Math.hypot(a[0] - b[0], a[1] - b[1], a[2] - b[2]),
          `${eye}: ${classes[i]} ${classes[j]}`,
        ).toBeGreaterThan(0.085);
    });
  }
});

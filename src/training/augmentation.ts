/**
 * What the augmentations of a run are, in numbers: src/data/draws.ts draws them, the engines apply them on the device, and
 * exported projects repeat them. Pure.
 */

/** Five whole numbers a picture: crop shift y and x (−4…4), mirror (0 or 1), cutout centre y and x (−1 for none). */
export const drawsPerPicture = 5;
/** Pixels of black on each side before a random crop back to the picture's size (He et al. 2015). */
export const cropPadding = 4;
/** Side in pixels of the square that cutout paints over (DeVries & Taylor 2017 for CIFAR-10). */
export const cutoutSize = 16;
/** A coordinate of a cutout's centre that says: no cutout. */
export const noCutout = -1;

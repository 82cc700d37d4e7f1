/** How much of somebody's own data is read: whatever a file claims, memory and time stay bounded. */

/** Files of a folder or an archive. A picture each, they would be five times CIFAR-10. */
export const mostFiles = 300_000;
/** What one archive may unpack to, or one file of numbers may have; CIFAR-100 and the pixel tables of MNIST have a tenth of it. */
export const mostBytes = 2 ** 31;
/** Of a single picture file, a few of which are read at once. */
export const mostPictureBytes = 2 ** 26;
/** Decoding costs four bytes a pixel, whatever the file weighs. */
export const mostPixels = 100e6;
/** Pictures hardly shrink in an archive, and tables of their pixels to a tenth: what shrinks more is made to fill memories. */
export const mostRatio = 100;
/** Below this an archive may shrink as much as it likes. */
export const smallUnpacked = 2 ** 26;
/** Of pixels that were made, both splits together: 262,144 pictures of 32×32, 65,536 of 64×64. */
export const mostMadeBytes = 3 * 2 ** 28;
export const mostClasses = 1000;

export const megabytes = (bytes: number): number => Math.round(bytes / 2 ** 20);

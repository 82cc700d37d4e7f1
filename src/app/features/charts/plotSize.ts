/** Where the axes of every chart stand, in pixels: the same on all, so that cross-hairs are below one another. */
export const plotHeight = 220;
export const margin = { top: 6, right: 14, bottom: 0, left: 0 };
export const valueAxisWidth = 48;
export const placeAxisHeight = 24;

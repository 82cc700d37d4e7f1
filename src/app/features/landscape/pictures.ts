/** On how many pictures a point is measured: what a person can choose, of a data set that may have few. Pure. */

const counts = [64, 256, 1000] as const;

/** @param images Pictures of the split. */
export function pictureCounts(images: number): readonly number[] {
  const there = counts.filter((count) => count < images);
  return there.length === counts.length
    ? there
    : [...there, Math.min(images, counts[counts.length - 1] as number)];
}

/** A square picture made smaller the slow way: every source pixel into every result, by how much of it that covers. Not rounded. */

const overlap = (a: number, b: number, c: number, d: number): number =>
  Math.max(0, Math.min(b, d) - Math.max(a, c));

/** @param rgba from × from pixels of four bytes. @returns to × to pixels of three numbers. */
export function areaMeanOf(rgba: ArrayLike<number>, from: number, to: number): number[] {
  const side = from / to;
  const means: number[] = [];
  for (let v = 0; v < to; v++)
    for (let u = 0; u < to; u++)
      for (let c = 0; c < 3; c++) {
        let sum = 0;
        for (let y = Math.floor(v * side); y < Math.min(from, Math.ceil((v + 1) * side)); y++)
          for (let x = Math.floor(u * side); x < Math.min(from, Math.ceil((u + 1) * side)); x++)
            sum +=
              overlap(x, x + 1, u * side, (u + 1) * side) *
              overlap(y, y + 1, v * side, (v + 1) * side) *
              (rgba[4 * (y * from + x) + c] as number);
        means.push(sum / (side * side));
      }
  return means;
}

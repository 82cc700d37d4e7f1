/** A BMP of 24 bits, which no library here writes. */

/** @param height Negative for rows from above. @param rgb Row by row, from above. */
export function bmpOf(rgb: Uint8Array, width: number, height: number): Uint8Array {
  const rows = Math.abs(height);
  const stride = Math.ceil((width * 3) / 4) * 4;
  const file = new Uint8Array(54 + stride * rows);
  const view = new DataView(file.buffer);
  file.set([0x42, 0x4d]);
  view.setUint32(2, file.length, true);
  view.setUint32(10, 54, true);
  view.setUint32(14, 40, true);
  view.setInt32(18, width, true);
  view.setInt32(22, height, true);
  view.setUint16(26, 1, true);
  view.setUint16(28, 24, true);
  for (let y = 0; y < rows; y++)
    for (let x = 0; x < width; x++)
      for (let c = 0; c < 3; c++) {
        const row = height > 0 ? rows - 1 - y : y;
        file[54 + row * stride + 3 * x + c] = rgb[3 * (y * width + x) + 2 - c] as number;
      }
  return file;
}

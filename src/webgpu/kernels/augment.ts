/**
 * From bytes to normalised pictures with crop, mirror and cutout, in one pass: what src/nn/augment.ts does in many. A
 * thread a pixel. Reads the pictures packed four bytes a word and, with draws, five numbers a picture (drawsPerImage);
 * writes [N, S, S, 3] float32.
 */
import { cutoutSize, type Normalisation } from '../../nn/augment.ts';
import { drawsPerImage } from '../../nn/engine.ts';
import { type Kernel, makeKernel, range, read, write } from '../kernel.ts';
import { eachElement } from './elements.ts';

/** A literal that WGSL reads as the nearest float32. */
const float = (x: number): string => (Number.isInteger(x) ? `${x}.0` : `${x}`);

/** Bindings: pictures, draws (with draws only), pixels. */
export function augment(batch: number, size: number, { mean, std }: Normalisation, drawn: boolean): Kernel {
  const area = size * size;
  const source = drawn
    ? `let d = n * ${drawsPerImage}u;
  // The crop comes first, the mirror second: a mirrored picture reads its cropped columns from right to left.
  let iy = y + draws[d];
  let ix = select(x, ${size - 1} - x, draws[d + 2u] == 1) + draws[d + 1u];
  let inside = iy >= 0 && iy < ${size} && ix >= 0 && ix < ${size};
  let pixel = u32(clamp(iy, 0, ${size - 1}) * ${size} + clamp(ix, 0, ${size - 1}));
  let cy = draws[d + 3u];
  let cx = draws[d + 4u];
  let half = ${cutoutSize / 2};
  let cut = cy >= 0 && cx >= 0 && y >= cy - half && y < cy + half && x >= cx - half && x < cx + half;`
    : 'let pixel = place; let inside = true; let cut = false;';
  const channels = range(3).map((c) => {
    const scale = float(1 / (255 * (std[c] ?? 1)));
    const shift = float(-(mean[c] ?? 0) / (std[c] ?? 1));
    // Outside the picture is black before normalisation; what is cut out has the mean colour, 0 after it.
    return `pixels[i * 3u + ${c}u] = select(select(0.0, byte(start + ${c}u), inside) * ${scale} + ${shift}, 0.0, cut);`;
  });
  const { body, workgroups } = eachElement(
    batch * area,
    `let n = i / ${area}u;
  let place = i % ${area}u;
  let y = i32(place / ${size}u);
  let x = i32(place % ${size}u);
  ${source}
  let start = (n * ${area}u + pixel) * 3u;
  ${channels.join('\n  ')}`,
  );
  return makeKernel({
    name: 'augment',
    bindings: [
      read('pictures', 'array<u32>'),
      ...(drawn ? [read('draws', 'array<i32>')] : []),
      write('pixels', 'array<f32>'),
    ],
    body: `fn byte(at: u32) -> f32 { return f32((pictures[at / 4u] >> (8u * (at % 4u))) & 255u); }\n${body}`,
    workgroups,
    flops: 6 * batch * area,
    bytes: 15 * batch * area,
  });
}

/**
 * From bytes to normalised pictures with crop, mirror and cutout, in one pass: what src/nn/augment.ts does in many.
 *
 * A workgroup takes up to 256 pixels of one picture, a thread every 64th of them, so that the picture's draws are loaded
 * once a thread. A pixel's three bytes lie in two neighbouring words at most.
 *
 * Reads pictures, N·S·S·3 bytes packed four a word, and draws? [N, 5] (see drawsPerPicture). Writes pixels [N, S, S, 3].
 */
import type { Normalisation } from '../../nn/augment.ts';
import { cutoutSize, drawsPerPicture } from '../../training/augmentation.ts';
import { ceilDiv, flatWorkgroups, type Kernel, makeKernel, range, read, write } from '../kernel.ts';
import { literal } from './literal.ts';

const threads = 64;
const pixelsPerThread = 4;

/** Bindings: pictures, draws (with draws only), pixels. */
export function augment(batch: number, size: number, { mean, std }: Normalisation, drawn: boolean): Kernel {
  const area = size * size;
  const words = ceilDiv(batch * area * 3, 4);
  const block = threads * pixelsPerThread;
  const blocks = ceilDiv(area, block);
  const { workgroups, snippet } = flatWorkgroups(batch * blocks);
  const half = cutoutSize / 2;
  const draws = range(drawsPerPicture).map((i) => `draws[n * ${drawsPerPicture}u + ${i}u]`);
  const setUp = `let shift = vec2i(${draws[0]}, ${draws[1]});
  let mirror = ${draws[2]} == 1;
  let centre = vec2i(${draws[3]}, ${draws[4]});
  let cuts = all(centre >= vec2i(0));`;
  const source = `let y = i32(place / ${size}u);
    let x = i32(place % ${size}u);
    // The crop comes first, the mirror second: a mirrored picture reads its cropped columns from right to left.
    let origin = vec2i(y, select(x, ${size - 1} - x, mirror)) + shift;
    let inside = all(origin >= vec2i(0)) && all(origin < vec2i(${size}));
    let nearest = clamp(origin, vec2i(0), vec2i(${size - 1}));
    let source = u32(nearest.x * ${size} + nearest.y);
    let apart = vec2i(y, x) - centre;
    let cut = cuts && all(apart >= vec2i(-${half})) && all(apart < vec2i(${half}));`;
  const channels = range(3).map((c) => {
    const scale = literal(1 / (255 * (std[c] ?? 1)));
    const offset = literal(-(mean[c] ?? 0) / (std[c] ?? 1));
    const value = `f32((bytes >> ${8 * c}u) & 255u) * ${scale} + ${offset}`;
    // What is cut out has the mean colour, 0 after normalisation.
    return `pixels[to + ${c}u] = ${drawn ? `select(${value}, 0.0, cut)` : value};`;
  });
  return makeKernel({
    name: 'augment',
    bindings: [
      read('pictures', 'array<u32>'),
      ...(drawn ? [read('draws', 'array<i32>')] : []),
      write('pixels', 'array<f32>'),
    ],
    body: `${snippet}
// The three bytes from a byte's position on, in the low bits.
fn three_bytes(at: u32) -> u32 {
  let word = at / 4u;
  let shift = 8u * (at % 4u);
  let next = pictures[min(word + 1u, ${words - 1}u)];
  // Shifted in two steps: a shift by all 32 bits is none.
  return (pictures[word] >> shift) | ((next << 8u) << (24u - shift));
}

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) local: u32) {
  let flat = flat_workgroup(w);
  let n = flat / ${blocks}u;
  if (n >= ${batch}u) { return; }
  let start = flat % ${blocks}u * ${block}u;
  let end = min(start + ${block}u, ${area}u);
  ${drawn ? setUp : ''}
  for (var place = start + local; place < end; place += ${threads}u) {
    ${drawn ? source : 'let source = place;'}
    ${
      // Outside the picture is black before normalisation.
      drawn
        ? `let bytes = select(0u, three_bytes((n * ${area}u + source) * 3u), inside);`
        : `let bytes = three_bytes((n * ${area}u + source) * 3u);`
    }
    let to = (n * ${area}u + place) * 3u;
    ${channels.join('\n    ')}
  }
}
`,
    workgroups,
    flops: 6 * batch * area,
    bytes: 15 * batch * area,
  });
}

/**
 * Sums of squares over pieces of a flat buffer: what norms are made of. A workgroup takes one piece, its threads every
 * 64th vector, and thread 0 adds up what they have: always in the same order. Short pieces keep many workgroups busy and
 * the sums in float32 exact enough; whoever reads them adds them up in float64.
 *
 * Where the pieces lie is in a buffer, not in the code: one pipeline serves every tensor of every network.
 *
 * Reads values and pieces [P, 2]: first vector, and the one behind the last. Writes sums [P].
 */
import { InternalError } from '../../base/errors.ts';
import {
  ceilDiv,
  type Kernel,
  makeKernel,
  maxWorkgroupsPerDimension,
  range,
  read,
  readElements,
  write,
} from '../kernel.ts';
import { bytesPerElement, type Storage } from '../storage.ts';

const threads = 64;
/** Elements of a piece at most; a multiple of the four of a vector. */
const pieceElements = 16_384;

/** Piece by piece: first element, and the one behind the last. */
export type Pieces = readonly (readonly [start: number, end: number])[];

/** Cuts elements `start … end` into pieces. */
export const piecesOf = (start: number, end: number): Pieces =>
  range(ceilDiv(end - start, pieceElements)).map((i) => {
    const first = start + i * pieceElements;
    return [first, Math.min(first + pieceElements, end)];
  });

/** Whether vectors of four will do, or single elements are needed. */
const widthOf = (pieces: Pieces): 1 | 4 => (pieces.flat().every((at) => at % 4 === 0) ? 4 : 1);

/** The contents of the binding `pieces`. */
export function pieceTable(pieces: Pieces): Int32Array {
  const width = widthOf(pieces);
  return Int32Array.from(pieces.flat(), (at) => at / width);
}

/**
 * Bindings: values, pieces, sums.
 * @param storage How the values are stored.
 */
export function sumSquares(pieces: Pieces, storage: Storage = 'float32'): Kernel {
  if (pieces.length > maxWorkgroupsPerDimension)
    throw new InternalError(`${pieces.length} pieces are more than one dispatch can sum.`);
  const type = widthOf(pieces) === 4 ? 'vec4f' : 'f32';
  const square = type === 'vec4f' ? 'dot(value, value)' : 'value * value';
  const elements = pieces.reduce((sum, [start, end]) => sum + end - start, 0);
  return makeKernel({
    name: 'sum_squares',
    bindings: [
      readElements('values', type, storage),
      read('pieces', 'array<vec2u>'),
      write('sums', 'array<f32>'),
    ],
    body: `
var<workgroup> parts: array<f32, ${threads}>;

@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) index: u32) {
  let piece = pieces[w.x];
  var sum = 0.0;
  for (var i = piece.x + index; i < piece.y; i += ${threads}u) {
    let value = load_values(i);
    sum += ${square};
  }
  parts[index] = sum;
  workgroupBarrier();
  if (index != 0u) { return; }
  for (var i = 1u; i < ${threads}u; i++) { sum += parts[i]; }
  sums[w.x] = sum;
}
`,
    workgroups: [pieces.length, 1, 1],
    flops: 2 * elements,
    bytes: bytesPerElement(storage) * elements + 12 * pieces.length,
  });
}

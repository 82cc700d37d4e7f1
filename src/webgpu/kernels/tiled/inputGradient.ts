/**
 * dx of a convolution as an implicit matrix product in workgroup memory (see product.ts).
 *
 * Rows are input pixels of the whole batch, columns input channels, and the depth is (tap, output channel). With a
 * stride, a pixel meets only the taps of its own parity: pixels of one class of residues make one layer of the
 * dispatch with the taps of that class, so that no product with a skipped pixel is ever computed. A class without taps
 * writes zeros. Reads dy and the filter once a tile, along the output channels both; writes dx once.
 */
import { ceilDiv, type Kernel, makeKernel, range, readElements, write, writeElements } from '../../kernel.ts';
import {
  type ConvShape,
  convBytes,
  convBytesOf,
  convElements,
  convFlops,
  convStorage,
} from '../convShape.ts';
import { type MaskedGradient, normMask } from '../normMask.ts';
import type { ReluMask } from '../reluMask.ts';
import { sumReduction } from './columnReduction.ts';
import {
  type Access,
  elementType,
  fromQuads,
  fromScalars,
  guarded,
  inUnits,
  loadQuad,
  storeQuad,
} from './elements.ts';
import { nowhere } from './forward.ts';
import { loop, type Operand, rowTiles, tiledProduct, walkQuads } from './product.ts';
import { depthStep, type Tile, tileName } from './tile.ts';

/** Along one axis: the input positions i with (i + padding) mod stride = residue, and the taps that reach them. */
interface ResidueClass {
  readonly first: number;
  readonly positions: number;
  /** Tap residue + stride · t reaches output position `output` + p − t for the p-th position. */
  readonly taps: number;
  readonly output: number;
}

interface PixelClass {
  readonly y: ResidueClass;
  readonly x: ResidueClass;
}

function residueClass(s: ConvShape, size: number, residue: number): ResidueClass {
  const first = (((residue - s.padding) % s.stride) + s.stride) % s.stride;
  return {
    first,
    positions: Math.max(0, Math.ceil((size - first) / s.stride)),
    taps: Math.max(0, Math.ceil((s.kernel - residue) / s.stride)),
    output: (first + s.padding - residue) / s.stride,
  };
}

/** Bindings: dy [N, H', W', Co], filter [k, k, Ci, Co], dx [N, H, W, Ci]. */
export function tiledConvInputGradient(s: ConvShape, tile: Tile): Kernel {
  return { ...offered(s, tile, false), withAddend: () => offered(s, tile, true) };
}

/** The kernel with what it offers to do besides. Reductions take channels in fours. */
function offered(s: ConvShape, tile: Tile, addend: boolean): Kernel {
  const rows = s.batch * ceilDiv(s.inHeight, s.stride) * ceilDiv(s.inWidth, s.stride);
  const chunks = s.stride ** 2 * rowTiles(rows, tile);
  const kernel = inputGradient(s, tile, addend);
  if (s.inChannels % 4 !== 0) return kernel;
  return {
    ...kernel,
    withReduction: (mask) => ({ kernel: inputGradient(s, tile, addend, { mask, chunks }), chunks }),
  };
}

/** For the batch norm whose output x is: see normBackwardReduce. */
interface NormReduction {
  readonly mask: ReluMask;
  /** Tiles of rows. */
  readonly chunks: number;
}

function inputGradient(s: ConvShape, tile: Tile, addend: boolean, norm?: NormReduction): Kernel {
  const { batch, inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, kernel, stride } = s;
  const classes: PixelClass[] = range(stride).flatMap((y) =>
    range(stride).map((x) => ({ y: residueClass(s, inHeight, y), x: residueClass(s, inWidth, x) })),
  );
  const rowsOf = ({ y, x }: PixelClass): number => batch * y.positions * x.positions;
  const rows = Math.max(...classes.map(rowsOf));
  const step = depthStep(outChannels, tile.bk);
  const depth = inUnits(outChannels, outChannels);
  const ragged = outChannels % step !== 0;
  /** A figure of each class; the one number where all agree. */
  const figures = (of: (c: PixelClass) => number): number | readonly number[] => {
    const values = classes.map(of);
    const [first = 0] = values;
    return values.every((v) => v === first) ? first : values;
  };
  /** Declares a figure of the layer's class: a literal where all classes agree. */
  const declare = (name: string, of: (c: PixelClass) => number): string => {
    const values = figures(of);
    return typeof values === 'number'
      ? `let ${name} = ${values}u;\n`
      : `let ${name} = array<u32, ${values.length}>(${values.map((v) => `${v}u`).join(', ')})[layer];\n`;
  };
  const bound = (name: string, of: (c: PixelClass) => number): number | string => {
    const values = figures(of);
    return typeof values === 'number' ? values : name;
  };
  const start = (side: string): string => fromScalars(outChannels, `${side}_depth`);
  const quads = fromQuads(outChannels, 'quad');
  const a: Operand = {
    along: 'depth',
    setUp: (a) => `let ${a}_image = ${a}_at / (height * width);
let ${a}_pixel = ${a}_at % (height * width);
let ${a}_top = output_y + ${a}_pixel / width;
let ${a}_y = select(${nowhere}, ${a}_top, ${a}_at < rows);
let ${a}_x = output_x + ${a}_pixel % width;
let ${a}_first = ((${a}_image * ${outHeight}u + ${a}_top) * ${outWidth}u + ${a}_x) * ${depth}u + ${start(a)};`,
    load: (a) =>
      loadQuad(a, 'dy', outChannels, (plus) => ({
        guards: [
          `${a}_y - tap_y < ${outHeight}u`,
          `${a}_x - tap_x < ${outWidth}u`,
          ragged && `4u * quad + ${a}_depth${plus} < ${outChannels}u`,
        ],
        index: `${a}_first - back + ${quads}${plus}`,
      })),
  };
  const b: Operand = {
    along: 'depth',
    setUp: (b) => `let ${b}_first = ${b}_at * ${depth}u + ${start(b)};`,
    load: (b) =>
      loadQuad(b, 'weights', outChannels, (plus) => ({
        guards: [
          inChannels % tile.bn !== 0 && `${b}_at < ${inChannels}u`,
          ragged && `4u * quad + ${b}_depth${plus} < ${outChannels}u`,
        ],
        index: `tap + ${b}_first + ${quads}${plus}`,
      })),
  };
  const storage = convStorage(s);
  const type = elementType(inChannels);
  const masked = (mask: ReluMask, j: number): MaskedGradient =>
    normMask(mask, { type: 'vec4f', columns: inChannels / 4 }, storage.x, {
      column: `column_${j}`,
      suffix: `_${j}`,
    });
  /** Declares what belongs to the thread's j-th quad of columns; beyond the last, whatever is there. */
  const maskedColumn = (mask: ReluMask, n: string, j: number): string =>
    `let column_${j} = min((${n}) / 4u, ${inChannels / 4 - 1}u);\n${masked(mask, j).declarations}`;
  const { body, workgroups } = tiledProduct({
    tile,
    step,
    rows,
    columns: inChannels,
    layers: classes.length,
    a,
    b,
    // Where the tile is reduced, one without rows has sums too: none.
    begin: `${declare('rows', rowsOf)}${norm ? '' : 'if (tile_a >= rows) { return; }\n'}\
${declare('height', ({ y }) => y.positions)}${declare('width', ({ x }) => x.positions)}\
${declare('first_y', ({ y }) => y.first)}${declare('first_x', ({ x }) => x.first)}\
${declare('output_y', ({ y }) => y.output)}${declare('output_x', ({ x }) => x.output)}\
${declare('taps_y', ({ y }) => y.taps)}${declare('taps_x', ({ x }) => x.taps)}`,
    walk: (body) =>
      loop(
        'tap_y',
        bound('taps_y', ({ y }) => y.taps),
        1,
        loop(
          'tap_x',
          bound('taps_x', ({ x }) => x.taps),
          1,
          `let back = (tap_y * ${outWidth}u + tap_x) * ${depth}u;
let tap = ((layer / ${stride}u + tap_y * ${stride}u) * ${kernel}u + layer % ${stride}u + tap_x * ${stride}u) * ${inChannels * depth}u;
${walkQuads(outChannels, step, body)}`,
        ),
      ),
    row: (m) => `let image = ${m} / (height * width);
let pixel = ${m} % (height * width);
let y = first_y + pixel / width * ${stride}u;
let x = first_x + pixel % width * ${stride}u;
let to = ((image * ${inHeight}u + y) * ${inWidth}u + x) * ${inUnits(inChannels, inChannels)}u;`,
    store: (_, n, value, j) => {
      const access = (plus: string): Access => ({
        guards: [inChannels % tile.bn !== 0 && `${n}${plus} < ${inChannels}u`],
        index: `to + ${fromScalars(inChannels, n)}${plus}`,
      });
      if (!norm) return storeQuad(value, 'dx', inChannels, access, addend ? 'addend' : undefined);
      const { guards, index } = access('');
      const statements = `let at = ${index};
let value = ${value}${addend ? ' + load_addend(at)' : ''};
store_dx(at, value);
let centred = load_z(at) - mean_${j};
let g = ${masked(norm.mask, j).gradient('at', 'centred', 'value')};
first_${j} += g;
second_${j} += g * centred * inverse_${j};`;
      return guarded(statements, guards);
    },
    ...(norm ? { reduction: sumReduction((n, j) => maskedColumn(norm.mask, n, j)) } : {}),
  });
  return makeKernel({
    name: `conv_input_gradient_tiled_${tileName(tile)}${addend ? '_add' : ''}${norm ? '_reduce' : ''}`,
    bindings: [
      readElements('dy', elementType(outChannels), storage.y),
      readElements('weights', elementType(outChannels), storage.filter),
      ...(addend ? [readElements('addend', type, storage.x)] : []),
      writeElements('dx', type, storage.x),
      // Without dy, which is dx here.
      ...(norm ? [...masked(norm.mask, 0).bindings.slice(1), write('partials', 'array<f32>')] : []),
    ],
    body,
    workgroups,
    flops: convFlops(s) + ((addend ? 1 : 0) + (norm ? 5 : 0)) * convElements(s).x,
    bytes:
      convBytes(s) +
      ((addend ? 1 : 0) + (norm ? 1 : 0) + (norm?.mask === 'y' ? 1 : 0)) * convBytesOf(s).x +
      8 * (norm?.chunks ?? 0) * inChannels,
  });
}

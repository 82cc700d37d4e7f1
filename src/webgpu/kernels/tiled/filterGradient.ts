/**
 * dfilter of a convolution as an implicit matrix product in workgroup memory (see product.ts).
 *
 * Rows are (tap, input channel) in the filter's own order, columns output channels, and the depth is the output pixels
 * of the whole batch, cut into `splits` slices that are layers of the dispatch: the filter alone is too small to fill a
 * device. Slices are summed by filterGradientReduce.ts, in a fixed order. A thread's rows stay the same all along, so
 * taps are taken apart once; pixels are stepped with carries instead of divisions.
 */
import { ceilDiv, type Kernel, makeKernel, readElements, writeElements } from '../../kernel.ts';
import { type ConvShape, convFlops, convStorage, filterGradientBytes } from '../convShape.ts';
import { elementType, fromScalars, inUnits, loadQuad, storeQuad } from './elements.ts';
import { nowhere } from './forward.ts';
import { loop, type Operand, tiledProduct } from './product.ts';
import { type Tile, tileName } from './tile.ts';

/** Bindings: x [N, H, W, Ci], dy [N, H', W', Co], partial sums [splits, k, k, Ci, Co] (with one split the gradient). */
export function tiledConvFilterGradient(s: ConvShape, tile: Tile, splits: number): Kernel {
  const { inHeight, inWidth, inChannels, outHeight, outWidth, outChannels, kernel, stride, padding } = s;
  const pixels = s.batch * outHeight * outWidth;
  const rows = kernel * kernel * inChannels;
  const step = Math.min(tile.bk, 4 * ceilDiv(pixels, 4));
  const slice = ceilDiv(ceilDiv(pixels, splits), step) * step;
  const ragged = splits * slice !== pixels;
  const width = inUnits(outChannels, outChannels);
  const line = inUnits(inChannels, inWidth * inChannels);
  const pixelUnits = inUnits(inChannels, inChannels);
  const units = inChannels % 4 === 0 ? [''] : ['', ' + 1u', ' + 2u', ' + 3u'];
  const image = outHeight * outWidth;
  // One step of pixels is so many pictures, rows and pixels.
  const [pictures, down, right] = [
    Math.floor(step / image),
    Math.floor((step % image) / outWidth),
    step % outWidth,
  ];

  /** The number in the names of a unit's own variables. */
  const nth = (plus: string): number => units.indexOf(plus);
  const a: Operand = {
    along: 'across',
    setUp: (a) => `${units
      .map(
        (plus, j) => `let ${a}_tap${j} = (${a}_at${plus}) / ${inChannels}u;
let ${a}_channel${j} = (${a}_at${plus}) % ${inChannels}u;
let ${a}_y${j} = select(${nowhere}, ${a}_tap${j} / ${kernel}u - ${padding}u, ${a}_at${plus} < ${rows}u);
let ${a}_x${j} = (${a}_tap${j} % ${kernel}u - ${padding}u) * ${pixelUnits}u + ${fromScalars(inChannels, `${a}_channel${j}`)};
`,
      )
      .join('')}var ${a}_left = layer * ${slice}u + ${a}_depth;
var ${a}_image = ${a}_left / ${image}u * ${inHeight}u;
var ${a}_oy = ${a}_left % ${image}u / ${outWidth}u * ${stride}u;
var ${a}_ox = ${a}_left % ${outWidth}u * ${stride * pixelUnits}u;`,
    load: (a) =>
      loadQuad(a, 'x', inChannels, (plus) => {
        const j = nth(plus);
        return {
          guards: [
            ragged && `${a}_left < ${pixels}u`,
            `${a}_oy + ${a}_y${j} < ${inHeight}u`,
            `${a}_ox + ${a}_x${j} < ${line}u`,
          ],
          index: `(${a}_image + ${a}_oy + ${a}_y${j}) * ${line}u + ${a}_ox + ${a}_x${j}`,
        };
      }),
    advance: (a) => `${a}_left += ${step}u;
${a}_image += ${pictures * inHeight}u;
${a}_oy += ${down * stride}u;
${a}_ox += ${right * stride * pixelUnits}u;
if (${a}_ox >= ${outWidth * stride * pixelUnits}u) { ${a}_ox -= ${outWidth * stride * pixelUnits}u; ${a}_oy += ${stride}u; }
if (${a}_oy >= ${outHeight * stride}u) { ${a}_oy -= ${outHeight * stride}u; ${a}_image += ${inHeight}u; }
`,
  };
  const b: Operand = {
    along: 'across',
    setUp: (b) => `var ${b}_left = layer * ${slice}u + ${b}_depth;
let ${b}_first = ${fromScalars(outChannels, `${b}_at`)};`,
    load: (b) =>
      loadQuad(b, 'dy', outChannels, (plus) => ({
        guards: [
          outChannels % tile.bn !== 0 && `${b}_at${plus} < ${outChannels}u`,
          ragged && `${b}_left < ${pixels}u`,
        ],
        index: `${b}_left * ${width}u + ${b}_first${plus}`,
      })),
    advance: (b) => `${b}_left += ${step}u;\n`,
  };
  const { body, workgroups } = tiledProduct({
    tile,
    step,
    rows,
    columns: outChannels,
    layers: splits,
    a,
    b,
    walk: (body) => loop('i', slice / step, 1, body),
    row: (m) => `let to = (layer * ${rows}u + ${m}) * ${width}u;`,
    store: (_, n, value) =>
      storeQuad(value, 'partials', outChannels, (plus) => ({
        guards: [outChannels % tile.bn !== 0 && `${n}${plus} < ${outChannels}u`],
        index: `to + ${fromScalars(outChannels, n)}${plus}`,
      })),
  });
  const storage = convStorage(s);
  return makeKernel({
    name: `conv_filter_gradient_tiled_${tileName(tile)}_${splits}`,
    bindings: [
      readElements('x', elementType(inChannels), storage.x),
      readElements('dy', elementType(outChannels), storage.y),
      writeElements('partials', elementType(outChannels)),
    ],
    body,
    workgroups,
    flops: convFlops(s),
    bytes: filterGradientBytes(s, splits),
  });
}

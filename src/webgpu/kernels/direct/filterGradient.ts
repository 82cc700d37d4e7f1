/**
 * Gradient of a convolution by its filter, for devices whose subgroups all have one size.
 *
 * dW[ky, kx, ci, co] = Σ over pixels of x · dy: small outputs, a very long sum. A workgroup is one subgroup. Its lanes
 * hold `outVectors` output channels each; the input channels of a pixel are loaded by the lanes side by side and
 * broadcast in turn. Halves are loaded by words, two or four neighbouring channels a lane. Along a row, a loaded column
 * of x serves all taps that see it. The sum over pixels is cut into `slices` of whole rows, whose partial sums
 * filterGradientReduce adds in a fixed order.
 */
import {
  ceilDiv,
  flatWorkgroups,
  type Kernel,
  makeKernel,
  range,
  readElements,
  write,
} from '../../kernel.ts';
import type { Elements, Storage } from '../../storage.ts';
import { type ConvShape, convFlops, convStorage, filterGradientBytes } from '../convShape.ts';

export interface DirectFilterTiling {
  /** Lanes of a subgroup, exactly. */
  readonly lanes: number;
  /** Vectors of `lanes` output channels a workgroup computes. */
  readonly outVectors: number;
  /** Vectors of `lanes` input channels a workgroup computes. */
  readonly inVectors: number;
  /** Neighbouring pixels of a row that are summed without a loop. */
  readonly pixels: number;
  readonly slices: number;
}

/** How a workgroup's vectors of `lanes` channels lie in a tensor. */
interface Vectors {
  readonly type: Elements['type'];
  /** Neighbouring channels that a lane loads at once. */
  readonly width: number;
  /** Loads a lane. */
  readonly loads: number;
  /** WGSL of the channel of vector `i` in a lane, from the workgroup's first on. */
  readonly channel: (i: number, lane: string) => string;
  /** WGSL of vector `i`, where load `l` is called `<name>_l`. */
  readonly part: (name: string, i: number) => string;
}

/** Halves share words, so that loading them one by one would take as many loads as float32. */
function vectorsOf(count: number, lanes: number, storage: Storage): Vectors {
  const width = storage === 'float32' ? 1 : count % 4 === 0 ? 4 : count % 2 === 0 ? 2 : 1;
  return {
    type: width === 4 ? 'vec4f' : width === 2 ? 'vec2f' : 'f32',
    width,
    loads: count / width,
    channel: (i, lane) =>
      width === 1
        ? `${i * lanes}u + ${lane}`
        : `(${Math.floor(i / width) * lanes}u + ${lane}) * ${width}u + ${i % width}u`,
    part: (name, i) =>
      width === 1 ? `${name}_${i}` : `${name}_${Math.floor(i / width)}.${'xyzw'[i % width]}`,
  };
}

/** Bindings: x (NHWC), dy (NHWC), partials [slices, k, k, Ci, Co] (the gradient itself where slices is 1). */
export function directFilterGradient(s: ConvShape, t: DirectFilterTiling): Kernel {
  const { kernel: k, stride, padding, inChannels, outChannels } = s;
  const { lanes, outVectors, inVectors, slices } = t;
  const pixels = Math.min(t.pixels, s.outWidth);
  const rows = s.batch * s.outHeight;
  const perSlice = ceilDiv(rows, slices);
  const outBlocks = ceilDiv(outChannels, lanes * outVectors);
  const inBlocks = ceilDiv(inChannels, lanes * inVectors);
  const groups = slices * outBlocks * inBlocks;
  const { workgroups, snippet } = flatWorkgroups(groups);
  const columns = [...new Set(range(pixels).flatMap((p) => range(k).map((x) => p * stride + x)))].sort(
    (a, b) => a - b,
  );
  const whole = s.outWidth % pixels === 0;
  const inExact = inChannels % (lanes * inVectors) === 0;
  const outExact = outChannels % (lanes * outVectors) === 0;
  // Input lanes that exist in each vector of a block; a network's first layer has three.
  const storage = convStorage(s);
  const [ins, outs] = [vectorsOf(inVectors, lanes, storage.x), vectorsOf(outVectors, lanes, storage.y)];
  const inLanes = Math.min(lanes, inBlocks === 1 ? ceilDiv(inChannels, ins.width) : lanes);

  const loads: string[] = [];
  for (const p of range(pixels)) {
    for (const o of range(outs.loads)) {
      const load = `load_dy((out_row + column + ${p}u) * ${outChannels / outs.width}u + co_${o})`;
      const guarded = whole
        ? load
        : `select(${outs.type}(), ${load.replace(`column + ${p}u`, `min(column + ${p}u, ${s.outWidth - 1}u)`)}, column + ${p}u < ${s.outWidth}u)`;
      loads.push(`let d${p}_${o} = ${guarded};`);
    }
  }
  const reach = (ceilDiv(s.outWidth, pixels) * pixels - 1) * stride + k - 1 - padding;
  const bounded = padding > 0 || reach >= s.inWidth;
  for (const c of columns) {
    const at = `i32(column * ${stride}u) + ${c - padding}`;
    for (const i of range(ins.loads)) {
      const load = (column: string): string =>
        `load_x((in_row + u32(${column})) * ${inChannels / ins.width}u + ci_${i})`;
      loads.push(
        bounded
          ? `let x${c}_${i} = select(${ins.type}(), ${load(`clamp(${at}, 0, ${s.inWidth - 1})`)}, (${at}) >= 0 && (${at}) < ${s.inWidth});`
          : `let x${c}_${i} = ${load(at)};`,
      );
    }
  }
  const sums: string[] = [];
  for (const c of columns) {
    const users = range(pixels).flatMap((p) =>
      range(k)
        .filter((x) => p * stride + x === c)
        .map((x) => ({ p, x })),
    );
    for (const i of range(inVectors)) {
      for (const lane of range(inLanes)) {
        const terms = users.flatMap(({ p, x }) =>
          range(outVectors).map(
            (o) => `a${x}_${i}_${lane}_${o} = fma(b, ${outs.part(`d${p}`, o)}, a${x}_${i}_${lane}_${o});`,
          ),
        );
        sums.push(`{ let b = subgroupBroadcast(${ins.part(`x${c}`, i)}, ${lane}u); ${terms.join(' ')} }`);
      }
    }
  }
  const each = range(k).flatMap((x) =>
    range(inVectors).flatMap((i) =>
      range(inLanes).flatMap((l) => range(outVectors).map((o) => ({ x, i, l, o }))),
    ),
  );
  const stores = each.map(({ x, i, l, o }) => {
    const ci = `(ci_first + ${ins.channel(i, `${l}u`)})`;
    const co = `co_first + ${outs.channel(o, 'lane')}`;
    const guards = [inExact ? '' : `${ci} < ${inChannels}u`, outExact ? '' : `${co} < ${outChannels}u`]
      .filter(Boolean)
      .join(' && ');
    const store = `partials[((slice * ${k}u + ky) * ${k}u + ${x}u) * ${inChannels * outChannels}u + ${ci} * ${outChannels}u + ${co}] = a${x}_${i}_${l}_${o};`;
    return guards ? `if (${guards}) { ${store} }` : store;
  });

  /** Where a lane's loads are, in units of a load. */
  const loadIndices = (name: string, { loads: count, width }: Vectors, channels: number): string =>
    range(count)
      .map((l) => {
        const first = width === 1 ? `${name}_first` : `${name}_first / ${width}u`;
        return `let ${name}_${l} = min(${first} + ${l * lanes}u + lane, ${channels / width - 1}u);`;
      })
      .join(' ');

  const body = `${snippet}@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let flat = flat_workgroup(w);
  if (flat >= ${groups}u) { return; }
  let slice = flat % ${slices}u;
  let co_first = (flat / ${slices}u % ${outBlocks}u) * ${lanes * outVectors}u;
  let ci_first = (flat / ${slices * outBlocks}u) * ${lanes * inVectors}u;
  let ky = w.z;
  // Compilers do not know that this is a constant and leave the loop alone: unrolled, it takes seconds to compile.
  let width = min(${s.outWidth}u, arrayLength(&dy));
  ${loadIndices('co', outs, outChannels)}
  ${loadIndices('ci', ins, inChannels)}
  ${each.map(({ x, i, l, o }) => `var a${x}_${i}_${l}_${o} = 0.0;`).join(' ')}
  let last = min((slice + 1u) * ${perSlice}u, ${rows}u);
  for (var row = slice * ${perSlice}u; row < last; row++) {
    let iy = i32((row % ${s.outHeight}u) * ${stride}u + ky) - ${padding};
    if (iy >= 0 && iy < ${s.inHeight}) {
      let in_row = (row / ${s.outHeight}u * ${s.inHeight}u + u32(iy)) * ${s.inWidth}u;
      let out_row = row * ${s.outWidth}u;
      for (var column = 0u; column < width; column += ${pixels}u) {
        ${loads.join('\n        ')}
        ${sums.join('\n        ')}
      }
    }
  }
  ${stores.join('\n  ')}
}\n`;
  return makeKernel({
    name: 'conv_filter_gradient',
    enable: ['subgroups'],
    bindings: [
      readElements('x', ins.type, storage.x),
      readElements('dy', outs.type, storage.y),
      write('partials', 'array<f32>'),
    ],
    body,
    workgroups: [workgroups[0], workgroups[1], k],
    flops: convFlops(s),
    bytes: filterGradientBytes(s, slices),
  });
}

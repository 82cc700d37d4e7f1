/**
 * Gradient of a convolution by its filter, for devices whose subgroups all have one size.
 *
 * dW[ky, kx, ci, co] = Σ over pixels of x · dy: small outputs, a very long sum. A workgroup is one subgroup. Its lanes
 * hold `outVectors` output channels each; the input channels of a pixel are loaded by the lanes side by side and
 * broadcast in turn. Along a row, a loaded column of x serves all taps that see it. The sum over pixels is cut into
 * `slices` of whole rows, whose partial sums filterGradientReduce adds in a fixed order.
 */
import { ceilDiv, flatWorkgroups, type Kernel, makeKernel, range, read, write } from '../../kernel.ts';
import { type ConvShape, convBytes, convElements, convFlops } from '../convShape.ts';

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
  const inLanes = Math.min(lanes, inBlocks === 1 ? inChannels : lanes);

  const loads: string[] = [];
  for (const p of range(pixels)) {
    for (const o of range(outVectors)) {
      const load = `dy[(out_row + column + ${p}u) * ${outChannels}u + co_${o}]`;
      const guarded = whole
        ? load
        : `select(0.0, ${load.replace(`column + ${p}u`, `min(column + ${p}u, ${s.outWidth - 1}u)`)}, column + ${p}u < ${s.outWidth}u)`;
      loads.push(`let d${p}_${o} = ${guarded};`);
    }
  }
  const reach = (ceilDiv(s.outWidth, pixels) * pixels - 1) * stride + k - 1 - padding;
  const bounded = padding > 0 || reach >= s.inWidth;
  for (const c of columns) {
    const at = `i32(column * ${stride}u) + ${c - padding}`;
    for (const i of range(inVectors)) {
      const load = (column: string): string => `x[(in_row + u32(${column})) * ${inChannels}u + ci_${i}]`;
      loads.push(
        bounded
          ? `let x${c}_${i} = select(0.0, ${load(`clamp(${at}, 0, ${s.inWidth - 1})`)}, (${at}) >= 0 && (${at}) < ${s.inWidth});`
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
            (o) => `a${x}_${i}_${lane}_${o} = fma(b, d${p}_${o}, a${x}_${i}_${lane}_${o});`,
          ),
        );
        sums.push(`{ let b = subgroupBroadcast(x${c}_${i}, ${lane}u); ${terms.join(' ')} }`);
      }
    }
  }
  const each = range(k).flatMap((x) =>
    range(inVectors).flatMap((i) =>
      range(inLanes).flatMap((l) => range(outVectors).map((o) => ({ x, i, l, o }))),
    ),
  );
  const stores = each.map(({ x, i, l, o }) => {
    const ci = `(ci_first + ${i * lanes + l}u)`;
    const guards = [
      inExact ? '' : `${ci} < ${inChannels}u`,
      outExact ? '' : `co_first + ${o * lanes}u + lane < ${outChannels}u`,
    ]
      .filter(Boolean)
      .join(' && ');
    const store = `partials[((slice * ${k}u + ky) * ${k}u + ${x}u) * ${inChannels * outChannels}u + ${ci} * ${outChannels}u + co_first + ${o * lanes}u + lane] = a${x}_${i}_${l}_${o};`;
    return guards ? `if (${guards}) { ${store} }` : store;
  });

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
  ${range(outVectors)
    .map((o) => `let co_${o} = min(co_first + ${o * lanes}u + lane, ${outChannels - 1}u);`)
    .join(' ')}
  ${range(inVectors)
    .map((i) => `let ci_${i} = min(ci_first + ${i * lanes}u + lane, ${inChannels - 1}u);`)
    .join(' ')}
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
    bindings: [read('x', 'array<f32>'), read('dy', 'array<f32>'), write('partials', 'array<f32>')],
    body,
    workgroups: [workgroups[0], workgroups[1], k],
    flops: convFlops(s),
    bytes: convBytes(s) + 4 * (slices - 1) * convElements(s).filter,
  });
}

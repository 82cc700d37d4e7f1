/**
 * Dynamic loss scaling (Micikevicius et al. 2018, arXiv:1710.03740), for feature maps stored as halves: gradients of the
 * loss are multiplied by a power of two, so that small ones do not vanish below the least half, 2⁻²⁴. Gradients of
 * weights are divided by it before anybody reads them. Where one of them is not finite, a half has overflowed: the step
 * moves nothing, and the next one has half the scale. After many steps without overflow the scale doubles.
 *
 * All of it stays on the device, in `scaling`: see `scalingFields`. No step waits for the host.
 */
import { ceilDiv, type Kernel, makeKernel, read, update, write } from '../kernel.ts';

/** Order of the float32 values of `scaling`. */
export const scalingFields = [
  /** What the loss is multiplied by: a power of two. */
  'scale',
  /** 1 where the last step overflowed, which the optimizer then skips. */
  'overflow',
  /** Steps since the scale has changed. */
  'steady',
  /** Steps skipped in all. */
  'skipped',
] as const;

/** WGSL of a field of the binding `scaling`. */
const field = (name: (typeof scalingFields)[number]): string => `scaling[${scalingFields.indexOf(name)}]`;

/** WGSL condition that holds where the optimizer must skip the step; needs the binding `scaling`. */
export const overflowed = `${field('overflow')} > 0.0`;

/** Steps without overflow after which the scale doubles. */
export const steadySteps = 1000;
const largestScale = 2 ** 24;

const threads = 64;
const vectorsPerThread = 8;
const mostWorkgroups = 256;

/** Threads of `unscale`, each of which leaves one sign of overflow. */
export const unscaleThreads = (count: number): number =>
  threads * Math.min(mostWorkgroups, ceilDiv(count / 4, threads * vectorsPerThread));

/**
 * Divides gradients by the scale and looks for what is not finite. Exponents are looked at as bits: compilers may take
 * for granted that no value is infinite.
 *
 * Bindings: scaling, gradients [count], a multiple of 4, signs [unscaleThreads(count)]: 1 where a thread saw an overflow.
 */
export function unscale(count: number): Kernel {
  const all = unscaleThreads(count);
  return makeKernel({
    name: 'unscale',
    bindings: [
      read('scaling', 'array<f32>'),
      update('gradients', 'array<vec4f>'),
      write('signs', 'array<f32>'),
    ],
    body: `@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) local: u32) {
  let thread = w.x * ${threads}u + local;
  let inverse = 1.0 / ${field('scale')};
  var over = vec4<bool>();
  for (var i = thread; i < ${count / 4}u; i += ${all}u) {
    let g = gradients[i];
    let exponent = bitcast<vec4u>(g) & vec4u(0x7f800000u);
    over = over | (exponent == vec4u(0x7f800000u));
    gradients[i] = g * inverse;
  }
  signs[thread] = select(0.0, 1.0, any(over));
}
`,
    workgroups: [all / threads, 1, 1],
    flops: count,
    bytes: 8 * count,
  });
}

/**
 * Joins the signs of one window of the gradients with those of the windows before, and after the last one moves the
 * scale. One workgroup.
 *
 * Bindings: signs [count], scaling.
 */
export function moveScale(count: number, { first, last }: { first: boolean; last: boolean }): Kernel {
  const move = `if (over) {
      ${field('scale')} = max(${field('scale')} * 0.5, 1.0);
      ${field('steady')} = 0.0;
      ${field('skipped')} += 1.0;
    } else if (${field('steady')} >= ${steadySteps - 1}.0) {
      ${field('scale')} = min(${field('scale')} * 2.0, ${largestScale}.0);
      ${field('steady')} = 0.0;
    } else {
      ${field('steady')} += 1.0;
    }`;
  return makeKernel({
    name: 'move_scale',
    bindings: [read('signs', 'array<f32>'), update('scaling', 'array<f32>')],
    body: `var<workgroup> parts: array<f32, ${threads}>;

@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) index: u32) {
  var sum = 0.0;
  for (var i = index; i < ${count}u; i += ${threads}u) { sum += signs[i]; }
  parts[index] = sum;
  workgroupBarrier();
  if (index == 0u) {
    for (var i = 1u; i < ${threads}u; i++) { sum += parts[i]; }
    let over = sum > 0.0${first ? '' : ` || ${overflowed}`};
    ${field('overflow')} = select(0.0, 1.0, over);
    ${last ? move : ''}
  }
}
`,
    workgroups: [1, 1, 1],
    flops: count,
    bytes: 4 * count,
  });
}

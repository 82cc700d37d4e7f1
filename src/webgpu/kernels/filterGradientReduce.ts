/**
 * Sums the slices of a filter gradient: gradient[i] = Σ_s partials[s, i], in an order that is fixed by the shape.
 *
 * Neighbouring elements (vec4 where the count is a multiple of 4) times `lanes` groups of slices a workgroup;
 * each thread sums every lanes-th slice, then the groups are added pairwise in workgroup memory. Reads every partial
 * sum once, writes the gradient once.
 */
import { ceilDiv, flatWorkgroups, type Kernel, makeKernel, range, read, write } from '../kernel.ts';

const mostThreads = 256;
/** Elements side by side, with which reads stay whole; fewer where hundreds of slices make for long sums of few elements. */
const [columns, fewColumns] = [16, 4];

/** Bindings: partials [splits, count], gradient [count]. */
export function filterGradientReduce(count: number, splits: number): Kernel {
  const vector = count % 4 === 0;
  const type = vector ? 'vec4f' : 'f32';
  const elements = vector ? count / 4 : count;
  // Four slices a thread or more, as a power of 2 of threads.
  const wanted = 2 ** Math.max(0, Math.floor(Math.log2(splits / 4)));
  const lanes = Math.min(mostThreads / (wanted < mostThreads / fewColumns ? columns : fewColumns), wanted);
  const threads = Math.min(mostThreads, columns * Math.max(lanes, 4));
  const width = threads / lanes;
  const groups = ceilDiv(elements, width);
  const { workgroups, snippet } = flatWorkgroups(groups);
  const halvings = range(Math.log2(lanes)).map((i) => lanes / 2 ** (i + 1));
  const body = `${snippet}
var<workgroup> sums: array<${type}, ${threads}>;
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) thread: u32) {
let flat = flat_workgroup(w);
if (flat >= ${groups}u) { return; }
let lane = thread / ${width}u;
let element = flat * ${width}u + thread % ${width}u;
var sum = ${type}();
if (element < ${elements}u) {
for (var slice = lane; slice < ${splits}u; slice += ${lanes}u) { sum += partials[slice * ${elements}u + element]; }
}
${
  lanes === 1
    ? ''
    : `sums[thread] = sum;
${halvings
  .map(
    (half) => `workgroupBarrier();
if (lane < ${half}u) { sums[thread] += sums[thread + ${half * width}u]; }
`,
  )
  .join('')}sum = sums[thread];
`
}if (lane == 0u && element < ${elements}u) { gradient[element] = sum; }
}
`;
  return makeKernel({
    name: `filter_gradient_reduce_${splits}`,
    bindings: [read('partials', `array<${type}>`), write('gradient', `array<${type}>`)],
    body: lanes === 1 ? body.replace(/var<workgroup>.*\n/, '') : body,
    workgroups,
    flops: count * (splits - 1),
    bytes: 4 * count * (splits + 1),
  });
}

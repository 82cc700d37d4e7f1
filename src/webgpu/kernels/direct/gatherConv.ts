/**
 * The register-tiled convolution behind the forward pass and the input gradient: every destination pixel gathers the
 * source pixels that its taps reach. No shared memory.
 *
 * Tiling: a thread holds `pixels` neighbouring destination pixels of one row × `quads`·4 channels in registers. Per tap
 * row and four source channels it loads every source pixel once, for all the taps that use it, and multiplies by
 * weights that all threads of a workgroup share: with `lanes` > 0 the lanes of a subgroup load different weights and
 * broadcast them to each other, which cuts weight loads by that factor.
 *
 * Both passes are sums over taps of a source at `position · step + offset`: forward has the step of its stride and one
 * class of destination pixels; the input gradient has step 1 and one class for each parity of the pixel (stride²),
 * each with only the taps that reach it. Classes lie on workgroup z.
 */
import { ceilDiv, type Kernel, makeKernel, range, read, write } from '../../kernel.ts';

export interface DirectTiling {
  /** Neighbouring pixels of a row a thread computes. */
  readonly pixels: number;
  /** Groups of four channels a thread computes. */
  readonly quads: number;
  /** Threads a workgroup. */
  readonly threads: number;
  /** Lanes that share weight loads by subgroup broadcast: at most the subgroup size of the device; 0 does without. */
  readonly lanes: number;
}

/** Taps along one axis: `first`, `first + stride`, … in the filter, reading the source at `offset`, `offset + move`, … */
export interface Taps {
  readonly first: number;
  readonly stride: number;
  readonly count: number;
  readonly offset: number;
  readonly move: number;
}

/** Destination pixels that share their taps: rows `row`, `row + spacing`, …, columns likewise. */
export interface PixelClass {
  readonly row: number;
  readonly column: number;
  readonly rowTaps: Taps;
  readonly columnTaps: Taps;
}

export interface GatherConv {
  readonly name: string;
  readonly batch: number;
  readonly source: { readonly height: number; readonly width: number; readonly channels: number };
  readonly destination: { readonly height: number; readonly width: number; readonly channels: number };
  /** Source pixels between the sources of neighbouring destination pixels of a class. */
  readonly step: number;
  /** Destination pixels between neighbours of a class. */
  readonly spacing: number;
  readonly classes: readonly PixelClass[];
  readonly kernel: number;
  /** `forward`: the filter is [taps, source, destination]; `transposed`: [taps, destination, source]. */
  readonly filter: 'forward' | 'transposed';
  readonly flops: number;
  readonly bytes: number;
}

const xyzw = 'xyzw';
const aligned = (channels: number): boolean => channels % 4 === 0;

/** Functions that load four neighbouring channels, whatever the channel count, and zero beyond the last. */
function loadFour(name: string, array: string, channels: number): string {
  if (aligned(channels)) {
    return `fn ${name}(row: u32, quad: u32) -> vec4f { return ${array}[row * ${channels / 4}u + quad]; }\n`;
  }
  const parts = range(4).map((j) => `select(0.0, ${array}[at + ${j}u], c + ${j}u < ${channels}u)`);
  return `fn ${name}(row: u32, quad: u32) -> vec4f {
  let c = quad * 4u;
  let at = row * ${channels}u + c;
  return vec4f(${parts.join(', ')});
}\n`;
}

/** The body for one class: declared as a function, so that the entry point may pick one by workgroup z. */
function classFunction(g: GatherConv, t: DirectTiling, c: PixelClass, name: string, addend: boolean): string {
  const { source, destination } = g;
  const { pixels, quads, lanes } = t;
  const rows = ceilDiv(Math.max(0, destination.height - c.row), g.spacing);
  const columns = ceilDiv(Math.max(0, destination.width - c.column), g.spacing);
  const groups = ceilDiv(columns, pixels);
  const work = g.batch * rows * groups;
  if (work === 0) return `fn ${name}(index: u32, first_quad: u32, lane: u32) {}\n`;

  const destinationQuads = ceilDiv(destination.channels, 4);
  const sourceQuads = ceilDiv(source.channels, 4);
  const taps = c.columnTaps;
  const hasTaps = c.rowTaps.count > 0 && taps.count > 0;
  // Source columns that the thread's pixels reach, each loaded once.
  const columnOf = (pixel: number, tap: number): number => pixel * g.step + taps.offset + tap * taps.move;
  const reached = [
    ...new Set(range(pixels).flatMap((p) => range(taps.count).map((x) => columnOf(p, x)))),
  ].sort((a, b) => a - b);
  const label = (column: number): string => `s${column < 0 ? 'm' : ''}${Math.abs(column)}`;
  const bounded =
    reached.length > 0 &&
    (Math.min(...reached) < 0 || (groups * pixels - pixels) * g.step + Math.max(...reached) >= source.width);
  const rowBounded =
    c.rowTaps.count > 0 &&
    range(c.rowTaps.count).some((y) => {
      const offset = c.rowTaps.offset + y * c.rowTaps.move;
      return offset < 0 || (rows - 1) * g.step + offset >= source.height;
    });

  // Weights of one tap row and four source channels, in the order (tap, channel, quad); see weightAt.
  const weights = taps.count * 4 * quads;
  const loads = lanes > 0 ? ceilDiv(weights, lanes) : weights;
  const weightAt = (index: string): string => {
    const tap = `(${index} / ${4 * quads}u)`;
    const filterColumn = `(${taps.first}u + ${tap} * ${taps.stride}u)`;
    if (g.filter === 'forward') {
      const channel = `((${index} / ${quads}u) % 4u)`;
      return `load_weight((filter_row * ${g.kernel}u + ${filterColumn}) * ${source.channels}u + min(source_quad * 4u + ${channel}, ${source.channels - 1}u), min(first_quad + ${index} % ${quads}u, ${destinationQuads - 1}u))`;
    }
    // The same count of vectors, each over four source channels: index = (tap, quad, channel within the quad).
    const channel = `min((first_quad + (${index} / 4u) % ${quads}u) * 4u + ${index} % 4u, ${destination.channels - 1}u)`;
    return `load_weight((filter_row * ${g.kernel}u + ${filterColumn}) * ${destination.channels}u + ${channel}, source_quad)`;
  };
  const weight = (index: number): string =>
    lanes > 0 ? `subgroupBroadcast(w${Math.floor(index / lanes)}, ${index % lanes}u)` : `w${index}`;

  const lines: string[] = [];
  for (const i of range(loads)) {
    const index = lanes > 0 ? `min(lane + ${i * lanes}u, ${weights - 1}u)` : `${i}u`;
    lines.push(`let i${i} = ${index}; let w${i} = ${weightAt(`i${i}`)};`);
  }
  for (const column of reached) {
    const at = `origin + (${column})`;
    const inside = bounded ? `(${at} >= 0) && (${at} < ${source.width})` : 'true';
    const clamped = bounded ? `clamp(${at}, 0, ${source.width - 1})` : at;
    const load = `load_source(source_row + u32(${clamped}), source_quad)`;
    const ok = [bounded ? inside : '', rowBounded ? 'row_inside' : ''].filter(Boolean).join(' && ');
    lines.push(`let ${label(column)} = ${ok ? `select(vec4f(0.0), ${load}, ${ok})` : load};`);
  }
  for (const tap of range(taps.count)) {
    for (const q of range(quads)) {
      for (const ch of range(4)) {
        const index = g.filter === 'forward' ? (tap * 4 + ch) * quads + q : (tap * quads + q) * 4 + ch;
        const sums = range(pixels).map((p) => {
          const s = label(columnOf(p, tap));
          return g.filter === 'forward'
            ? `a${p}_${q} = fma(vec4f(${s}.${xyzw[ch]}), w, a${p}_${q});`
            : `a${p}_${q}.${xyzw[ch]} += dot(${s}, w);`;
        });
        lines.push(`{ let w = ${weight(index)}; ${sums.join(' ')} }`);
      }
    }
  }

  const accumulators = range(pixels).flatMap((p) => range(quads).map((q) => `var a${p}_${q} = vec4f(0.0);`));
  const stores = range(pixels).map((p) => {
    const pixel = `(first + ${p * g.spacing}u)`;
    const each = range(quads).map((q) => {
      const value = `a${p}_${q}`;
      const inside = destinationQuads % quads === 0 ? '' : `if (first_quad + ${q}u < ${destinationQuads}u) `;
      return `${inside}{ store_destination(${pixel}, first_quad + ${q}u, ${value}${addend ? ` + load_addend(${pixel}, first_quad + ${q}u)` : ''}); }`;
    });
    const inside = columns % pixels === 0 ? '' : `if (column + ${p}u < ${columns}u) `;
    return `${inside}{ ${each.join(' ')} }`;
  });

  const loop = hasTaps
    ? `let origin = i32(column * ${g.step}u);
  for (var y = 0u; y < ${c.rowTaps.count}u; y++) {
    let filter_row = ${c.rowTaps.first}u + y * ${c.rowTaps.stride}u;
    let at = i32(row * ${g.step}u) + ${c.rowTaps.offset} + i32(y) * ${c.rowTaps.move};
    let row_inside = at >= 0 && at < ${source.height};
    let source_row = (n * ${source.height}u + u32(clamp(at, 0, ${source.height - 1}))) * ${source.width}u;
    for (var source_quad = 0u; source_quad < ${sourceQuads}u; source_quad++) {
      ${lines.join('\n      ')}
    }
  }`
    : '';
  return `fn ${name}(index: u32, first_quad: u32, lane: u32) {
  // Threads beyond the last take part in the broadcasts, then store nothing.
  let thread = min(index, ${work - 1}u);
  let column = (thread % ${groups}u) * ${pixels}u;
  let line = thread / ${groups}u;
  let row = line % ${rows}u;
  let n = line / ${rows}u;
  ${accumulators.join(' ')}
  ${loop}
  if (index < ${work}u) {
    let first = (n * ${destination.height}u + row * ${g.spacing}u + ${c.row}u) * ${destination.width}u + column * ${g.spacing}u + ${c.column}u;
    ${stores.join('\n    ')}
  }
}\n`;
}

/** Bindings: source, filter, [addend,] destination. */
export function gatherConv(g: GatherConv, t: DirectTiling, addend = false): Kernel {
  const { source, destination } = g;
  const arrayOf = (channels: number): string => (aligned(channels) ? 'array<vec4f>' : 'array<f32>');
  const destinationQuads = ceilDiv(destination.channels, 4);
  const rows = ceilDiv(destination.height, g.spacing);
  const groups = ceilDiv(ceilDiv(destination.width, g.spacing), t.pixels);
  const names = g.classes.map((_, i) => `class_${i}`);
  const pick =
    names.length === 1
      ? `${names[0]}(index, first_quad, lane);`
      : `switch (w.z) { ${names.map((n, i) => `${i === names.length - 1 ? 'default' : `case ${i}u`}: { ${n}(index, first_quad, lane); }`).join(' ')} }`;
  const store = aligned(destination.channels)
    ? `destination[pixel * ${destinationQuads}u + quad] = value;`
    : range(4)
        .map(
          (j) =>
            `if (quad * 4u + ${j}u < ${destination.channels}u) { destination[pixel * ${destination.channels}u + quad * 4u + ${j}u] = value.${xyzw[j]}; }`,
        )
        .join('\n  ');
  const body = [
    loadFour('load_source', 'source', source.channels),
    loadFour('load_weight', 'filter_', g.filter === 'forward' ? destination.channels : source.channels),
    addend ? loadFour('load_addend', 'addend', destination.channels) : '',
    `fn store_destination(pixel: u32, quad: u32, value: vec4f) {\n  ${store}\n}\n`,
    ...g.classes.map((c, i) => classFunction(g, t, c, names[i] ?? '', addend)),
    `@compute @workgroup_size(${t.threads})
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) w: vec3u${t.lanes > 0 ? ', @builtin(subgroup_invocation_id) subgroup_lane: u32' : ''}) {
  let index = w.x * ${t.threads}u + local;
  let first_quad = w.y * ${t.quads}u;
  let lane = ${t.lanes > 0 ? `subgroup_lane % ${t.lanes}u` : '0u'};
  ${pick}
}\n`,
  ].join('');
  const filterType = arrayOf(g.filter === 'forward' ? destination.channels : source.channels);
  return makeKernel({
    name: g.name,
    enable: t.lanes > 0 ? ['subgroups'] : [],
    bindings: [
      read('source', arrayOf(source.channels)),
      read('filter_', filterType),
      ...(addend ? [read('addend', arrayOf(destination.channels))] : []),
      write('destination', arrayOf(destination.channels)),
    ],
    body,
    workgroups: [
      ceilDiv(g.batch * rows * groups, t.threads),
      ceilDiv(destinationQuads, t.quads),
      g.classes.length,
    ],
    flops: g.flops,
    bytes: g.bytes,
    withAddend: addend ? undefined : () => gatherConv(g, t, true),
  });
}

/**
 * The register-tiled convolution behind the forward pass and the input gradient: every destination pixel gathers the
 * source pixels that its taps reach. No shared memory.
 *
 * Tiling: a thread holds `pixels` neighbouring destination pixels of one row × `quads`·4 channels in registers. Per tap
 * row and four source channels it loads every source pixel once, for all the taps that use it, and multiplies by
 * weights that all threads of a workgroup share: with `lanes` > 0 the lanes of a subgroup load different weights and
 * broadcast them to each other, which cuts weight loads by that factor.
 *
 * Both passes are sums over taps of source pixels; see `Reach` for which. Unrolled columns let taps share what they
 * load. With a stride, the input gradient has at most two taps a row to share and four parities of pixels: there one
 * code for all of them, with loops over taps, takes compilers a quarter of the time.
 */
import {
  ceilDiv,
  flatWorkgroups,
  type Kernel,
  makeKernel,
  range,
  readElements,
  writeElements,
} from '../../kernel.ts';
import type { Elements, Storage } from '../../storage.ts';

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

/** Which source pixels a destination pixel gathers, along either axis alike. */
export type Reach =
  /** Destination j reads source j · step − padding + tap: the forward pass. */
  | { readonly kind: 'forward'; readonly step: number; readonly padding: number }
  /**
   * Destination i reads source (i + padding − tap) / stride where that is whole: the input gradient. Pixels of one
   * parity share their taps; the parities of rows and columns lie on workgroup z, each with all channels.
   */
  | { readonly kind: 'backward'; readonly stride: number; readonly padding: number };

export interface GatherConv {
  readonly name: string;
  readonly batch: number;
  readonly source: { readonly height: number; readonly width: number; readonly channels: number };
  readonly destination: { readonly height: number; readonly width: number; readonly channels: number };
  readonly kernel: number;
  readonly reach: Reach;
  /** How the source, the filter and the destination are stored. */
  readonly storage: Record<'source' | 'filter' | 'destination', Storage>;
  readonly flops: number;
  readonly bytes: number;
}

const xyzw = 'xyzw';
const aligned = (channels: number): boolean => channels % 4 === 0;

/** A function that loads four neighbouring channels, whatever the channel count, and zero beyond the last. */
function fourOf(array: string, channels: number): string {
  const name = `${array}_four`;
  if (aligned(channels)) {
    return `fn ${name}(row: u32, quad: u32) -> vec4f { return load_${array}(row * ${channels / 4}u + quad); }\n`;
  }
  const parts = range(4).map((j) => `select(0.0, load_${array}(at + ${j}u), c + ${j}u < ${channels}u)`);
  return `fn ${name}(row: u32, quad: u32) -> vec4f {
  let c = quad * 4u;
  let at = row * ${channels}u + c;
  return vec4f(${parts.join(', ')});
}\n`;
}

/** How the taps of a pass are walked, in WGSL. Columns that are unrolled let taps share what they load. */
interface Walk {
  /** Pixels of one parity are `spacing` apart. */
  readonly spacing: number;
  /** Source pixels between the sources of neighbouring pixels. */
  readonly step: number;
  /** Declarations before the loops: parities, first taps, counts, offsets. */
  readonly begin: string;
  /** WGSL of the first source row or column offset and of the number of taps. */
  readonly rowCount: string;
  readonly row: (y: string) => { tap: string; at: string };
  /** Taps along a row that are unrolled; with fewer than there are, a loop goes over the rest. */
  readonly unrolled: number;
  readonly columnLoop?: string;
  /** WGSL of the filter column within the loop. */
  readonly columnTap?: string;
  /** Offset of the source column of an unrolled tap, and what WGSL adds to it. */
  readonly columnOffset: (tap: number) => number;
  readonly columnBase: string;
}

function walkOf({ reach, kernel }: GatherConv): Walk {
  if (reach.kind === 'forward') {
    return {
      spacing: 1,
      step: reach.step,
      begin: '',
      rowCount: `${kernel}u`,
      row: (y) => ({ tap: y, at: `i32(row * ${reach.step}u + ${y}) - ${reach.padding}` }),
      unrolled: kernel,
      columnOffset: (tap) => tap - reach.padding,
      columnBase: '0',
    };
  }
  const { stride, padding } = reach;
  if (stride === 1) {
    return {
      spacing: 1,
      step: 1,
      begin: '',
      rowCount: `${kernel}u`,
      row: (y) => ({ tap: y, at: `i32(row) + ${padding} - i32(${y})` }),
      unrolled: kernel,
      columnOffset: (tap) => padding - tap,
      columnBase: '0',
    };
  }
  // First tap f ≡ parity + padding (mod stride); tap f + stride · t reads source j + (parity + padding − f) / stride − t.
  const axis = (name: string, parity: string): string => `let ${name}_parity = ${parity};
  let ${name}_tap = (${name}_parity + ${padding}u) % ${stride}u;
  let ${name}_count = (${kernel + stride - 1}u - min(${name}_tap, ${kernel + stride - 1}u)) / ${stride}u;
  let ${name}_offset = i32((${name}_parity + ${padding}u - ${name}_tap) / ${stride}u);`;
  return {
    spacing: stride,
    step: 1,
    begin: `${axis('row', `parity / ${stride}u`)}\n  ${axis('column', `parity % ${stride}u`)}`,
    rowCount: 'row_count',
    row: (y) => ({ tap: `row_tap + ${y} * ${stride}u`, at: `i32(row) + row_offset - i32(${y})` }),
    unrolled: 1,
    columnLoop: 'column_count',
    columnTap: `column_tap + x * ${stride}u`,
    columnOffset: () => 0,
    columnBase: 'column_offset - i32(x)',
  };
}

/** WGSL of a thread's work. Loop invariants are hoisted by hand: not every compiler does it. */
interface Work {
  /** Which weights a lane loads. */
  readonly weights: string;
  /** Which source columns the taps reach, clamped, and whether they exist. */
  readonly columns: string;
  /** First filter row of a tap row, in rows of channels. */
  readonly base: string;
  /** Loads, products and sums of one tap row (and column, where those are looped over) and four source channels. */
  readonly inner: string;
}

function workOf(g: GatherConv, t: DirectTiling, walk: Walk): Work {
  const { source, destination, kernel } = g;
  const { pixels, quads, lanes } = t;
  const forward = g.reach.kind === 'forward';
  const columnOf = (pixel: number, tap: number): number => pixel * walk.step + walk.columnOffset(tap);
  const taps = range(walk.unrolled);
  const reached = [...new Set(range(pixels).flatMap((p) => taps.map((x) => columnOf(p, x))))].sort(
    (a, b) => a - b,
  );
  const label = (column: number): string => `${column < 0 ? 'm' : ''}${Math.abs(column)}`;

  // The filter as rows of channels that lie side by side: [taps · source, destination] forward, where a row is a source
  // channel, and [taps · destination, source] backward. Weights in the order (tap, channel, quad), backward (tap, quad,
  // channel of the quad).
  const count = taps.length * 4 * quads;
  const loads = lanes > 0 ? ceilDiv(count, lanes) : count;
  const rowChannels = forward ? source.channels : destination.channels;
  const lastRow = kernel * kernel * rowChannels - 1;
  const exact = rowChannels % (forward ? 4 : 4 * quads) === 0;
  const weights = range(loads).map((i) => {
    const index = lanes > 0 ? `min(lane + ${i * lanes}u, ${count - 1}u)` : `${i}u`;
    const tap = walk.columnLoop ? '' : `(e${i} / ${4 * quads}u) * ${rowChannels}u + `;
    return forward
      ? `let e${i} = ${index}; let r${i} = ${tap}(e${i} / ${quads}u) % 4u; let q${i} = min(first_quad + e${i} % ${quads}u, ${ceilDiv(destination.channels, 4) - 1}u);`
      : `let e${i} = ${index}; let r${i} = ${tap}(first_quad + (e${i} / 4u) % ${quads}u) * 4u + e${i} % 4u;`;
  });
  const load = (i: number): string => {
    const row = `base + ${forward ? 'source_quad * 4u + ' : ''}r${i}`;
    return `let w${i} = weights_four(${exact ? row : `min(${row}, ${lastRow}u)`}, ${forward ? `q${i}` : 'source_quad'});`;
  };
  const weight = (index: number): string =>
    lanes > 0 ? `subgroupBroadcast(w${Math.floor(index / lanes)}, ${index % lanes}u)` : `w${index}`;

  const columns = reached.map((column) => {
    const at = `origin + (${column})`;
    return `let c${label(column)} = u32(clamp(${at}, 0, ${source.width - 1})); let in_${label(column)} = (${at}) >= 0 && (${at}) < ${source.width};`;
  });
  const lines = range(loads).map(load);
  for (const column of reached) {
    const c = label(column);
    lines.push(
      `let s${c} = select(vec4f(0.0), source_four(source_row + c${c}, source_quad), row_inside && in_${c});`,
    );
  }
  for (const tap of taps) {
    for (const q of range(quads)) {
      for (const ch of range(4)) {
        const index = forward ? (tap * 4 + ch) * quads + q : (tap * quads + q) * 4 + ch;
        const sums = range(pixels).map((p) => {
          const s = `s${label(columnOf(p, tap))}`;
          const own = `a${p}_${q}.${xyzw[ch]}`;
          return forward
            ? `a${p}_${q} = fma(vec4f(${s}.${xyzw[ch]}), w, a${p}_${q});`
            : `${own} = ${[...xyzw].reduce((sum, c) => `fma(${s}.${c}, w.${c}, ${sum})`, own)};`;
        });
        lines.push(`{ let w = ${weight(index)}; ${sums.join(' ')} }`);
      }
    }
  }
  return {
    weights: weights.join('\n  '),
    columns: `let origin = i32(column * ${walk.step}u) + ${walk.columnBase};\n  ${columns.join('\n  ')}`,
    base: `(filter_row * ${kernel}u${walk.columnLoop ? ` + ${walk.columnTap}` : ''}) * ${rowChannels}u`,
    inner: lines.join('\n        '),
  };
}

/** Bindings: source, filter, [addend,] destination. */
export function gatherConv(g: GatherConv, t: DirectTiling, addend = false): Kernel {
  const { source, destination } = g;
  const { pixels, quads, lanes, threads } = t;
  const walk = walkOf(g);
  const typeOf = (channels: number): Elements['type'] => (aligned(channels) ? 'vec4f' : 'f32');
  const filterChannels = g.reach.kind === 'forward' ? destination.channels : source.channels;
  const destinationQuads = ceilDiv(destination.channels, 4);
  const rows = ceilDiv(destination.height, walk.spacing);
  const columns = ceilDiv(destination.width, walk.spacing);
  const groups = ceilDiv(columns, pixels);
  const work = g.batch * rows * groups;
  // A large batch has more workgroups of pixels than one dimension holds.
  const { workgroups, snippet } = flatWorkgroups(ceilDiv(work, threads));
  const channelGroups = ceilDiv(destinationQuads, quads);

  const store = aligned(destination.channels)
    ? `store_destination(pixel * ${destinationQuads}u + quad, value);`
    : range(4)
        .map((j) => {
          const c = `quad * 4u + ${j}u`;
          return `if (${c} < ${destination.channels}u) { store_destination(pixel * ${destination.channels}u + ${c}, value.${xyzw[j]}); }`;
        })
        .join('\n  ');
  const stores = range(pixels).map((p) => {
    const each = range(quads).map((q) => {
      const place = `first + ${p * walk.spacing}u, first_quad + ${q}u`;
      const inside = destinationQuads % quads === 0 ? '' : `if (first_quad + ${q}u < ${destinationQuads}u) `;
      return `${inside}{ store_four(${place}, a${p}_${q}${addend ? ` + addend_four(${place})` : ''}); }`;
    });
    const x = `x0 + ${p * walk.spacing}u`;
    return `if (${x} < ${destination.width}u) { ${each.join(' ')} }`;
  });
  const parity = walk.spacing > 1;
  const row = walk.row('y');
  const own = workOf(g, t, walk);
  const columnLoop = walk.columnLoop
    ? `for (var x = 0u; x < ${walk.columnLoop}; x++) {\n  ${own.columns}`
    : '{';
  // A bound that compilers cannot know leaves a loop alone: small bodies unrolled take them seconds to compile. Large
  // ones they leave alone anyway, and a known bound runs faster.
  const small = pixels * quads * walk.unrolled < 8;
  const bounded = (count: string): string => (small ? `min(${count}, bound)` : count);

  const body = `${snippet}${fourOf('source', source.channels)}${fourOf('weights', filterChannels)}${
    addend ? fourOf('addend', destination.channels) : ''
  }fn store_four(pixel: u32, quad: u32, value: vec4f) {\n  ${store}\n}

@compute @workgroup_size(${threads})
fn main(@builtin(local_invocation_index) local: u32, @builtin(workgroup_id) group: vec3u${
    lanes > 0 ? ', @builtin(subgroup_invocation_id) subgroup_lane: u32' : ''
  }) {
  let index = flat_workgroup(group) * ${threads}u + local;
  let first_quad = (group.z${parity ? ` % ${channelGroups}u` : ''}) * ${quads}u;
  ${lanes > 0 ? `let lane = subgroup_lane % ${lanes}u;` : ''}
  // Threads beyond the last take part in the broadcasts, then store nothing.
  let thread = min(index, ${work - 1}u);
  let column = (thread % ${groups}u) * ${pixels}u;
  let line = thread / ${groups}u;
  let row = line % ${rows}u;
  let n = line / ${rows}u;
  ${small ? 'let bound = arrayLength(&source) * 4u;' : ''}
  ${parity ? `let parity = group.z / ${channelGroups}u;\n  ${walk.begin}` : ''}
  ${range(pixels)
    .flatMap((p) => range(quads).map((q) => `var a${p}_${q} = vec4f(0.0);`))
    .join(' ')}
  ${own.weights}
  ${walk.columnLoop ? '' : own.columns}
  for (var y = 0u; y < ${bounded(walk.rowCount)}; y++) {
    let filter_row = ${row.tap};
    let at = ${row.at};
    let row_inside = at >= 0 && at < ${source.height};
    let source_row = (n * ${source.height}u + u32(clamp(at, 0, ${source.height - 1}))) * ${source.width}u;
    ${columnLoop}
      let base = ${own.base};
      for (var source_quad = 0u; source_quad < ${bounded(`${ceilDiv(source.channels, 4)}u`)}; source_quad++) {
        ${own.inner}
      }
    }
  }
  let y0 = row * ${walk.spacing}u${parity ? ' + row_parity' : ''};
  let x0 = column * ${walk.spacing}u${parity ? ' + column_parity' : ''};
  if (index < ${work}u && y0 < ${destination.height}u) {
    let first = (n * ${destination.height}u + y0) * ${destination.width}u + x0;
    ${stores.join('\n    ')}
  }
}\n`;
  return makeKernel({
    name: g.name,
    enable: lanes > 0 ? ['subgroups'] : [],
    bindings: [
      readElements('source', typeOf(source.channels), g.storage.source),
      readElements('weights', typeOf(filterChannels), g.storage.filter),
      ...(addend ? [readElements('addend', typeOf(destination.channels), g.storage.destination)] : []),
      writeElements('destination', typeOf(destination.channels), g.storage.destination),
    ],
    body,
    workgroups: [workgroups[0], workgroups[1], channelGroups * walk.spacing ** 2],
    flops: g.flops,
    bytes: g.bytes,
    withAddend: addend ? undefined : () => gatherConv(g, t, true),
  });
}

/**
 * The batched matrix products of a Winograd convolution by register tiles, with broadcasts within a subgroup and no
 * shared memory: what direct/gatherConv.ts is to a convolution.
 */
import { ceilDiv, flatWorkgroups, type Kernel, makeKernel, range, read, write } from '../../kernel.ts';

export interface BroadcastTiling {
  /** Neighbouring rows of a matrix a thread computes. */
  readonly rows: number;
  /** Groups of four columns a thread computes. */
  readonly quads: number;
  /** Threads a workgroup. */
  readonly threads: number;
  /** Lanes that share loads of B: at most the subgroup size of the device. */
  readonly lanes: number;
}

/** Sizes of C[p] = A[p] · B[p], of which there are `layers`; depth and columns are multiples of 4. */
export interface BatchedProduct {
  readonly layers: number;
  readonly rows: number;
  readonly depth: number;
  readonly columns: number;
}

const flopsOf = ({ layers, rows, depth, columns }: BatchedProduct): number =>
  2 * layers * rows * depth * columns;

const bytesOf = ({ layers, rows, depth, columns }: BatchedProduct): number =>
  4 * layers * (rows * depth + depth * columns + rows * columns);

/**
 * C = A · B. Each thread holds `rows` × 4 · `quads` elements of C in registers and loads its rows of A; all threads of a
 * subgroup need the same of B, so its lanes load different parts and broadcast them.
 * Bindings: a [layers, rows, depth], b [layers, depth, columns], c [layers, rows, columns]; transposed, it takes b as
 * [layers, columns, depth], by as many loads.
 */
export function broadcastProduct(p: BatchedProduct, t: BroadcastTiling, transposed = false): Kernel {
  const { rows, quads, threads, lanes } = t;
  const depth = p.depth / 4;
  const columns = p.columns / 4;
  const work = ceilDiv(p.rows, rows);
  const blocks = ceilDiv(columns, quads);
  const groups = ceilDiv(work, threads);
  const { workgroups, snippet } = flatWorkgroups(groups);
  const count = 4 * quads;
  const loads = range(ceilDiv(count, lanes));
  const each = range(rows).flatMap((r) => range(quads).map((q) => ({ r, q })));
  const inside = columns % quads === 0;
  const quad = (e: string): string =>
    inside ? `first_quad + ${e}` : `min(first_quad + ${e}, ${columns - 1}u)`;
  /** What vector i of B adds to the sums: four columns at one depth, or four depths of one column. */
  const addMultiples = (i: number): string[] =>
    range(rows).map((r) => {
      const sum = `s${r}_${i % quads}`;
      return `${sum} = fma(vec4f(x${r}.${'xyzw'[Math.floor(i / quads)]}), w, ${sum});`;
    });
  const addDots = (i: number): string[] =>
    range(rows).map((r) => {
      const sum = `s${r}_${Math.floor(i / 4)}.${'xyzw'[i % 4]}`;
      return `${sum} = ${[...'xyzw'].reduce((so, c) => `fma(x${r}.${c}, w.${c}, ${so})`, sum)};`;
    });
  /** Where vector e of those that a workgroup needs of B at a step begins, and how far it is to the next step's. */
  const start = (e: string): string =>
    transposed
      ? `((layer * ${columns}u + ${quad(`${e} / 4u`)}) * 4u + ${e} % 4u) * ${depth}u`
      : `(layer * ${p.depth}u + ${e} / ${quads}u) * ${columns}u + ${quad(`${e} % ${quads}u`)}`;
  const stride = transposed ? 1 : 4 * columns;
  const steps = [
    ...loads.map((i) => `let w${i} = b[b${i} + k * ${stride}u];`),
    ...range(rows).map((r) => `let x${r} = a[a${r} + k];`),
    ...range(count).map((i) => {
      const w = `subgroupBroadcast(w${Math.floor(i / lanes)}, ${i % lanes}u)`;
      return `{ let w = ${w}; ${(transposed ? addDots(i) : addMultiples(i)).join(' ')} }`;
    }),
  ];
  const body = `${snippet}@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) local: u32, @builtin(subgroup_invocation_id) subgroup_lane: u32) {
  let layer = w.z / ${blocks}u;
  let first_quad = w.z % ${blocks}u * ${quads}u;
  let index = flat_workgroup(w) * ${threads}u + local;
  // Threads beyond the last take part in the broadcasts, then store nothing.
  let first_row = min(index, ${work - 1}u) * ${rows}u;
  let lane = subgroup_lane % ${lanes}u;
  ${range(rows)
    .map((r) => {
      const row = p.rows % rows === 0 ? `first_row + ${r}u` : `min(first_row + ${r}u, ${p.rows - 1}u)`;
      return `let row${r} = layer * ${p.rows}u + ${row}; let a${r} = row${r} * ${depth}u;`;
    })
    .join('\n  ')}
  ${loads
    .map((i) => `let e${i} = min(lane + ${i * lanes}u, ${count - 1}u); let b${i} = ${start(`e${i}`)};`)
    .join('\n  ')}
  ${each.map(({ r, q }) => `var s${r}_${q} = vec4f();`).join(' ')}
  for (var k = 0u; k < ${depth}u; k++) {
    ${steps.join('\n    ')}
  }
  if (index < ${work}u) {
    ${each
      .map(({ r, q }) => {
        const put = `c[row${r} * ${columns}u + first_quad + ${q}u] = s${r}_${q};`;
        const guards = [
          p.rows % rows === 0 ? '' : `first_row + ${r}u < ${p.rows}u`,
          inside ? '' : `first_quad + ${q}u < ${columns}u`,
        ].filter(Boolean);
        return guards.length > 0 ? `if (${guards.join(' && ')}) { ${put} }` : put;
      })
      .join('\n    ')}
  }
}\n`;
  return makeKernel({
    name: `winograd_product_${rows}x${quads}${transposed ? '_transposed' : ''}`,
    enable: ['subgroups'],
    bindings: [read('a', 'array<vec4f>'), read('b', 'array<vec4f>'), write('c', 'array<vec4f>')],
    body,
    workgroups: [workgroups[0], workgroups[1], p.layers * blocks],
    flops: flopsOf(p),
    bytes: bytesOf(p),
  });
}

export interface OuterTiling {
  /** Lanes of a subgroup, exactly. */
  readonly lanes: number;
  /** Vectors of `lanes` rows of C a workgroup computes. */
  readonly rowVectors: number;
  /** Vectors of `lanes` columns of C a workgroup computes. */
  readonly columnVectors: number;
  /** Parts of the depth, whose sums the next kernel adds. */
  readonly slices: number;
}

/**
 * C = Aᵀ · B over a long depth: small results, long sums. A workgroup is one subgroup: its lanes hold columns of C; the
 * rows of A at a step of depth are loaded by the lanes side by side and broadcast in turn.
 * Bindings: a [layers, depth, rows], b [layers, depth, columns], c [slices, layers, rows, columns].
 */
export function outerProduct(p: BatchedProduct, t: OuterTiling): Kernel {
  const { lanes, rowVectors, columnVectors, slices } = t;
  const perSlice = ceilDiv(p.depth, slices);
  const across = ceilDiv(p.columns, lanes * columnVectors);
  const blocks = ceilDiv(p.rows, lanes * rowVectors) * across;
  const { workgroups, snippet } = flatWorkgroups(blocks * p.layers);
  const rowLanes = range(rowVectors).flatMap((i) => range(lanes).map((l) => ({ i, l })));
  const vectors = range(columnVectors);
  const rowsInside = p.rows % (lanes * rowVectors) === 0;
  const columnsInside = p.columns % (lanes * columnVectors) === 0;
  const clamp = (index: string, size: number, inside: boolean): string =>
    inside ? index : `min(${index}, ${size - 1}u)`;
  const body = `${snippet}@compute @workgroup_size(${lanes})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(subgroup_invocation_id) lane: u32) {
  let flat = flat_workgroup(w);
  if (flat >= ${blocks * p.layers}u) { return; }
  let layer = flat / ${blocks}u;
  let slice = w.z;
  let first_row = flat % ${blocks}u / ${across}u * ${lanes * rowVectors}u;
  let first_column = flat % ${across}u * ${lanes * columnVectors}u;
  ${range(rowVectors)
    .map(
      (i) =>
        `let a${i} = layer * ${p.depth * p.rows}u + ${clamp(`first_row + ${i * lanes}u + lane`, p.rows, rowsInside)};`,
    )
    .join('\n  ')}
  ${vectors
    .map(
      (o) =>
        `let b${o} = layer * ${p.depth * p.columns}u + ${clamp(`first_column + ${o * lanes}u + lane`, p.columns, columnsInside)};`,
    )
    .join('\n  ')}
  ${rowLanes.flatMap(({ i, l }) => vectors.map((o) => `var s${i}_${l}_${o} = 0.0;`)).join(' ')}
  let last = min((slice + 1u) * ${perSlice}u, ${p.depth}u);
  for (var k = slice * ${perSlice}u; k < last; k++) {
    ${range(rowVectors)
      .map((i) => `let x${i} = a[a${i} + k * ${p.rows}u];`)
      .join('\n    ')}
    ${vectors.map((o) => `let y${o} = b[b${o} + k * ${p.columns}u];`).join('\n    ')}
    ${rowLanes
      .map(
        ({ i, l }) =>
          `{ let x = subgroupBroadcast(x${i}, ${l}u); ${vectors.map((o) => `s${i}_${l}_${o} = fma(x, y${o}, s${i}_${l}_${o});`).join(' ')} }`,
      )
      .join('\n    ')}
  }
  let to = ((slice * ${p.layers}u + layer) * ${p.rows}u + first_row) * ${p.columns}u + first_column + lane;
  ${rowLanes
    .flatMap(({ i, l }) =>
      vectors.map((o) => {
        const row = i * lanes + l;
        const put = `c[to + ${row * p.columns + o * lanes}u] = s${i}_${l}_${o};`;
        const guards = [
          rowsInside ? '' : `first_row + ${row}u < ${p.rows}u`,
          columnsInside ? '' : `first_column + ${o * lanes}u + lane < ${p.columns}u`,
        ].filter(Boolean);
        return guards.length > 0 ? `if (${guards.join(' && ')}) { ${put} }` : put;
      }),
    )
    .join('\n  ')}
}\n`;
  return makeKernel({
    name: `winograd_outer_${rowVectors}x${columnVectors}`,
    enable: ['subgroups'],
    bindings: [read('a', 'array<f32>'), read('b', 'array<f32>'), write('c', 'array<f32>')],
    body,
    workgroups: [workgroups[0], workgroups[1], slices],
    flops: flopsOf(p),
    bytes: bytesOf(p) + 4 * (slices - 1) * p.layers * p.rows * p.columns,
  });
}

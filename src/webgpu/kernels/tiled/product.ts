/**
 * Writes the WGSL that all kernels of this folder share: C[M, N] = Σ_k A[M, k] · B[k, N] by tiles.
 *
 * For each step of the depth all threads load one tile of A and one of B into registers, store them in workgroup
 * memory, and then each thread multiplies its `tm` rows of A with its `tn` columns of B, or does so only once it has asked
 * for the next step's (`ahead`). Everything in workgroup memory
 * is a vec4: along the depth where the operand's memory runs along the depth, else along the rows of A or columns of B
 * (`across`), so that no tile is ever transposed. Threads take rows and columns in turns (thread t has t, t + threads,
 * …), so that neighbours read neighbouring memory.
 *
 * The kernels say where the operands' elements are (`Operand`), how the depth is walked and where C goes.
 */
import { ceilDiv, flatWorkgroups, range, type Workgroups } from '../../kernel.ts';
import { type ColumnReduction, reduceColumns, reductionQuads } from './columnReduction.ts';
import { checkTile, rowPadding, type Tile, threadsOf } from './tile.ts';

export interface Operand {
  readonly along: 'depth' | 'across';
  /**
   * WGSL that runs once before the depth is walked, for the quad called `slot` (`a0`, `a1`, …). It may use
   * `<slot>_at`, the first row of A or column of B in the whole matrix, and `<slot>_depth`, the first depth in the tile.
   */
  readonly setUp: (slot: string) => string;
  /** WGSL that puts the quad of the current step into the variable `<slot>`, which is zero before. */
  readonly load: (slot: string) => string;
  /** WGSL at the end of a step. */
  readonly advance?: (slot: string) => string;
}

export interface Product {
  readonly tile: Tile;
  /** Steps of depth in workgroup memory: a multiple of 4. */
  readonly step: number;
  readonly rows: number;
  readonly columns: number;
  /** Independent products of this shape in one dispatch: slices of a depth, classes of pixels. */
  readonly layers?: number;
  readonly a: Operand;
  readonly b: Operand;
  /** Declarations on module level. */
  readonly globals?: string;
  /** WGSL at the start of `main`: may use `layer`. */
  readonly begin?: string;
  /** Wraps the step of depth in the loops that walk it. */
  readonly walk: (step: string) => string;
  /** WGSL that is run for each row `m` of the thread, and for each of its quads of columns that start at `n`. */
  readonly row: (m: string) => string;
  /** WGSL that stores vec4f `value` at row `m` and columns `n` … `n + 3`, the thread's `j`-th quad. */
  readonly store: (m: string, n: string, value: string, j: number) => string;
  /** Reduces the result over the rows of each tile, into a binding `partials` [layers · tiles of rows, 2, columns] of f32. */
  readonly reduction?: ColumnReduction;
}

/** How many parts the rows are cut into where a product reduces them. */
export const rowTiles = (rows: number, { bm }: Tile): number => ceilDiv(rows, bm);

/**
 * WGSL of a loop from 0 to `count` that stays one: `zero` is only known when the kernel runs. Left to themselves, some
 * compilers unroll the walk with its barriers and then work on the result for a minute.
 */
export function loop(counter: string, count: number | string, by: number, body: string): string {
  if (typeof count === 'number' && count <= by) return `{\nlet ${counter} = 0u;\n${body}}\n`;
  const end = typeof count === 'number' ? `${count}u + zero` : count;
  return `for (var ${counter} = 0u; ${counter} < ${end}; ${counter} += ${by}u) {\n${body}}\n`;
}

/** The walk over a depth of one contiguous piece; `quad` counts its quads. */
export const walkQuads = (depth: number, step: number, body: string): string =>
  loop('quad', ceilDiv(depth, step) * (step / 4), step / 4, body);

interface Side {
  readonly name: 'a' | 'b';
  readonly operand: Operand;
  /** Rows of A or columns of B in the tile. */
  readonly size: number;
  /** WGSL of the line in workgroup memory that a row of the tile goes to. */
  readonly lineOf: (row: string) => string;
}

/** Quads of one row of the tile in workgroup memory, in the direction they are stored in. */
const pitch = (side: Side, step: number): number =>
  side.operand.along === 'depth' ? step / 4 + rowPadding : side.size / 4;

const quadsOf = (side: Side, step: number): number =>
  pitch(side, step) * (side.operand.along === 'depth' ? side.size : step);

interface Slot {
  readonly name: string;
  /** Its index among all quads of the tile. */
  readonly index: string;
  /** Where only some threads have one: the WGSL condition. */
  readonly condition: string | undefined;
}

/** The quads of the tile that a thread loads, in rounds over all threads. */
function slotsOf(side: Side, step: number, threads: number): Slot[] {
  const all = (side.size * step) / 4;
  return range(ceilDiv(all, threads)).map((i) => {
    const index = `thread + ${i * threads}u`;
    return {
      name: `${side.name}${i}`,
      index,
      condition: (i + 1) * threads > all ? `${index} < ${all}u` : undefined,
    };
  });
}

function setUp(side: Side, step: number, threads: number): string {
  const { operand, size } = side;
  const alongDepth = operand.along === 'depth';
  const perRow = (alongDepth ? step : size) / 4;
  return slotsOf(side, step, threads)
    .map(({ name, index, condition }) => {
      const quad = `4u * ${name}_quad`;
      // A thread without a quad in the last round loads the first one and does not store it.
      return `let ${name}_index = ${condition ? `select(0u, ${index}, ${condition})` : index};
let ${name}_row = ${name}_index / ${perRow}u;
let ${name}_quad = ${name}_index % ${perRow}u;
let ${name}_at = tile_${side.name} + ${alongDepth ? `${name}_row` : quad};
let ${name}_depth = ${alongDepth ? quad : `${name}_row`};
${operand.setUp(name)}
`;
    })
    .join('');
}

const loads = (side: Side, step: number, threads: number): string =>
  slotsOf(side, step, threads)
    .map(({ name }) => `var ${name} = vec4f();\n${side.operand.load(name)}\n`)
    .join('');

const stores = (side: Side, step: number, threads: number): string =>
  slotsOf(side, step, threads)
    .map(({ name, condition }) => {
      const line = side.lineOf(`${name}_row`);
      const put = `tile_${side.name}s[${line} * ${pitch(side, step)}u + ${name}_quad] = ${name};`;
      return condition ? `if (${condition}) { ${put} }\n` : `${put}\n`;
    })
    .join('');

/** Names of the accumulators: one vec4 along the columns for each row and quad of columns. */
const sum = (i: number, j: number): string => `sum_${i}_${j}`;

/** The products of one quad of depth `q` (WGSL expression). */
function multiply({ tile, a, b }: Product, step: number, q: string): string {
  const { bm, bn, tm, tn } = tile;
  const across = bm / tm;
  const along = bn / tn;
  const lines: string[] = [];
  const read = (name: string, tileName: string, at: string): void => {
    lines.push(`let ${name} = ${tileName}[${at}];`);
  };
  const depthPitch = step / 4 + rowPadding;
  if (a.along === 'depth') {
    for (const i of range(tm)) read(`x${i}`, 'tile_as', `(row + ${i * across}u) * ${depthPitch}u + ${q}`);
  }
  if (b.along === 'depth') {
    for (const j of range(tn)) read(`w${j}`, 'tile_bs', `(column + ${j * along}u) * ${depthPitch}u + ${q}`);
    for (const i of range(tm)) {
      for (const j of range(tn)) {
        const target = `${sum(i, j >> 2)}.${'xyzw'[j & 3]}`;
        const chain = [...'xyzw'].reduce((acc, c) => `fma(x${i}.${c}, w${j}.${c}, ${acc})`, target);
        lines.push(`${target} = ${chain};`);
      }
    }
    return lines.join('\n');
  }
  for (const k of range(4)) {
    lines.push('{');
    for (const j of range(tn / 4)) {
      read(`w${j}`, 'tile_bs', `(4u * ${q} + ${k}u) * ${bn / 4}u + column + ${j * along}u`);
    }
    if (a.along === 'across') {
      for (const i of range(tm / 4)) {
        read(`x${i}`, 'tile_as', `(4u * ${q} + ${k}u) * ${bm / 4}u + row + ${i * across}u`);
      }
    }
    for (const i of range(tm)) {
      const x = a.along === 'depth' ? `x${i}.${'xyzw'[k]}` : `x${i >> 2}.${'xyzw'[i & 3]}`;
      for (const j of range(tn / 4)) {
        lines.push(`${sum(i, j)} = fma(vec4f(${x}), w${j}, ${sum(i, j)});`);
      }
    }
    lines.push('}');
  }
  return lines.join('\n');
}

/** All products of a step. */
function multiplyAll(product: Product, step: number): string {
  const quads = step / 4;
  if (product.tile.rolled) return loop('q', quads, 1, multiply(product, step, 'q'));
  return range(quads)
    .map((q) => `{\n${multiply(product, step, `${q}u`)}\n}\n`)
    .join('');
}

/** Rows of the thread: in turns, one by one or in fours, as the tile of A is read. */
const rowOf = ({ tile, a }: Product, i: number): string => {
  const across = tile.bm / tile.tm;
  return a.along === 'depth'
    ? `tile_a + row + ${i * across}u`
    : `tile_a + 4u * (row + ${(i >> 2) * across}u) + ${i & 3}u`;
};

/**
 * Columns of a tile of B along the depth are its lines. Threads read them in turns, one by one, and yet each is to have
 * four neighbours to write as one: so the lines lie in that order.
 */
function lineOfColumn({ tile, b }: Product, column: string): string {
  if (b.along === 'across') return column;
  const along = tile.bn / tile.tn;
  return `(${column} / 4u % ${along}u + (${column} / ${4 * along}u * 4u + ${column} % 4u) * ${along}u)`;
}

/** Where the thread's quad j of columns starts. */
const columnOf = ({ tile }: Product, j: number): string =>
  `tile_b + 4u * (column + ${(j * tile.bn) / tile.tn}u)`;

function storeAll(product: Product): string {
  const { tm, tn } = product.tile;
  const begin = range(tn / 4).map((j) => product.reduction?.begin?.(columnOf(product, j), j) ?? '');
  const rows = range(tm)
    .map(
      (i) => `{
let m = ${rowOf(product, i)};
if (m < rows) {
${product.row('m')}
${range(tn / 4)
  .map((j) => `{\nlet n = ${columnOf(product, j)};\n${product.store('m', 'n', sum(i, j), j)}\n}\n`)
  .join('')}}
}
`,
    )
    .join('');
  return `${begin.join('')}${rows}`;
}

/** The WGSL after the bindings, and its workgroups. `rows`, the number of rows, may be redefined by `begin`. */
export function tiledProduct(product: Product): { body: string; workgroups: Workgroups } {
  const { tile, step, rows, columns, layers = 1, globals = '', begin, reduction } = product;
  checkTile(tile, product.a.along === 'across');
  const threads = threadsOf(tile);
  const a: Side = { name: 'a', operand: product.a, size: tile.bm, lineOf: (row) => row };
  const b: Side = {
    name: 'b',
    operand: product.b,
    size: tile.bn,
    lineOf: (column) => lineOfColumn(product, column),
  };
  const acrossTiles = ceilDiv(columns, tile.bn);
  const tiles = rowTiles(rows, tile) * acrossTiles;
  const { workgroups, snippet } = flatWorkgroups(tiles * layers);
  const advance = (side: Side): string =>
    slotsOf(side, step, threads)
      .map(({ name }) => side.operand.advance?.(name) ?? '')
      .join('');
  const load = `${loads(a, step, threads)}${loads(b, step, threads)}`;
  const fill = `workgroupBarrier();
${stores(a, step, threads)}${stores(b, step, threads)}workgroupBarrier();
`;
  const products = multiplyAll(product, step);
  const onward = `${advance(a)}${advance(b)}`;
  // The products of what was loaded a step ago, if there was one.
  const late = `if (filled) {\n${products}}\n`;
  const walk = tile.ahead
    ? `var filled = false;\n${product.walk(`${load}${late}${fill}filled = true;\n${onward}`)}${late}`
    : product.walk(`${load}${fill}${products}${onward}`);
  const sums = range(tile.tm).flatMap((i) => range(tile.tn / 4).map((j) => `var ${sum(i, j)} = vec4f();\n`));
  const finish = reduction
    ? reduceColumns(
        reduction,
        { tile, sum, whole: begin === undefined && rows % tile.bm === 0 },
        columns,
        `flat / ${acrossTiles}u`,
      )
    : '';
  const held = (side: Side): number => Math.max(quadsOf(side, step), reduction ? reductionQuads(tile) : 0);
  const body = `${snippet}${globals}
var<workgroup> tile_as: array<vec4f, ${held(a)}>;
var<workgroup> tile_bs: array<vec4f, ${held(b)}>;
@compute @workgroup_size(${threads})
fn main(@builtin(workgroup_id) w: vec3u, @builtin(local_invocation_index) thread: u32) {
let flat = flat_workgroup(w);
if (flat >= ${tiles * layers}u) { return; }
let layer = flat / ${tiles}u;
let tile_a = flat % ${tiles}u / ${acrossTiles}u * ${tile.bm}u;
let tile_b = flat % ${acrossTiles}u * ${tile.bn}u;
// Always 0: the dispatch is flat.
let zero = w.z;
let row = thread / ${tile.bn / tile.tn}u;
let column = thread % ${tile.bn / tile.tn}u;
${begin ?? `let rows = ${rows}u;`}
${sums.join('')}${setUp(a, step, threads)}${setUp(b, step, threads)}${walk}${storeAll(product)}${finish}}
`;
  return { body, workgroups };
}

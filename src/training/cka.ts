/**
 * How alike two representations of the same pictures are: linear centred kernel alignment (Kornblith et al., "Similarity of neural
 * network representations revisited", 2019, section 3). For X [n, p] and Y [n, q] with centred columns it is
 * ‖XᵀY‖² / (‖XᵀX‖·‖YᵀY‖) by Frobenius norms: 1 of what is equal but for a rotation and a scale. Pure.
 *
 * Of few pictures with many channels that is too high for representations which have nothing in common. The debiased form puts the unbiased
 * estimator of HSIC in place of each square (Song et al., "Feature selection via dependence maximization", 2012; so used by Nguyen et
 * al., "Do wide and deep networks learn the same things?", 2021): about 0 for those, sometimes below. With a = ‖xᵢ‖² and b = ‖yᵢ‖² of
 * centred rows it needs no kernel matrix: ‖XᵀY‖² − n/(n−2)·Σab + Σa·Σb/((n−1)(n−2)), but for a factor that cancels.
 */
import { atOnce } from '../base/slices.ts';
import { centred, columnMeans, innerProducts, type Representation, transposing } from './matrices.ts';

export interface CkaOptions {
  /** Takes four pictures at least. Default: false. */
  readonly debiased?: boolean;
}

interface Prepared {
  readonly n: number;
  readonly channels: number;
  /** ‖row‖² of each picture. */
  readonly lengths: Float64Array;
  /** What pairs are compared by: inner products of centred rows, [n, n], or centred columns, [channels, n]. */
  readonly by: 'kernel' | 'columns';
  readonly values: Float64Array;
}

/** What kernels may take in memory; beyond it pairs are compared by their channels. */
const mostKernelBytes = 2 ** 27;

/** The inner products of all rows, [n, n]. */
function kernelOf(rows: Float64Array, n: number, channels: number): Float64Array {
  const kernel = atOnce(innerProducts(rows, n, rows, n, channels, true));
  for (let i = 0; i < n; i++) for (let j = 0; j < i; j++) kernel[j * n + i] = kernel[i * n + j]!;
  return kernel;
}

function prepare(block: Representation, byKernel: boolean): Prepared {
  const { channels } = block;
  const n = block.values.length / channels;
  const rows = centred(block, columnMeans(block));
  const lengths = new Float64Array(n);
  rows.forEach((value, i) => {
    const row = Math.floor(i / channels);
    lengths[row] = lengths[row]! + value * value;
  });
  const known = { n, channels, lengths };
  return byKernel
    ? { ...known, by: 'kernel', values: kernelOf(rows, n, channels) }
    : { ...known, by: 'columns', values: atOnce(transposing(rows, channels)) };
}

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};
const sumOf = (a: Float64Array): number => a.reduce((sum, value) => sum + value, 0);

/** ‖XᵀY‖², which is ⟨XXᵀ, YYᵀ⟩ too, or its debiased form. */
function alignment(x: Prepared, y: Prepared, debiased: boolean): number {
  const { n } = x;
  let square: number;
  if (x.by === 'kernel') square = dot(x.values, y.values);
  else {
    const products = atOnce(innerProducts(x.values, x.channels, y.values, y.channels, n));
    square = dot(products, products);
  }
  if (!debiased) return square;
  const both = dot(x.lengths, y.lengths);
  const each = sumOf(x.lengths) * sumOf(y.lengths);
  return square - (n / (n - 2)) * both + each / ((n - 1) * (n - 2));
}

/** Whether comparing by kernels takes fewer multiplications: they are made once a block, and a pair then takes n². */
function kernelsPay(
  blocks: readonly Representation[],
  pairs: readonly (readonly [number, number])[],
): boolean {
  const n = (blocks[0]?.values.length ?? 0) / (blocks[0]?.channels ?? 1);
  const channelsOf = (i: number) => blocks[i]?.channels ?? 0;
  const byChannels = pairs.reduce((sum, [i, j]) => sum + n * channelsOf(i) * channelsOf(j), 0);
  const byKernels = blocks.reduce((sum, { channels }) => sum + (n * n * channels) / 2, n * n * pairs.length);
  return byKernels < byChannels && 8 * n * n * blocks.length <= mostKernelBytes;
}

/**
 * CKA of every block of one list with every block of another, of the same pictures in the same order: [rows][columns].
 * NaN of a block that makes the same of all pictures.
 */
export function ckaMatrix(
  rows: readonly Representation[],
  columns: readonly Representation[] = rows,
  { debiased = false }: CkaOptions = {},
): number[][] {
  const same = rows === columns;
  const blocks = same ? rows : [...rows, ...columns];
  const first = same ? 0 : rows.length;
  const pairs = rows.flatMap((_, i) =>
    columns.flatMap((__, j): [number, number][] => (same && j < i ? [] : [[i, first + j]])),
  );
  const own = blocks.map((_, i): [number, number] => [i, i]);
  const byKernel = kernelsPay(blocks, [...pairs, ...(same ? [] : own)]);
  const prepared = blocks.map((block) => prepare(block, byKernel));
  const at = (i: number, j: number) => alignment(prepared[i]!, prepared[j]!, debiased);
  const norms = own.map(([i]) => Math.sqrt(Math.max(0, at(i, i))));
  const matrix = rows.map(() => new Array<number>(columns.length).fill(Number.NaN));
  for (const [i, j] of pairs) {
    const value = i === j ? norms[i]! ** 2 : at(i, j);
    const cka = value / (norms[i]! * norms[j]!);
    matrix[i]![j - first] = cka;
    if (same) matrix[j]![i] = cka;
  }
  return matrix;
}

/** CKA of two representations of the same pictures. */
export const cka = (x: Representation, y: Representation, options?: CkaOptions): number =>
  ckaMatrix([x], [y], options)[0]![0]!;

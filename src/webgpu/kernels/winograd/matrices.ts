/**
 * The matrices of Winograd's minimal filtering F(m×m, 3×3): m×m outputs of a 3×3 convolution from (m + 2)² products.
 *
 * y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A for a filter g and the (m + 2)² inputs d of a tile (A. Lavin and S. Gray, "Fast
 * Algorithms for Convolutional Neural Networks", arXiv 1509.09308, equation 8). The matrices are those of Toom and Cook:
 * polynomials of degree 2 and m − 1 are multiplied by their values at m + 1 points and at infinity, and the product is
 * interpolated; a convolution is that multiplication transposed (B. Barabasz et al., "Error Analysis and Improving the
 * Accuracy of Winograd Convolution for Deep Neural Networks", arXiv 1803.10986, section 2).
 */
import { range } from '../../kernel.ts';

/** Outputs along one side of a tile. */
export type TileOutputs = 2 | 4;

export type Matrix = readonly (readonly number[])[];

/** Inputs and products along one side of a tile. */
export const pointsOf = (m: TileOutputs): number => m + 2;

/**
 * The finite points. Errors grow with the powers of the points and with what the interpolation cancels. On normal data,
 * 48 channels, the usual 0, ±1, ±2 make 1.3e-6 of the outputs' size (root mean square; summed directly 0.3e-6), these
 * 0.6e-6, the least of all pairs of eighths between 1/2 and 2, and their largest error is a quarter of that of the usual
 * ones. Sums of their powers are exact in float32.
 */
const points: Readonly<Record<TileOutputs, readonly number[]>> = {
  2: [0, 1, -1],
  4: [0, 5 / 8, -5 / 8, 3 / 2, -3 / 2],
};

/** Coefficients of Π (x − root), from the constant on. */
const polynomial = (roots: readonly number[]): number[] =>
  roots.reduce((p, root) => range(p.length + 1).map((i) => (p[i - 1] ?? 0) - root * (p[i] ?? 0)), [1]);

export const transpose = (matrix: Matrix): Matrix =>
  range(matrix[0]?.length ?? 0).map((j) => matrix.map((row) => row[j]!));

export interface WinogradMatrices {
  /** Aᵀ [m, m + 2]: from products to outputs. */
  readonly output: Matrix;
  /** G [m + 2, 3]: of the filter. */
  readonly filter: Matrix;
  /** Bᵀ [m + 2, m + 2]: of the inputs. */
  readonly input: Matrix;
}

/** The matrices of F(m×m, 3×3), last the point at infinity. */
export function winogradMatrices(m: TileOutputs): WinogradMatrices {
  const finite = points[m];
  const n = pointsOf(m);
  const others = (j: number): number[] => finite.filter((_, i) => i !== j);
  // A row of the interpolation is divided by Π (a − b) over the other points b; that goes to the filter's side.
  const divisor = (j: number): number => others(j).reduce((product, b) => product * (finite[j]! - b), 1);
  const infinity = (size: number): number[] => range(size).map((k) => (k === size - 1 ? 1 : 0));
  const powers = (size: number): number[][] => finite.map((a) => range(size).map((k) => a ** k));
  return {
    output: transpose([...powers(m), infinity(m)]),
    filter: [...powers(3).map((row, j) => row.map((p) => p / divisor(j))), infinity(3)],
    input: range(n).map((j) => {
      const coefficients = polynomial(j < n - 1 ? others(j) : finite);
      return range(n).map((k) => coefficients[k] ?? 0);
    }),
  };
}

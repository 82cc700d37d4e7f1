/**
 * The plane that holds the most of how some points scatter: their first two principal components, found from the inner products of the
 * points alone, so that points of millions of numbers cost what a matrix of as many rows as there are points does. Pure.
 */

export interface PrincipalPlane {
  /** What each point counts in each of the two directions, which are sums of the points, of length 1 and at right angles. */
  readonly mixes: readonly [first: Float64Array, second: Float64Array];
  /** Where each point lies along both directions, as seen from the origin. */
  readonly places: readonly (readonly [x: number, y: number])[];
  /** What each direction holds of the variance of the points around their mean, 0…1. */
  readonly shares: readonly [first: number, second: number];
}

interface Eigen {
  readonly value: number;
  readonly vector: Float64Array;
}

const mostSweeps = 60;

/** All eigenvalues of a symmetric matrix, the largest first, with vectors of length 1, by Jacobi's rotations. @param matrix Row by row. */
export function symmetricEigen(matrix: ArrayLike<number>, size: number): Eigen[] {
  const a = Float64Array.from(matrix);
  const vectors = new Float64Array(size * size);
  for (let i = 0; i < size; i++) vectors[i * size + i] = 1;
  const total = a.reduce((sum, value) => sum + value * value, 0);
  const off = () => {
    let sum = 0;
    for (let i = 0; i < size; i++) for (let j = 0; j < i; j++) sum += 2 * a[i * size + j]! ** 2;
    return sum;
  };
  for (let sweep = 0; sweep < mostSweeps && off() > 1e-30 * total; sweep++)
    for (let p = 0; p < size; p++)
      for (let q = p + 1; q < size; q++) {
        const apq = a[p * size + q]!;
        if (apq === 0) continue;
        // The angle that makes this entry zero, as its tangent: the smaller of the two.
        const theta = (a[q * size + q]! - a[p * size + p]!) / (2 * apq);
        const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.hypot(theta, 1));
        const cos = 1 / Math.hypot(t, 1);
        const sin = t * cos;
        for (let k = 0; k < size; k++) {
          const [kp, kq] = [a[k * size + p]!, a[k * size + q]!];
          a[k * size + p] = cos * kp - sin * kq;
          a[k * size + q] = sin * kp + cos * kq;
        }
        for (let k = 0; k < size; k++) {
          const [pk, qk] = [a[p * size + k]!, a[q * size + k]!];
          a[p * size + k] = cos * pk - sin * qk;
          a[q * size + k] = sin * pk + cos * qk;
          const [vp, vq] = [vectors[k * size + p]!, vectors[k * size + q]!];
          vectors[k * size + p] = cos * vp - sin * vq;
          vectors[k * size + q] = sin * vp + cos * vq;
        }
      }
  return Array.from({ length: size }, (_, i) => ({
    value: a[i * size + i]!,
    vector: Float64Array.from({ length: size }, (__, k) => vectors[k * size + i]!),
  })).sort((one, other) => other.value - one.value);
}

/** The inner products around the mean of the points in place of those around the origin. */
function centred(gram: ArrayLike<number>, count: number): Float64Array {
  const means = Float64Array.from({ length: count }, (_, i) => {
    let sum = 0;
    for (let j = 0; j < count; j++) sum += gram[i * count + j]!;
    return sum / count;
  });
  const mean = means.reduce((sum, value) => sum + value / count, 0);
  return Float64Array.from(
    { length: count * count },
    (_, k) => gram[k]! - means[Math.floor(k / count)]! - means[k % count]! + mean,
  );
}

/** What the second direction must hold at least, or else the points lie on a line. */
const leastShare = 1e-9;

/**
 * @param gram Inner products of all points with all points, row by row.
 * @returns undefined where the points span no plane. The first point lies at no positive x and no positive y.
 */
export function principalPlane(gram: ArrayLike<number>, count: number): PrincipalPlane | undefined {
  const around = centred(gram, count);
  let variance = 0;
  for (let i = 0; i < count; i++) variance += around[i * count + i]!;
  const [first, second] = symmetricEigen(around, count);
  if (!first || !second || !(variance > 0) || !(second.value > leastShare * variance)) return undefined;
  const axis = ({ value, vector }: Eigen) => {
    const mix = vector.map((part) => part / Math.sqrt(value));
    const along = (point: number) => mix.reduce((sum, part, i) => sum + part * gram[i * count + point]!, 0);
    const turned = along(0) > 0 ? -1 : 1;
    return {
      mix: mix.map((part) => turned * part),
      places: Array.from({ length: count }, (_, point) => turned * along(point)),
      share: value / variance,
    };
  };
  const [x, y] = [axis(first), axis(second)];
  return {
    mixes: [x.mix, y.mix],
    places: x.places.map((place, i) => [place, y.places[i]!] as const),
    shares: [x.share, y.share],
  };
}

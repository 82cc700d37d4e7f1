/**
 * The tour: a smooth path of planes onto which the classes' numbers of all pictures are projected (D. Asimov, "The Grand Tour", 1985; as in
 * M. Li, Z. Zhao and C. Scheidegger, "Visualizing Neural Networks with the Grand Tour", Distill 2020). A projection is linear, so what moves
 * between two epochs moves in the picture as it does in the network. Pure, and the same for the same time.
 *
 * The numbers of a picture, less their mean, lie in the K − 1 dimensions across (1, …, 1). `classDirections` has orthonormal coordinates of these:
 * the corners of a regular simplex. A plane is two orthonormal vectors of them.
 */

/** The two orthonormal vectors that span a plane: where the point x comes to lie is (a·x, b·x). */
export interface Plane {
  readonly a: Float64Array;
  readonly b: Float64Array;
}

/** What is projected in: at least two dimensions, however few the classes. */
export const dimensionsOf = (classes: number): number => Math.max(2, classes - 1);

const dot = (u: ArrayLike<number>, v: ArrayLike<number>): number => {
  let sum = 0;
  for (let i = 0; i < u.length; i++) sum += (u[i] as number) * (v[i] as number);
  return sum;
};

/**
 * Of every class the coordinates of its unit vector less its mean (Helmert's): K rows. Their dot products with a picture's numbers are
 * coordinates of these; the mean of the numbers plays no part.
 */
export function classDirections(classes: number): Float64Array[] {
  const dimensions = dimensionsOf(classes);
  return Array.from({ length: classes }, (_, k) =>
    Float64Array.from({ length: dimensions }, (_, i) => {
      if (i >= classes - 1 || k > i + 1) return 0;
      const scale = 1 / Math.sqrt((i + 1) * (i + 2));
      return k <= i ? scale : -(i + 1) * scale;
    }),
  );
}

/** Where the path begins: all classes equally long and at even distances around the middle. */
export function star(classes: number): Plane {
  const directions = classDirections(classes);
  const [a, b] = [Math.cos, Math.sin].map((wave) => {
    const vector = new Float64Array(dimensionsOf(classes));
    directions.forEach((direction, k) => {
      const weight = Math.sqrt(2 / classes) * wave((2 * Math.PI * k) / classes);
      direction.forEach((x, i) => {
        vector[i] = (vector[i] as number) + weight * x;
      });
    });
    return vector;
  }) as [Float64Array, Float64Array];
  // Two classes lie on one line.
  return classes > 2 ? { a, b } : { a: Float64Array.of(1, 0), b: Float64Array.of(0, 1) };
}

/** Radians a second that a plane turns by, about. */
const speed = 0.3;
const golden = (Math.sqrt(5) - 1) / 2;

/** The speed of the n-th rotation. No two are multiples of one another, so the path never comes back to where it was. */
const rateOf = (n: number, dimensions: number): number =>
  ((0.5 + (((n + 1) * golden) % 1)) * (n % 2 ? -1 : 1) * speed) / Math.sqrt(dimensions - 1);

/** Turns a vector in the plane of its coordinates i and j. */
function rotate(vector: Float64Array, i: number, j: number, angle: number): void {
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const [x, y] = [vector[i] as number, vector[j] as number];
  vector[i] = cos * x - sin * y;
  vector[j] = sin * x + cos * y;
}

/** Of all pairs of dimensions one rotation after the other, or all of them undone. */
function turnedBy({ a, b }: Plane, seconds: number, direction: 1 | -1): Plane {
  const dimensions = a.length;
  const pairs: [number, number][] = [];
  for (let i = 0; i < dimensions; i++) for (let j = i + 1; j < dimensions; j++) pairs.push([i, j]);
  const turned = { a: a.slice(), b: b.slice() };
  for (let n = 0; n < pairs.length; n++) {
    const place = direction === 1 ? n : pairs.length - 1 - n;
    const [i, j] = pairs[place] as [number, number];
    const angle = direction * rateOf(place, dimensions) * seconds;
    rotate(turned.a, i, j, angle);
    rotate(turned.b, i, j, angle);
  }
  return turned;
}

/** Where the path through a plane is after so many seconds. */
export const turned = (start: Plane, seconds: number): Plane => turnedBy(start, seconds, 1);
/** The start of the path that is at this plane after so many seconds: a plane that was moved by hand turns on from where it is. */
export const startOf = (plane: Plane, seconds: number): Plane => turnedBy(plane, seconds, -1);

/** A symmetric 2×2 matrix: [[p, q], [q, r]]. */
type Symmetric = readonly [p: number, q: number, r: number];

/** The square root of one that is positive definite. */
function root([p, q, r]: Symmetric): Symmetric {
  const s = Math.sqrt(Math.max(0, p * r - q * q));
  const t = Math.sqrt(p + r + 2 * s);
  return [(p + s) / t, q / t, (r + s) / t];
}

function times({ a, b }: Plane, [p, q, r]: Symmetric): Plane {
  return {
    a: a.map((x, i) => p * x + q * (b[i] as number)),
    b: a.map((x, i) => q * x + r * (b[i] as number)),
  };
}

const inverse = ([p, q, r]: Symmetric): Symmetric => {
  const determinant = p * r - q * q;
  return [r / determinant, -q / determinant, p / determinant];
};

/** How far from the middle a direction can come to lie at most: where it lies in the plane. */
const farthest = 0.999;

/**
 * The plane nearest to this one in which a direction comes to lie at a place. Its share across the direction is the one with the dot products
 * that are left, nearest to what it was (an orthogonal Procrustes problem).
 * @param direction Of any length.
 * @param to Where it is to lie; what is farther away than its length is drawn in.
 */
export function dragged(plane: Plane, direction: Float64Array, to: readonly [x: number, y: number]): Plane {
  const length = Math.sqrt(dot(direction, direction));
  const distance = Math.hypot(...to) / length;
  const shrink = Math.min(1, farthest / Math.max(distance, 1e-9)) / length;
  const [x, y] = [to[0] * shrink, to[1] * shrink];
  const unit = direction.map((u) => u / length);
  const across = (vector: Float64Array): Float64Array => {
    const along = dot(vector, unit);
    return vector.map((v, i) => v - along * (unit[i] as number));
  };
  const rest: Plane = { a: across(plane.a), b: across(plane.b) };
  const left = root([1 - x * x, -x * y, 1 - y * y]);
  const wanted = times(rest, left);
  const gram: Symmetric = [dot(wanted.a, wanted.a), dot(wanted.a, wanted.b), dot(wanted.b, wanted.b)];
  // The plane has the direction in it, or there are two dimensions: nothing across it says where to turn.
  if (gram[0] * gram[2] - gram[1] * gram[1] < 1e-12) return plane;
  const made = times(times(wanted, inverse(root(gram))), left);
  return {
    a: made.a.map((v, i) => v + x * (unit[i] as number)),
    b: made.b.map((v, i) => v + y * (unit[i] as number)),
  };
}

/** Where points come to lie in a plane: x and y of each. @param points N·D. */
export function project({ a, b }: Plane, points: ArrayLike<number>): Float32Array {
  const dimensions = a.length;
  const count = points.length / dimensions;
  const out = new Float32Array(2 * count);
  for (let n = 0; n < count; n++) {
    let [x, y] = [0, 0];
    for (let i = 0; i < dimensions; i++) {
      const value = points[n * dimensions + i] as number;
      x += (a[i] as number) * value;
      y += (b[i] as number) * value;
    }
    out[2 * n] = x;
    out[2 * n + 1] = y;
  }
  return out;
}

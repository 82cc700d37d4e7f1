/** What the kernels compute, once more in float64 and plain loops. Rows × channels as the kernels have them. */

type Numbers = ArrayLike<number>;

const at = (array: Numbers, i: number): number => {
  const value = array[i];
  if (value === undefined) throw new Error(`Index ${i} of ${array.length}.`);
  return value;
};

export interface Moments {
  readonly mean: Float64Array;
  /** Sum of squared deviations from the mean. */
  readonly squares: Float64Array;
}

/** Of rows `start … end`, by channel, in two passes. */
export function moments(z: Numbers, channels: number, start = 0, end = z.length / channels): Moments {
  const mean = new Float64Array(channels);
  const squares = new Float64Array(channels);
  for (let c = 0; c < channels; c++) {
    let sum = 0;
    for (let r = start; r < end; r++) sum += at(z, r * channels + c);
    mean[c] = sum / (end - start);
    let square = 0;
    for (let r = start; r < end; r++) square += (at(z, r * channels + c) - sum / (end - start)) ** 2;
    squares[c] = square;
  }
  return { mean, squares };
}

export interface Norm {
  readonly mean: Numbers;
  /** 1/√(variance + ε) */
  readonly inverse: Numbers;
  readonly gamma: Numbers;
  readonly beta: Numbers;
}

/** relu?((z − mean) · inverse · γ + β + residual?) */
export function normalise(z: Float32Array, n: Norm, relu: boolean, residual?: Numbers): Float64Array {
  const channels = n.gamma.length;
  return Float64Array.from(z, (v, i) => {
    const c = i % channels;
    const sum =
      (v - at(n.mean, c)) * at(n.inverse, c) * at(n.gamma, c) +
      at(n.beta, c) +
      (residual ? at(residual, i) : 0);
    return relu ? Math.max(0, sum) : sum;
  });
}

/** Gradients of batch norm with the statistics of the batch; `passes` says where dy passes the ReLU. */
export function normGradients(dy: Numbers, passes: (i: number) => boolean, z: Float32Array, n: Norm) {
  const channels = n.gamma.length;
  const rows = z.length / channels;
  const dbeta = new Float64Array(channels);
  const dgamma = new Float64Array(channels);
  const masked = Float64Array.from(z, (_, i) => (passes(i) ? at(dy, i) : 0));
  const normal = Float64Array.from(z, (v, i) => (v - at(n.mean, i % channels)) * at(n.inverse, i % channels));
  for (let i = 0; i < z.length; i++) {
    const c = i % channels;
    dbeta[c] = at(dbeta, c) + at(masked, i);
    dgamma[c] = at(dgamma, c) + at(masked, i) * at(normal, i);
  }
  const dz = Float64Array.from(masked, (g, i) => {
    const c = i % channels;
    return (
      at(n.gamma, c) * at(n.inverse, c) * (g - at(dbeta, c) / rows - (at(normal, i) * at(dgamma, c)) / rows)
    );
  });
  return { masked, dbeta, dgamma, dz };
}

/** Rows of equal length, one after the other. */
export interface Matrix {
  readonly data: Numbers;
  readonly columns: number;
}

export const matrix = (data: Numbers, columns: number): Matrix => ({ data, columns });
const rowsOf = ({ data, columns }: Matrix): number => data.length / columns;

export function multiply(a: Matrix, b: Matrix): Matrix {
  const data = new Float64Array(rowsOf(a) * b.columns);
  for (let r = 0; r < rowsOf(a); r++)
    for (let c = 0; c < b.columns; c++) {
      let sum = 0;
      for (let k = 0; k < a.columns; k++)
        sum += at(a.data, r * a.columns + k) * at(b.data, k * b.columns + c);
      data[r * b.columns + c] = sum;
    }
  return matrix(data, b.columns);
}

export function transpose(a: Matrix): Matrix {
  const rows = rowsOf(a);
  const data = Float64Array.from(a.data, (_, i) => at(a.data, (i % rows) * a.columns + Math.floor(i / rows)));
  return matrix(data, rows);
}

/** Average over the pixels of [N, area, C], then times weight [C, classes] plus bias. */
export function classify(
  x: Numbers,
  weight: Matrix,
  bias: Numbers,
  area: number,
): { pooled: Matrix; logits: Matrix } {
  const channels = rowsOf(weight);
  const pooled = new Float64Array(x.length / area);
  for (let i = 0; i < x.length; i++) {
    const p = Math.floor(i / channels / area) * channels + (i % channels);
    pooled[p] = at(pooled, p) + at(x, i) / area;
  }
  const { data } = multiply(matrix(pooled, channels), weight);
  const logits = Float64Array.from(data, (v, i) => v + at(bias, i % weight.columns));
  return { pooled: matrix(pooled, channels), logits: matrix(logits, weight.columns) };
}

/** Softmax cross-entropy a picture, its gradient of the mean, and whether the first highest logit is the label's. */
export function crossEntropy(logits: Matrix, labels: Int32Array, smoothing: number) {
  const { columns: classes } = logits;
  const dlogits = new Float64Array(logits.data.length);
  const losses: number[] = [];
  const correct: number[] = [];
  labels.forEach((label, n) => {
    const row = Array.from({ length: classes }, (_, k) => at(logits.data, n * classes + k));
    const top = Math.max(...row);
    const sum = row.reduce((total, v) => total + Math.exp(v - top), 0);
    let loss = 0;
    row.forEach((v, k) => {
      const target = (k === label ? 1 - smoothing : 0) + smoothing / classes;
      loss -= target * (v - top - Math.log(sum));
      dlogits[n * classes + k] = (Math.exp(v - top) / sum - target) / labels.length;
    });
    losses.push(loss);
    correct.push(row.indexOf(top) === label ? 1 : 0);
  });
  return { losses, correct, dlogits: matrix(dlogits, classes) };
}

export interface OptimizerNumbers {
  readonly learningRate: number;
  readonly weightDecay: number;
  readonly momentum: number;
  readonly nesterov: boolean;
  readonly decayAll: boolean;
}

const decayOf = (s: OptimizerNumbers, i: number, decayCount: number): number =>
  i < decayCount || s.decayAll ? s.weightDecay : 0;

/** One step of torch.optim.SGD, in place. */
export function sgdStep(
  { weights, velocity }: { weights: Float64Array; velocity: Float64Array },
  gradient: Numbers,
  s: OptimizerNumbers,
  decayCount: number,
): void {
  weights.forEach((w, i) => {
    const g = at(gradient, i) + decayOf(s, i, decayCount) * w;
    const v = s.momentum * at(velocity, i) + g;
    velocity[i] = v;
    weights[i] = w - s.learningRate * (s.nesterov ? g + s.momentum * v : v);
  });
}

/** Step t of torch.optim.AdamW, in place; `momentum` is the first beta. */
export function adamWStep(
  { weights, first, second }: { weights: Float64Array; first: Float64Array; second: Float64Array },
  gradient: Numbers,
  s: OptimizerNumbers,
  decayCount: number,
  t: number,
): void {
  weights.forEach((w, i) => {
    const g = at(gradient, i);
    const m = s.momentum * at(first, i) + (1 - s.momentum) * g;
    const v = 0.999 * at(second, i) + 0.001 * g * g;
    first[i] = m;
    second[i] = v;
    const corrected = m / (1 - s.momentum ** t) / (Math.sqrt(v / (1 - 0.999 ** t)) + 1e-8);
    weights[i] = w * (1 - s.learningRate * decayOf(s, i, decayCount)) - s.learningRate * corrected;
  });
}

/** Pictures [N, S, S, 3] as torchvision's RandomCrop (padding 4), RandomHorizontalFlip, ToTensor, Normalize; then cutout. */
export function augmented(
  bytes: Uint8Array,
  size: number,
  { mean, std }: { mean: readonly number[]; std: readonly number[] },
  draws?: Int32Array,
): Float64Array {
  return Float64Array.from(bytes, (_, i) => {
    const channel = i % 3;
    const x = Math.floor(i / 3) % size;
    const y = Math.floor(i / 3 / size) % size;
    const picture = Math.floor(i / 3 / size / size);
    const draw = (k: number): number => (draws ? at(draws, picture * 5 + k) : [0, 0, 0, -1, -1][k]) ?? 0;
    const row = y + draw(0);
    const column = (draw(2) === 1 ? size - 1 - x : x) + draw(1);
    const near = (at_: number, centre: number): boolean => at_ >= centre - 8 && at_ < centre + 8;
    if (draw(3) >= 0 && draw(4) >= 0 && near(y, draw(3)) && near(x, draw(4))) return 0;
    const inside = row >= 0 && row < size && column >= 0 && column < size;
    const byte = inside ? at(bytes, ((picture * size + row) * size + column) * 3 + channel) : 0;
    return (byte / 255 - at(mean, channel)) / at(std, channel);
  });
}

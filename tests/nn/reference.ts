/**
 * The network once more in float64 and plain loops, with gradients by a tape: what the tensors are checked against.
 * Shares nothing with src/nn but the structure of a spec. Activations are NHWC, filters OIHW, the classifier [out, in].
 */
import type { Block, ConvUnit, Structure } from '../../src/model/structure.ts';
import type { TapSite } from '../../src/training/taps.ts';

export interface Node {
  readonly shape: readonly number[];
  readonly data: Float64Array;
  readonly grad: Float64Array;
}

const sizeOf = (shape: readonly number[]): number => shape.reduce((a, b) => a * b, 1);
const dims = (node: Node): [number, number, number, number] => {
  const [a = 1, b = 1, c = 1, d = 1] = node.shape;
  return [a, b, c, d];
};
const at = (array: ArrayLike<number>, i: number): number => {
  const value = array[i];
  if (value === undefined) throw new Error(`index ${i} of ${array.length}`);
  return value;
};
const out = (n: number, kernel: number, stride: number, padding: number): number =>
  Math.floor((n + 2 * padding - kernel) / stride) + 1;

export class Tape {
  private readonly backs: (() => void)[] = [];

  leaf(shape: readonly number[], data: ArrayLike<number>): Node {
    return { shape, data: Float64Array.from(data), grad: new Float64Array(sizeOf(shape)) };
  }

  private node(shape: readonly number[], back: (node: Node) => void): Node {
    const node = this.leaf(shape, new Float64Array(sizeOf(shape)));
    this.backs.push(() => back(node));
    return node;
  }

  /** Gradients of Σ seed·root in every leaf. */
  backward(root: Node, seed: ArrayLike<number> = [1]): void {
    root.grad.set(Array.from(seed));
    for (const back of this.backs.reverse()) back();
  }

  conv(x: Node, filter: Node, stride: number, padding: number): Node {
    const [n, height, width, input] = dims(x);
    const [channels, , kernel] = dims(filter);
    const rows = out(height, kernel, stride, padding);
    const columns = out(width, kernel, stride, padding);
    const visit = (f: (o: number, i: number, w: number) => void) => {
      for (let b = 0; b < n; b++)
        for (let r = 0; r < rows; r++)
          for (let c = 0; c < columns; c++)
            for (let o = 0; o < channels; o++)
              for (let p = 0; p < kernel; p++)
                for (let q = 0; q < kernel; q++) {
                  const y = r * stride + p - padding;
                  const z = c * stride + q - padding;
                  if (y < 0 || z < 0 || y >= height || z >= width) continue;
                  for (let i = 0; i < input; i++)
                    f(
                      ((b * rows + r) * columns + c) * channels + o,
                      ((b * height + y) * width + z) * input + i,
                      ((o * input + i) * kernel + p) * kernel + q,
                    );
                }
    };
    const y = this.node([n, rows, columns, channels], ({ grad }) =>
      visit((o, i, w) => {
        x.grad[i] = at(x.grad, i) + at(grad, o) * at(filter.data, w);
        filter.grad[w] = at(filter.grad, w) + at(grad, o) * at(x.data, i);
      }),
    );
    visit((o, i, w) => {
      y.data[o] = at(y.data, o) + at(x.data, i) * at(filter.data, w);
    });
    return y;
  }

  /** Mean and biased variance a channel. */
  statistics(x: Node): { mean: Float64Array; variance: Float64Array; count: number } {
    const channels = at(x.shape, 3);
    const count = x.data.length / channels;
    const mean = new Float64Array(channels);
    const variance = new Float64Array(channels);
    for (let c = 0; c < channels; c++) {
      for (let i = c; i < x.data.length; i += channels) mean[c] = at(mean, c) + at(x.data, i) / count;
      for (let i = c; i < x.data.length; i += channels)
        variance[c] = at(variance, c) + (at(x.data, i) - at(mean, c)) ** 2 / count;
    }
    return { mean, variance, count };
  }

  /** Batch norm by the batch; or, with `running`, by given statistics. */
  norm(x: Node, gamma: Node, beta: Node, running?: { mean: Node; variance: Node }): Node {
    const channels = at(x.shape, 3);
    const { mean, variance, count } = running
      ? { mean: running.mean.data, variance: running.variance.data, count: 0 }
      : this.statistics(x);
    const inverse = Float64Array.from(variance, (v) => 1 / Math.sqrt(v + 1e-5));
    const normal = Float64Array.from(
      x.data,
      (v, i) => (v - at(mean, i % channels)) * at(inverse, i % channels),
    );
    const y = this.node(x.shape, ({ grad }) => {
      const sum = new Float64Array(channels);
      const along = new Float64Array(channels);
      grad.forEach((dy, i) => {
        sum[i % channels] = at(sum, i % channels) + dy;
        along[i % channels] = at(along, i % channels) + dy * at(normal, i);
      });
      for (let c = 0; c < channels; c++) {
        gamma.grad[c] = at(gamma.grad, c) + at(along, c);
        beta.grad[c] = at(beta.grad, c) + at(sum, c);
      }
      grad.forEach((dy, i) => {
        const c = i % channels;
        const through = running ? 0 : (at(sum, c) + at(normal, i) * at(along, c)) / count;
        x.grad[i] = at(x.grad, i) + at(gamma.data, c) * at(inverse, c) * (dy - through);
      });
    });
    normal.forEach((v, i) => {
      y.data[i] = v * at(gamma.data, i % channels) + at(beta.data, i % channels);
    });
    return y;
  }

  /** Adds a number to each channel. */
  bias(x: Node, bias: Node): Node {
    const channels = at(x.shape, 3);
    const y = this.node(x.shape, ({ grad }) =>
      grad.forEach((dy, i) => {
        x.grad[i] = at(x.grad, i) + dy;
        bias.grad[i % channels] = at(bias.grad, i % channels) + dy;
      }),
    );
    x.data.forEach((v, i) => {
      y.data[i] = v + at(bias.data, i % channels);
    });
    return y;
  }

  add(a: Node, b: Node): Node {
    const y = this.node(a.shape, ({ grad }) =>
      grad.forEach((dy, i) => {
        a.grad[i] = at(a.grad, i) + dy;
        b.grad[i] = at(b.grad, i) + dy;
      }),
    );
    a.data.forEach((v, i) => {
      y.data[i] = v + at(b.data, i);
    });
    return y;
  }

  relu(x: Node): Node {
    const y = this.node(x.shape, ({ grad }) =>
      grad.forEach((dy, i) => {
        if (at(x.data, i) > 0) x.grad[i] = at(x.grad, i) + dy;
      }),
    );
    x.data.forEach((v, i) => {
      y.data[i] = Math.max(0, v);
    });
    return y;
  }

  padShortcut(x: Node, stride: number, before: number, after: number): Node {
    const [n, height, width, input] = dims(x);
    const rows = Math.ceil(height / stride);
    const columns = Math.ceil(width / stride);
    const channels = before + input + after;
    const visit = (f: (o: number, i: number) => void) => {
      for (let b = 0; b < n; b++)
        for (let r = 0; r < rows; r++)
          for (let c = 0; c < columns; c++)
            for (let i = 0; i < input; i++)
              f(
                ((b * rows + r) * columns + c) * channels + before + i,
                ((b * height + r * stride) * width + c * stride) * input + i,
              );
    };
    const y = this.node([n, rows, columns, channels], ({ grad }) =>
      visit((o, i) => {
        x.grad[i] = at(x.grad, i) + at(grad, o);
      }),
    );
    visit((o, i) => {
      y.data[o] = at(x.data, i);
    });
    return y;
  }

  /** 3×3, stride 2, padding 1; the first of equal maxima gets the gradient. */
  maxPool(x: Node): Node {
    const [n, height, width, channels] = dims(x);
    const rows = out(height, 3, 2, 1);
    const columns = out(width, 3, 2, 1);
    const winners = new Int32Array(n * rows * columns * channels);
    const y = this.node([n, rows, columns, channels], ({ grad }) =>
      grad.forEach((dy, o) => {
        const i = at(winners, o);
        x.grad[i] = at(x.grad, i) + dy;
      }),
    );
    y.data.forEach((_, o) => {
      const channel = o % channels;
      const c = Math.floor(o / channels) % columns;
      const r = Math.floor(o / channels / columns) % rows;
      const b = Math.floor(o / channels / columns / rows);
      let best = Number.NEGATIVE_INFINITY;
      for (let p = Math.max(0, r * 2 - 1); p <= Math.min(height - 1, r * 2 + 1); p++)
        for (let q = Math.max(0, c * 2 - 1); q <= Math.min(width - 1, c * 2 + 1); q++) {
          const i = ((b * height + p) * width + q) * channels + channel;
          if (at(x.data, i) > best) {
            best = at(x.data, i);
            winners[o] = i;
          }
        }
      y.data[o] = best;
    });
    return y;
  }

  /** Global average pooling, then the linear layer. */
  classify(x: Node, weight: Node, bias: Node): Node {
    const [n, height, width, channels] = dims(x);
    const pixels = height * width;
    const [classes] = dims(weight);
    const visit = (f: (o: number, i: number, w: number) => void) => {
      for (let b = 0; b < n; b++)
        for (let p = 0; p < pixels; p++)
          for (let c = 0; c < channels; c++)
            for (let k = 0; k < classes; k++)
              f(b * classes + k, (b * pixels + p) * channels + c, k * channels + c);
    };
    const y = this.node([n, classes], ({ grad }) => {
      visit((o, i, w) => {
        x.grad[i] = at(x.grad, i) + (at(grad, o) * at(weight.data, w)) / pixels;
        weight.grad[w] = at(weight.grad, w) + (at(grad, o) * at(x.data, i)) / pixels;
      });
      grad.forEach((dy, o) => {
        bias.grad[o % classes] = at(bias.grad, o % classes) + dy;
      });
    });
    y.data.forEach((_, o) => {
      y.data[o] = at(bias.data, o % classes);
    });
    visit((o, i, w) => {
      y.data[o] = at(y.data, o) + (at(x.data, i) * at(weight.data, w)) / pixels;
    });
    return y;
  }

  /** Mean cross-entropy with the share `smoothing` of the target spread over all classes. */
  crossEntropy(logits: Node, labels: ArrayLike<number>, smoothing: number): Node {
    const [n, classes] = dims(logits);
    const target = (b: number, k: number) => smoothing / classes + (at(labels, b) === k ? 1 - smoothing : 0);
    const probabilities = new Float64Array(n * classes);
    let total = 0;
    for (let b = 0; b < n; b++) {
      const row = logits.data.subarray(b * classes, (b + 1) * classes);
      const top = Math.max(...row);
      const norm = row.reduce((sum, v) => sum + Math.exp(v - top), 0);
      row.forEach((v, k) => {
        probabilities[b * classes + k] = Math.exp(v - top) / norm;
        total -= target(b, k) * (v - top - Math.log(norm));
      });
    }
    const loss = this.node([], ({ grad }) =>
      probabilities.forEach((p, o) => {
        const step = (p - target(Math.floor(o / classes), o % classes)) / n;
        logits.grad[o] = at(logits.grad, o) + at(grad, 0) * step;
      }),
    );
    loss.data[0] = total / n;
    return loss;
  }
}

export type Leaves = ReadonlyMap<string, Node>;

/**
 * Logits of a whole network; with the statistics of the batch where `training`.
 * @param show Called with what a block has on its way, and with its output.
 * @param without Blocks whose main path is left out: nothing of it is computed.
 */
export function forward(
  tape: Tape,
  s: Structure,
  leaves: Leaves,
  x: Node,
  training: boolean,
  show: (block: string, of: TapSite, node: Node) => void = () => {},
  without: readonly string[] = [],
): Node {
  const leaf = (name: string): Node => {
    const node = leaves.get(name);
    if (!node) throw new Error(`no leaf ${name}`);
    return node;
  };
  const convNorm = (input: Node, u: ConvUnit): Node => {
    const convolved = tape.conv(input, leaf(`${u.conv}.weight`), u.stride, u.padding);
    if (u.norm === undefined) return tape.bias(convolved, leaf(`${u.conv}.bias`));
    return tape.norm(
      convolved,
      leaf(`${u.norm}.weight`),
      leaf(`${u.norm}.bias`),
      training
        ? undefined
        : { mean: leaf(`${u.norm}.running_mean`), variance: leaf(`${u.norm}.running_var`) },
    );
  };
  const shortcutOf = (input: Node, { shortcut }: Block): Node | undefined => {
    if (shortcut.kind === 'none') return undefined;
    if (shortcut.kind === 'identity') return input;
    if (shortcut.kind === 'projection') return convNorm(input, shortcut.unit);
    return tape.padShortcut(input, shortcut.stride, shortcut.before, shortcut.after);
  };
  /** What is left of a block: its shortcut, or in a plain network its input where that has the shape of its output, else zeros. */
  const leftOf = (input: Node, b: Block): Node => {
    const { height, width, channels } = b.output;
    const shape = [input.shape[0] ?? 0, height, width, channels];
    const zeros = tape.leaf(shape, new Float64Array(sizeOf(shape)));
    const shortcut = shortcutOf(input, b);
    const sum = shortcut ?? (input.shape.join() === shape.join() ? input : zeros);
    show(b.name, 'input', input);
    show(b.name, 'branch', shortcut ? zeros : sum);
    if (shortcut) show(b.name, 'shortcut', shortcut);
    show(b.name, 'sum', sum);
    // What is handed on as it is has no ReLU behind it, which would stop the gradient where it is zero.
    return shortcut ? tape.relu(sum) : sum;
  };
  const block = (input: Node, b: Block): Node => {
    if (without.includes(b.name)) return leftOf(input, b);
    let y = input;
    show(b.name, 'input', input);
    b.units.forEach((u, i) => {
      y = convNorm(y, u);
      if (i < b.units.length - 1) y = tape.relu(y);
    });
    show(b.name, 'branch', y);
    const shortcut = shortcutOf(input, b);
    if (shortcut) {
      show(b.name, 'shortcut', shortcut);
      y = tape.add(y, shortcut);
    }
    show(b.name, 'sum', y);
    return tape.relu(y);
  };
  show('stem', 'input', x);
  let y = tape.relu(convNorm(x, s.stem.unit));
  if (s.stem.maxPool) {
    show('stem', 'unpooled', y);
    y = tape.maxPool(y);
  }
  show('stem', 'output', y);
  for (const b of s.stages.flatMap((stage) => stage.blocks)) {
    y = block(y, b);
    show(b.name, 'output', y);
  }
  const logits = tape.classify(y, leaf('classifer.weight'), leaf('classifer.bias'));
  show('classifier', 'output', logits);
  return logits;
}

/**
 * A square picture made smaller by the mean over areas. A pixel of the result is the mean of what its square covers of the source, each
 * source pixel by the share of it that lies inside: nothing is skipped and nothing counts twice, whatever the two sides are. A source that is
 * smaller than the result is enlarged by the same formula. Means are of sRGB bytes as they are, not of light. Pure.
 */

const channels = 3;

/** What one result covers of the source along one axis, in lengths of 1 / (from · to), so that every weight is a whole number and no sum is rounded. */
interface Span {
  /** Places of the source. */
  readonly first: number;
  readonly last: number;
  /** How much of the first and of the last is covered; of one between, all of it. Where both are one place, `head` is what counts. */
  readonly head: number;
  readonly tail: number;
}

/** One for each of the `to` results of `from` places; the weights of each sum to `from`. */
function spansOf(from: number, to: number): readonly Span[] {
  return Array.from({ length: to }, (_, j) => {
    const [start, end] = [j * from, (j + 1) * from];
    const first = Math.floor(start / to);
    const last = Math.ceil(end / to) - 1;
    const head = Math.min(end, (first + 1) * to) - start;
    return { first, last, head, tail: first === last ? 0 : end - last * to };
  });
}

const weightOf = ({ first, last, head, tail }: Span, place: number, whole: number): number =>
  place === first ? head : place === last ? tail : whole;

export class AreaMean {
  readonly #sums: Float64Array;
  readonly #row: Float64Array;
  readonly #spans: readonly Span[];
  /** Number of the next row of the source. */
  #next = 0;

  /**
   * @param from Pixels of a side of the source.
   * @param to Pixels of a side of the result.
   */
  constructor(
    readonly from: number,
    readonly to: number,
  ) {
    this.#sums = new Float64Array(to * to * channels);
    this.#row = new Float64Array(to * channels);
    this.#spans = spansOf(from, to);
  }

  /** Takes the next rows of the source. @param rgba Whole rows, four bytes a pixel; alpha is not looked at. */
  add(rgba: Uint8ClampedArray | Uint8Array): void {
    const stride = this.from * 4;
    for (let at = 0; at < rgba.length; at += stride) {
      this.#reduce(rgba, at);
      this.#addRow(this.#next++);
    }
  }

  /** The sums of one row, by result. */
  #reduce(rgba: Uint8ClampedArray | Uint8Array, start: number): void {
    const { to } = this;
    let place = 0;
    for (const span of this.#spans) {
      let [r, g, b] = [0, 0, 0];
      for (let x = span.first; x <= span.last; x++) {
        const weight = weightOf(span, x, to);
        const at = start + 4 * x;
        r += weight * (rgba[at] as number);
        g += weight * (rgba[at + 1] as number);
        b += weight * (rgba[at + 2] as number);
      }
      this.#row[place++] = r;
      this.#row[place++] = g;
      this.#row[place++] = b;
    }
  }

  /** Adds the sums of a row to the results that cover it. */
  #addRow(y: number): void {
    const row = this.#row;
    // Where the source is larger, it is at most two of them.
    for (let j = Math.floor((y * this.to) / this.from); j < this.to; j++) {
      const span = this.#spans[j] as Span;
      if (span.first > y) return;
      const weight = weightOf(span, y, this.to);
      const base = j * row.length;
      for (let i = 0; i < row.length; i++)
        this.#sums[base + i] = (this.#sums[base + i] as number) + weight * (row[i] as number);
    }
  }

  /** Red, green and blue of every pixel of the result, row by row, once all rows of the source were added. */
  bytes(): Uint8Array<ArrayBuffer> {
    const weights = this.from * this.from;
    const bytes = new Uint8Array(this.#sums.length);
    for (let i = 0; i < bytes.length; i++) bytes[i] = Math.round((this.#sums[i] as number) / weights);
    return bytes;
  }
}

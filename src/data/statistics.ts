/** Mean and standard deviation of pictures, channel by channel. */

/** Of three channels, of pixels scaled to 0…1. */
export interface Statistics {
  readonly mean: readonly number[];
  readonly std: readonly number[];
}

/** Counts values of RGB bytes: exact, and quicker than floating-point sums over 31 million bytes. */
export class Histograms {
  readonly #counts = [new Float64Array(256), new Float64Array(256), new Float64Array(256)] as const;

  add(pixels: Uint8Array): this {
    const [red, green, blue] = this.#counts;
    for (let i = 0; i + 2 < pixels.length; i += 3) {
      red[pixels[i] as number]!++;
      green[pixels[i + 1] as number]!++;
      blue[pixels[i + 2] as number]!++;
    }
    return this;
  }

  /** Of everything that was added. */
  get statistics(): Statistics {
    const moments = this.#counts.map((counts) => {
      let n = 0;
      let sum = 0;
      let squares = 0;
      counts.forEach((times, value) => {
        n += times;
        sum += times * value;
        squares += times * value * value;
      });
      return { mean: sum / n / 255, std: Math.sqrt(squares / n - (sum / n) ** 2) / 255 };
    });
    return { mean: moments.map((m) => m.mean), std: moments.map((m) => m.std) };
  }
}

export const statisticsOf = (pixels: Uint8Array): Statistics => new Histograms().add(pixels).statistics;

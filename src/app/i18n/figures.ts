/** Figures in a language's own way of writing them: one set of formats, made once for each language. */

/** What stands where nothing is known. */
const unknown = '–';

/** Formats of a locale, such as `en` or `zh-CN`. */
export function figuresOf(locale: string) {
  const format = (options: Intl.NumberFormatOptions) => new Intl.NumberFormat(locale, options);
  const whole = format({ maximumFractionDigits: 0 });
  const exact = format({ maximumSignificantDigits: 10 });
  const oneDigit = format({ minimumFractionDigits: 1, maximumFractionDigits: 1 });
  const twoDigits = format({ minimumFractionDigits: 2, maximumFractionDigits: 2 });
  const threeDigits = format({ minimumSignificantDigits: 3, maximumSignificantDigits: 3 });
  /** As exact as it was measured. */
  const measured = (value: number): string => (value < 100 ? threeDigits : whole).format(value);
  return {
    unknown,
    measured,
    /** A whole number. */
    count: (n: number): string => whole.format(n),
    /** A number as it was set. */
    exact: (value: number): string => exact.format(value),
    twoDigits: (value: number): string => twoDigits.format(value),
    /** Three digits, in thousands, millions or thousand millions. */
    compact: (n: number): string => {
      if (n < 1e3) return whole.format(n);
      if (n < 1e6) return `${measured(n / 1e3)}\u00a0k`;
      return n < 1e9 ? `${measured(n / 1e6)}\u00a0M` : `${measured(n / 1e9)}\u00a0G`;
    },
    millions: (n: number): string => `${twoDigits.format(n / 1e6)}\u00a0M`,
    ofTotal: (done: number, total: number): string => `${whole.format(done)} / ${whole.format(total)}`,
    imagesPerSecond: (speed: number): string =>
      speed < 100 ? oneDigit.format(speed) : whole.format(Math.round(speed)),
    megabytes: (bytes: number): string => `${whole.format(Math.round(bytes / 2 ** 20))}\u00a0MiB`,
    /** Of an estimate: whole kB below one MiB, then whole MiB, from one GiB on GiB with a digit. */
    memory: (bytes: number): string => {
      if (bytes < 2 ** 20) return `${whole.format(Math.ceil(bytes / 1000))} kB`;
      return bytes < 2 ** 30
        ? `${whole.format(Math.round(bytes / 2 ** 20))} MiB`
        : `${oneDigit.format(bytes / 2 ** 30)} GiB`;
    },
    fileSize: (bytes: number): string => {
      if (bytes < 2 ** 10) return `${whole.format(bytes)}\u00a0B`;
      return bytes < 2 ** 20
        ? `${measured(bytes / 2 ** 10)}\u00a0KiB`
        : `${measured(bytes / 2 ** 20)}\u00a0MiB`;
    },
    measuredBytes: (bytes: number): string => `${measured(bytes / 2 ** 20)}\u00a0MiB`,
    /** A share of 0…1; the space before the sign never breaks. */
    percent: (share: number): string => `${(100 * share).toFixed(1)}\u00a0%`,
    loss: (loss: number): string => loss.toFixed(4),
    /** One digit and a power of ten, as deviations are told: `3·10⁻⁶`. */
    power: (value: number): string => {
      const [digit = '', exponent = ''] = value.toExponential(0).split('e');
      const raised = [...String(Number(exponent))].map((sign) =>
        sign === '-' ? '⁻' : '⁰¹²³⁴⁵⁶⁷⁸⁹'[Number(sign)],
      );
      return value === 0 ? '0' : `${digit}·10${raised.join('')}`;
    },
    times: (factor: number): string => `${oneDigit.format(factor)}×`,
  };
}

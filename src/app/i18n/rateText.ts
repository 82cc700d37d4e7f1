/** A learning rate in two digits, alike in every language: `0.12`, `1e-5`. */
export const rateText = (rate: number): string =>
  rate > 0 && rate < 1e-4 ? rate.toExponential(1).replace('.0e', 'e') : String(Number(rate.toPrecision(2)));

/**
 * How a number is read that a person wrote: in a form, an address or on a command line. Stricter than JavaScript, which takes
 * `0x10` and an empty text for numbers, and kinder to what keyboards of other languages give. Pure.
 */

/** Full-width letters, digits and signs (`１６`, `，`, `－`), and the signs that look like theirs, as ASCII. */
export const halfWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(/\u3000/g, ' ')
    .replace(/\u3001/g, ',')
    .replace(/\u2212/g, '-');

/** Digits, plain or in groups of three by commas: `50,000`. No point: to some readers `50.000` is fifty thousand. */
const wholeNumber = /^[+-]?(\d+|\d{1,3}(,\d{3})+)$/;
/**
 * Digits with at most one decimal sign, a point or a comma, and an exponent, which JavaScript writes for small numbers. A comma
 * is never a group here: no setting of this kind has values in the thousands, so `1,234` is a little more than one.
 */
const decimalNumber = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;

/** The number that a text stands for, NaN where it stands for none. Spaces around it do not count. */
export function numberIn(text: string, whole: boolean): number {
  const written = halfWidth(text).trim();
  if (whole) return wholeNumber.test(written) ? Number(written.replaceAll(',', '')) : Number.NaN;
  return decimalNumber.test(written) ? Number(written.replace(',', '.')) : Number.NaN;
}

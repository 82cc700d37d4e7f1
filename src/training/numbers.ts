/**
 * How a number is read that a person wrote: in a form, an address or on a command line. Stricter than JavaScript, which takes
 * `0x10` and an empty text for numbers, and kinder to what keyboards of other languages give. Pure.
 */

/** The zeros of keyboards for Arabic, Persian, Hindi and Bengali; nine digits follow each. */
const zeros = [0x660, 0x6f0, 0x966, 0x9e6];
const otherDigits = /[\u0660-\u0669\u06f0-\u06f9\u0966-\u096f\u09e6-\u09ef]/g;
const digitOf = (code: number): number => code - (zeros.findLast((zero) => zero <= code) ?? code);

/**
 * Full-width letters, digits and signs (`１６`, `，`, `－`), the digits and signs of other scripts, and the signs that look like
 * theirs, as ASCII.
 */
export const halfWidth = (text: string): string =>
  text
    .replace(/[\uff01-\uff5e]/g, (c) => String.fromCharCode(c.charCodeAt(0) - 0xfee0))
    .replace(otherDigits, (c) => String(digitOf(c.charCodeAt(0))))
    .replace(/[\u3000\u00a0\u2009\u202f]/g, ' ')
    .replace(/[\u3001\u060c\u066c]/g, ',')
    .replace(/\u066b/g, '.')
    .replace(/\u2019/g, "'")
    .replace(/\u2212/g, '-');

/**
 * Digits, plain or in groups of three by one and the same sign: `50,000`, `50 000`, `50'000`. No point: to some readers `50.000`
 * is fifty, to others fifty thousand.
 */
const wholeNumber = /^[+-]?(\d+|\d{1,3}([, '])\d{3}(\2\d{3})*)$/;
/**
 * Digits with at most one decimal sign, a point or a comma, and an exponent, which JavaScript writes for small numbers. A comma
 * is never a group here: no setting of this kind has values in the thousands, so `1,234` is a little more than one.
 */
const decimalNumber = /^[+-]?(\d+[.,]?\d*|[.,]\d+)(e[+-]?\d+)?$/i;

/** The number that a text stands for, NaN where it stands for none. Spaces around it do not count. */
export function numberIn(text: string, whole: boolean): number {
  const written = halfWidth(text).trim();
  if (whole) return wholeNumber.test(written) ? Number(written.replace(/[, ']/g, '')) : Number.NaN;
  return decimalNumber.test(written) ? Number(written.replace(',', '.')) : Number.NaN;
}

/** Powers of ten as people write them. Pure. */

const superscripts = '⁰¹²³⁴⁵⁶⁷⁸⁹';

/** `0.1`, `1`, `10`; from a thousand on and below a hundredth `10³`, `10⁻³`. */
export function powerOfTen(exponent: number): string {
  if (Math.abs(exponent) < 3) return String(10 ** exponent);
  const digits = [...String(Math.abs(exponent))].map((digit) => superscripts[Number(digit)]);
  return `10${exponent < 0 ? '⁻' : ''}${digits.join('')}`;
}

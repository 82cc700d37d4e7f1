/** Student's t distribution: how far from zero a mean of few samples may lie by chance. */

const lanczos = [
  76.18009172947146, -86.50532032941678, 24.01409824083091, -1.231739572450155, 0.1208650973866179e-2,
  -0.5395239384953e-5,
];

/** ln Γ(x) for x > 0, to ten digits (Lanczos 1964). */
function logGamma(x: number): number {
  const t = x + 5.5;
  const sum = lanczos.reduce((s, c, i) => s + c / (x + 1 + i), 1.000000000190015);
  return (x + 0.5) * Math.log(t) - t + Math.log((2.5066282746310007 * sum) / x);
}

/** The continued fraction of the incomplete beta function, by Lentz's method: https://dlmf.nist.gov/8.17#v */
function betaFraction(a: number, b: number, x: number): number {
  const tiny = 1e-300;
  const bounded = (v: number): number => (Math.abs(v) < tiny ? tiny : v);
  let c = 1;
  let d = 1 / bounded(1 - ((a + b) * x) / (a + 1));
  let h = d;
  for (let m = 1; m <= 500; m++) {
    const even = (m * (b - m) * x) / ((a + 2 * m - 1) * (a + 2 * m));
    const odd = (-(a + m) * (a + b + m) * x) / ((a + 2 * m) * (a + 2 * m + 1));
    let step = 1;
    for (const term of [even, odd]) {
      d = 1 / bounded(1 + term * d);
      c = bounded(1 + term / c);
      step = c * d;
      h *= step;
    }
    if (Math.abs(step - 1) < 1e-14) break;
  }
  return h;
}

/** I_x(a, b): https://dlmf.nist.gov/8.17#i */
function incompleteBeta(a: number, b: number, x: number): number {
  if (x <= 0 || x >= 1) return x <= 0 ? 0 : 1;
  const front = Math.exp(logGamma(a + b) - logGamma(a) - logGamma(b) + a * Math.log(x) + b * Math.log1p(-x));
  return x < (a + 1) / (a + b + 2)
    ? (front * betaFraction(a, b, x)) / a
    : 1 - (front * betaFraction(b, a, 1 - x)) / b;
}

/** Chance that |t| is beyond a value. */
const beyond = (t: number, df: number): number => incompleteBeta(df / 2, 0.5, df / (df + t * t));

/**
 * The value that |t| exceeds with this chance, as `scipy.stats.t.ppf(1 - chance / 2, df)`.
 * @param df Degrees of freedom, also fractions, above zero.
 */
export function tQuantile(chance: number, df: number): number {
  let [low, high] = [0, 1];
  while (beyond(high, df) > chance) high *= 2;
  for (let i = 0; i < 200 && high - low > 1e-12 * high; i++) {
    const middle = (low + high) / 2;
    if (beyond(middle, df) > chance) low = middle;
    else high = middle;
  }
  return (low + high) / 2;
}

/**
 * The price of a block: what accuracy a trained network loses without it (Veit et al. 2016), on some test pictures. Both networks answer
 * the same pictures, so only those count that one of them gets right and the other does not. Pure.
 */
/** How many pictures two networks got right. */
export interface Pair {
  readonly pictures: number;
  /** With all blocks. */
  readonly whole: number;
  /** With all blocks alone, and without the block alone. */
  readonly lost: number;
  readonly won: number;
}

export const nothingCounted: Pair = { pictures: 0, whole: 0, lost: 0, won: 0 };

/** @param labels Class numbers of the pictures. @param whole, without N·classes logits. */
export function pairOf(labels: ArrayLike<number>, whole: Float32Array, without: Float32Array): Pair {
  const classes = whole.length / labels.length;
  const rights = (logits: Float32Array) =>
    Array.from(labels, (label, i) => {
      const own = logits.subarray(i * classes, (i + 1) * classes);
      return own.indexOf(Math.max(...own)) === label;
    });
  const [a, b] = [rights(whole), rights(without)];
  return {
    pictures: labels.length,
    whole: a.filter((right) => right).length,
    lost: a.filter((right, i) => right && !b[i]).length,
    won: b.filter((right, i) => right && !a[i]).length,
  };
}

/** What was counted on other pictures, added. */
export const joinedPair = (a: Pair, b: Pair): Pair => ({
  pictures: a.pictures + b.pictures,
  whole: a.whole + b.whole,
  lost: a.lost + b.lost,
  won: a.won + b.won,
});

export interface Price {
  /** Share of the pictures that the network loses: below zero where it is better without. */
  readonly loss: number;
  /** Half of the 95 % interval around it. */
  readonly margin: number;
  /** Shares that are right with all blocks, and without this one. */
  readonly whole: number;
  readonly without: number;
  readonly pictures: number;
}

/** 95 % of a normal distribution lie within so many deviations. */
const deviations = 1.96;

/** Whether a network that knows more than to guess among so many classes only guesses without the block, as far as so many pictures can tell. */
export function isLost({ whole, without, pictures }: Price, classes: number): boolean {
  const chance = 1 / classes;
  const guessing = chance + deviations * Math.sqrt((chance * (1 - chance)) / pictures);
  return without <= guessing && whole > guessing;
}

/**
 * The interval is Wald's for the difference of paired shares with half a picture added to each of the four cells (Agresti & Min 2005), so
 * that few pictures, or none that differ, do not make it certain.
 */
export function priceOf({ pictures, whole, lost, won }: Pair): Price | undefined {
  if (pictures === 0) return undefined;
  const n = pictures + 2;
  const [b, c] = [(lost + 0.5) / n, (won + 0.5) / n];
  return {
    loss: (lost - won) / pictures,
    margin: deviations * Math.sqrt((b + c - (b - c) ** 2) / n),
    whole: whole / pictures,
    without: (whole - lost + won) / pictures,
    pictures,
  };
}

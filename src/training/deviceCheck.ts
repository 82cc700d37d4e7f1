/** What came of comparing the engine on a device with numbers computed elsewhere. Plain data, for page and command line. */

/** One network, trained for a few steps from drawn weights on drawn pictures. */
export interface CheckedNetwork {
  readonly name: string;
  readonly batchSize: number;
  /** Families of kernels that computed its convolutions. */
  readonly families: readonly string[];
  /** The largest relative deviation from PyTorch in float64; NaN where a result is not a finite number. */
  readonly deviation: number;
  /** What rounding may come to. */
  readonly limit: number;
  /** Which result deviates so far, such as `gradient of layer1.0.features.0.weight`. */
  readonly of: string;
}

export const isRight = ({ deviation, limit }: CheckedNetwork): boolean => deviation <= limit;

/** The network that is the furthest from right, for its limit; nothing where none was checked. */
export function worstOf(checked: readonly CheckedNetwork[]): CheckedNetwork | undefined {
  const share = ({ deviation, limit }: CheckedNetwork): number =>
    Number.isFinite(deviation) ? deviation / limit : Number.POSITIVE_INFINITY;
  return [...checked].sort((a, b) => (share(a) === share(b) ? 0 : share(b) - share(a)))[0];
}

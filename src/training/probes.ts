/** What a linear probe says of a block: how well a linear classifier tells the classes from the block's pooled output. */

export interface BlockProbe {
  /** As in the vitals: `stem`, or a block such as `layer1.0`. */
  readonly name: string;
  /** Share of held-out pictures that the probe tells right, 0…1. */
  readonly accuracy: number;
}

/** What WebGPU tells of a device, and what our kernels make of it. Plain data, for a report. */

export interface DeviceFacts {
  /** What the browser says of the adapter; most hide the model. */
  readonly adapter: Readonly<Record<string, string | number | boolean>>;
  /** Of the device, which we request with all that a kernel can use. */
  readonly features: readonly string[];
  readonly limits: Readonly<Record<string, number>>;
  /** What the choice of kernels depends on. */
  readonly traits: Readonly<Record<string, string | number | boolean>>;
}

/** Bytes `offset … offset + size` of a buffer. */
export interface BufferRegion {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/** Parts of buffers, and the buffers that our kernels work on. */
import { elementsOf } from '../model/parameters.ts';
import { ceilDiv } from './kernel.ts';
import { bytesPerElement, type Storage } from './storage.ts';

/** Bytes `offset … offset + size` of a buffer. */
export interface BufferRegion {
  readonly buffer: GPUBuffer;
  readonly offset: number;
  readonly size: number;
}

/** Bytes of a tensor; whole numbers take as many an element as float32. */
export const bytesOf = (shape: readonly number[], storage: Storage = 'float32'): number =>
  bytesPerElement(storage) * elementsOf(shape);

/** Bytes at whose multiples a binding may start on every device. */
export const alignment = 256;
/** The least such multiple that holds so many bytes. */
export const align = (bytes: number): number => alignment * ceilDiv(bytes, alignment);

/** Bytes of a parameter's place in a flat buffer: half of them are such a multiple too, for its copy as halves. */
export const flatBytesOf = (shape: readonly number[]): number => 2 * align(bytesOf(shape, 'float16'));

/** A buffer that kernels may bind and that can be copied both ways, filled with zeros. */
export const newBuffer = (device: GPUDevice, label: string, size: number): GPUBuffer =>
  device.createBuffer({
    label,
    size,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST,
  });

/** The whole of a new buffer. */
export const newRegion = (device: GPUDevice, label: string, size: number): BufferRegion => ({
  buffer: newBuffer(device, label, size),
  offset: 0,
  size,
});

/** How the fused engine stores feature maps and the weights that convolutions read, and what it takes of memory. Pure. */
import type { RunConfig } from './settings.ts';

export type Storage = RunConfig['storage'];

/** Bytes of an element. */
export const bytesPerElement = (storage: Storage): number => (storage === 'float16' ? 2 : 4);

/**
 * How a tensor whose innermost length is `channels` is stored where `wanted` is asked for: halves only in fours. Threads
 * that write single elements would have to share a word. What is left, the pictures above all, is small.
 */
export const storageFor = (wanted: Storage, channels: number): Storage =>
  channels % 4 === 0 ? wanted : 'float32';

/** How a run stores: a choice for the fused engine alone. */
export const storageOfRun = ({ engine, storage }: Pick<RunConfig, 'engine' | 'storage'>): Storage =>
  engine === 'fused' ? storage : 'float32';

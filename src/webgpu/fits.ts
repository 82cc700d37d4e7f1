/**
 * Whether a network, and a batch of it, fits a device, asked before anything is allocated: the same questions that
 * limits.ts asks of every dispatch, but early, and with answers in terms of what a person can choose.
 */
import { elementsOf, parametersOf } from '../model/parameters.ts';
import type { Structure } from '../model/structure.ts';
import { ProblemError } from '../problems/index.ts';
import { largestMapBytes } from '../training/memory.ts';
import type { Storage } from '../training/storage.ts';
import type { DispatchLimits } from './limits.ts';
import { flatBytesOf } from './region.ts';

export type MemoryLimits = Pick<DispatchLimits, 'maxBindingBytes' | 'maxBufferBytes'>;

const megabytes = (bytes: number): number => Math.floor(bytes / 2 ** 20);

/** Bytes of one tensor at most: it has a buffer, or a part of one, and is bound whole. */
const tensorLimit = ({ maxBindingBytes, maxBufferBytes }: MemoryLimits): number =>
  Math.min(maxBindingBytes, maxBufferBytes);

/** @throws ProblemError where the weights are too large, whatever the batch. */
export function checkWeights(structure: Structure, limits: MemoryLimits): void {
  const limit = tensorLimit(limits);
  const parameters = parametersOf(structure);
  if (Math.max(...parameters.map((p) => 4 * elementsOf(p.shape))) > limit) {
    throw new ProblemError({ kind: 'layer-too-large', limitMB: megabytes(limit) });
  }
  // All that is trained lies in one buffer, which is bound in parts.
  const flat = parameters.reduce((sum, p) => (p.trainable ? sum + flatBytesOf(p.shape) : sum), 0);
  if (flat > limits.maxBufferBytes) {
    const limitMB = megabytes(limits.maxBufferBytes);
    throw new ProblemError({ kind: 'network-too-large', limitMB });
  }
}

/** @throws ProblemError that names the largest batch that fits, if any does. */
export function checkBatch(
  structure: Structure,
  batch: number,
  limits: MemoryLimits,
  storage?: Storage,
): void {
  const limit = tensorLimit(limits);
  const largest = largestMapBytes(structure, storage);
  if (batch * largest <= limit) return;
  const most = Math.floor(limit / largest);
  const limitMB = megabytes(limit);
  throw new ProblemError(
    most > 0 ? { kind: 'batch-too-large', batch, limitMB, most } : { kind: 'picture-too-large', limitMB },
  );
}

/**
 * The network that comes with the page: its manifest, its weights for whoever asks it something, and the frame that its training left,
 * each loaded when it is first wanted. The browser keeps them for visits without a connection.
 */
import { defaultRetryPolicy, withStallGuard } from '../base/retry.ts';
import { LoadError } from '../data/dataError.ts';
import { loadFile } from '../data/loadFile.ts';
import type { ShardSource } from '../data/shardSource.ts';
import { readFrameFile } from '../formats/frameFile.ts';
import { fits } from '../formats/inferSpecs.ts';
import { readStateFile, type StoredState } from '../formats/stateFile.ts';
import { ProblemError, problemOf } from '../problems/index.ts';
import { specOf } from '../training/config.ts';
import type { Frame } from '../training/frames.ts';
import { parseShippedManifest, type ShippedManifest } from '../training/shippedManifest.ts';
import type { ShippedNetwork } from '../training/shippedNetwork.ts';

export interface ShippedWeights {
  readonly network: ShippedNetwork;
  readonly state: StoredState;
}

export interface ShippedFrame {
  readonly network: ShippedNetwork;
  readonly frame: Frame;
}

/**
 * Undefined where the page comes without a network.
 * @throws ProblemError where it cannot be had, or is not what its manifest says. It may be had the next time.
 */
export interface Shipped {
  weights(): Promise<ShippedWeights | undefined>;
  frame(): Promise<ShippedFrame | undefined>;
}

/** Whoever wants it asks again, so there is no need to insist. The second try goes past copies on the way. */
const tries = 2;

/** Servers say in several ways that they have no such file. */
const isMissing = (error: unknown): boolean =>
  error instanceof LoadError &&
  (error.fault.kind === 'web-page' || (error.fault.kind === 'refused' && error.fault.status === 404));

/** Loads once what is wanted often; what failed may be there the next time. */
function once<T>(load: () => Promise<T>): () => Promise<T> {
  let loading: Promise<T> | undefined;
  return () => {
    loading ??= load().catch((error: unknown) => {
      loading = undefined;
      throw error;
    });
    return loading;
  };
}

export function createShipped(source: () => ShardSource): Shipped {
  const signal = new AbortController().signal;

  const manifest = once(async (): Promise<ShippedManifest | undefined> => {
    const { manifest: read, settle } = source();
    let bytes: Uint8Array;
    try {
      bytes = await withStallGuard(
        (guarded, onBytes) => read({ signal: guarded, onBytes }),
        defaultRetryPolicy,
        signal,
      );
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new ProblemError({ kind: 'shipped-not-loaded' }, { cause: error });
    }
    const found = parseShippedManifest(bytes);
    await settle?.(bytes, [found.weights, found.frame]);
    return found;
  });

  /** A file of the folder, read as what it should be. */
  async function file<T>(entry: ShippedManifest['frame'], read: (bytes: Uint8Array) => T): Promise<T> {
    let bytes: Uint8Array;
    try {
      const loading = { source: { ...source(), tries }, retry: defaultRetryPolicy, signal };
      bytes = await loadFile(entry, 'network', loading);
    } catch (error) {
      const problem = problemOf(error);
      const fault = problem.kind === 'file-not-loaded' ? problem.fault.kind : undefined;
      const other = fault === 'wrong-length' || fault === 'wrong-checksum' || fault === 'too-long';
      throw new ProblemError({ kind: other ? 'shipped-unusable' : 'shipped-not-loaded' }, { cause: error });
    }
    try {
      return read(bytes);
    } catch (error) {
      throw new ProblemError({ kind: 'shipped-unusable' }, { cause: error });
    }
  }

  return {
    weights: once(async () => {
      const found = await manifest();
      if (!found) return undefined;
      const { network, weights } = found;
      const state = await file(weights, readStateFile);
      if (!fits(specOf(network.config), state.weights)) throw new ProblemError({ kind: 'shipped-unusable' });
      return { network, state };
    }),
    frame: once(async () => {
      const found = await manifest();
      return found && { network: found.network, frame: await file(found.frame, readFrameFile) };
    }),
  };
}

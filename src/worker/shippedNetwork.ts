/** The weights of the network that comes with the page, loaded when it is first asked something. */
import { sha256Hex } from '../base/sha256.ts';
import { LoadError } from '../data/dataError.ts';
import { fits } from '../formats/inferSpecs.ts';
import { readStateFile, type StoredState } from '../formats/stateFile.ts';
import { ProblemError } from '../problems/index.ts';
import { specOf } from '../training/config.ts';
import {
  mostManifestBytes,
  parseShippedManifest,
  type ShippedNetwork,
  shippedManifestName,
} from '../training/shippedNetwork.ts';

export interface ShippedWeights {
  readonly network: ShippedNetwork;
  readonly state: StoredState;
}

/** Reads a file of the folder, and no more bytes of it than these. @throws LoadError. */
export type ReadShipped = (name: string, mostBytes: number) => Promise<Uint8Array>;

/** Servers say in several ways that they have no such file. */
const isMissing = (error: unknown): boolean =>
  error instanceof LoadError &&
  (error.fault.kind === 'web-page' || (error.fault.kind === 'refused' && error.fault.status === 404));

/**
 * @returns undefined where the page comes without one.
 * @throws ProblemError where it cannot be had, or is not what its manifest says.
 */
export async function loadShipped(read: ReadShipped): Promise<ShippedWeights | undefined> {
  const bytesOf = async (name: string, most: number) => {
    try {
      return await read(name, most);
    } catch (error) {
      if (isMissing(error)) return undefined;
      throw new ProblemError({ kind: 'shipped-not-loaded' }, { cause: error });
    }
  };
  const text = await bytesOf(shippedManifestName, mostManifestBytes);
  if (!text) return undefined;
  const { format: _, version: __, file, bytes, sha256, ...network } = parseShippedManifest(text);
  const weights = await bytesOf(file, bytes);
  if (!weights) throw new ProblemError({ kind: 'shipped-not-loaded' });
  if (weights.length !== bytes || (await sha256Hex(weights)) !== sha256)
    throw new ProblemError({ kind: 'shipped-unusable' });
  let state: StoredState;
  try {
    state = readStateFile(weights);
  } catch (error) {
    throw new ProblemError({ kind: 'shipped-unusable' }, { cause: error });
  }
  if (!fits(specOf(network.config), state.weights)) throw new ProblemError({ kind: 'shipped-unusable' });
  return { network, state };
}

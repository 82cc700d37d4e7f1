/** Where the files of the data folder come from: a web server or a disk. Checking them is the loader's work. */
import type { DataPlace } from '../problems/data.ts';
import type { FileEntry } from './manifest.ts';

export interface ReadOptions {
  readonly signal: AbortSignal;
  /** Called with the bytes received so far, as often as some arrive. */
  readonly onBytes?: (received: number) => void;
  /** An earlier copy was bad: go past all caches on the way. */
  readonly fresh?: boolean;
}

export interface ShardSource {
  /** How often to try a file before giving up. */
  readonly tries: number;
  /** What helps when a file cannot be had depends on it. */
  readonly place: DataPlace;
  /** Bytes of `manifest.json`. @throws DataError when there can be none. */
  manifest(options: ReadOptions): Promise<Uint8Array>;
  /** Bytes of a file as they come, unchecked. Rejects with the signal's reason when aborted. */
  file(entry: FileEntry, options: ReadOptions): Promise<Uint8Array>;
  /** A copy kept by an earlier visit, unchecked. Never rejects. */
  recall?(entry: FileEntry): Promise<Uint8Array | undefined>;
  /** Keeps a checked file for the next visit. Never rejects: a full disk costs speed, not the run. */
  keep?(entry: FileEntry, bytes: Uint8Array): Promise<void>;
  /** Resolves when a connection that was gone is back; without it an outage is not waited for. */
  reconnected?(signal: AbortSignal): Promise<void>;
  /** The manifest is valid: stores it, and drops cached files that it does not list. Never rejects. */
  settle?(manifest: Uint8Array, entries: readonly FileEntry[]): Promise<void>;
}

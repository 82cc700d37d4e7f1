/** What a page asks of the reading of somebody's own pictures, and what it hears of it. */
import type { LayoutName } from '../../../../data/own/found.ts';
import type { PlannedClass, Splitting } from '../../../../data/own/plan.ts';
import type { Fit } from '../../../../data/own/square.ts';
import type { OwnDataWarning } from '../../../../problems/ownData.ts';
import type { KeptSet } from '../../../../storage/ownSets/keptSet.ts';

/** A file that was dropped or chosen. */
export interface ChosenFile {
  /** From the chosen folder on, with slashes. */
  readonly path: string;
  readonly file: File;
}

export interface PreviewClass extends PlannedClass {
  readonly leftOut: boolean;
}

/** What would be made of the files as they are mended so far. */
export interface Preview {
  readonly layout: LayoutName;
  /** Also those that are left out, each in its place. */
  readonly classes: readonly PreviewClass[];
  /** Of those that are in, as all that follows. */
  readonly splitting: Splitting;
  readonly warnings: readonly OwnDataWarning[];
  readonly pictures: number;
  /** Whether there is a change to take back. */
  readonly undoable: boolean;
}

/** @param total 0 while it is not known. */
export type OnProgress = (done: number, total: number) => void;

export interface SheetOptions {
  readonly imageSize: 32 | 64;
  readonly fit: Fit;
  /** Pictures of a class at most. */
  readonly each: number;
  /** Numbers of classes of the preview; all where it is not said. */
  readonly classes?: readonly number[];
}

/** A picture as the network would see it. */
export interface SheetPicture {
  readonly classIndex: number;
  /** S·S·4 bytes, as a canvas takes them. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
}

export interface MakeSettings {
  /** What people call the set. */
  readonly title: string;
  readonly imageSize: 32 | 64;
  readonly fit: Fit;
  /** Fixes which pictures are tested on, where the data does not say. */
  readonly seed: number;
}

export interface MadeAnswer {
  readonly kept: KeptSet;
  readonly warnings: readonly OwnDataWarning[];
}

/**
 * One reading. Whatever rejects does so with an `OwnDataError`, whose problem has its words, or with the reason of a signal; the reading can be asked again after
 * either, but for `reader-gone`.
 */
export interface Reading {
  /** Tells what files are. Counts bytes. */
  understand(files: readonly ChosenFile[], onProgress?: OnProgress): Promise<Preview>;
  rename(index: number, name: string): Promise<Preview>;
  /** Makes two classes one, in the place and under the name of the first; those behind the other move up. */
  merge(into: number, other: number): Promise<Preview>;
  leaveOut(index: number, out: boolean): Promise<Preview>;
  /** Takes the last change back, of whatever kind. */
  undo(): Promise<Preview>;
  /** Decodes some pictures. The next call ends one that is still under way, which then rejects with an AbortError. Pictures that cannot be read are passed by. */
  sheet(options: SheetOptions, signal?: AbortSignal): Promise<readonly SheetPicture[]>;
  /** Makes the set and keeps it in the browser. Counts pictures. */
  make(settings: MakeSettings, onProgress?: OnProgress, signal?: AbortSignal): Promise<MadeAnswer>;
  /** Ends it at once, with all that it has in memory; what is still asked for is never answered. */
  dispose(): void;
}

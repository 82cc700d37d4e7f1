/** A file that an export consists of. */
export interface ExportedFile {
  /** Relative to the folder of the export, with forward slashes. */
  readonly path: string;
  readonly bytes: Uint8Array;
}

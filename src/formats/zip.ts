/** A folder of files as one zip. The same files give the same bytes. */
import { type Zippable, zipSync } from 'fflate';
import type { ExportedFile } from './exportedFile.ts';

/** The earliest date that a zip can hold. With the real date, every zip of the same files would differ. */
const mtime = new Date(1980, 0, 1);
/** Weights hardly shrink: packing them would take time for nothing. */
const dense = /\.(bin|safetensors|onnx)$/;

export function zipOf(files: readonly ExportedFile[]): Uint8Array {
  const entries = files.map(({ path, bytes }) => [path, [bytes, { level: dense.test(path) ? 0 : 6 }]]);
  return zipSync(Object.fromEntries(entries) as Zippable, { mtime });
}

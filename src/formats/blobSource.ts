/** A file that a person gave, as what readers of files ask for bytes. */
import { ProblemError } from '../problems/index.ts';
import type { Source } from './safetensors.ts';

/** Its `read` throws a ProblemError where the file was moved or changed since. */
export const blobSource = (file: Blob): Source => ({
  size: file.size,
  async read(begin, end) {
    try {
      return new Uint8Array(await file.slice(begin, end).arrayBuffer());
    } catch {
      throw new ProblemError({ kind: 'file-gone' });
    }
  },
});

/** What gzip holds, unpacked by the platform, never beyond a bound. */
import { Gunzip } from 'fflate';
import { megabytes, mostBytes } from '../bounds.ts';
import { OwnDataError } from '../ownDataError.ts';
import { type OwnFile, sliceOf } from '../tree.ts';

export const isGzip = (head: Uint8Array): boolean => head[0] === 0x1f && head[1] === 0x8b;

/** The first bytes of what a gzip file holds, out of its own first bytes; none where they are damaged. */
export function gunzippedHead(head: Uint8Array, count: number): Uint8Array {
  const found = new Uint8Array(count);
  let at = 0;
  try {
    const gunzip = new Gunzip((chunk) => {
      found.set(chunk.subarray(0, count - at), at);
      at = Math.min(count, at + chunk.length);
    });
    gunzip.push(head);
  } catch {
    // What came before the damage may be enough.
  }
  return found.subarray(0, at);
}

/** @throws OwnDataError where it is damaged or unpacks to more than `most`. */
export async function gunzipped(file: OwnFile, most = mostBytes): Promise<Uint8Array> {
  const bytes = await sliceOf(file, 0, file.size);
  const chunks: Uint8Array[] = [];
  let total = 0;
  const reader = new Blob([bytes as Uint8Array<ArrayBuffer>])
    .stream()
    .pipeThrough(new DecompressionStream('gzip'))
    .getReader();
  try {
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      total += value.length;
      if (total > most) {
        await reader.cancel();
        throw new OwnDataError({ kind: 'unpacks-too-large', name: file.path, most: megabytes(most) });
      }
      chunks.push(value);
    }
  } catch (error) {
    if (error instanceof OwnDataError) throw error;
    throw new OwnDataError({ kind: 'archive-damaged', name: file.path }, { cause: error });
  }
  const whole = new Uint8Array(total);
  let at = 0;
  for (const chunk of chunks) {
    whole.set(chunk, at);
    at += chunk.length;
  }
  return whole;
}

/** SHA-256 by the platform, in browser, worker and Node alike. */
import { DataError } from './dataError.ts';

/** 64 lower-case hexadecimal digits. @throws DataError where the browser offers no cryptography. */
export async function sha256Hex(bytes: Uint8Array): Promise<string> {
  const subtle: SubtleCrypto | undefined = globalThis.crypto?.subtle;
  if (!subtle)
    throw new DataError(
      'The browser checks no data on an insecure address: open this page by https:// or from localhost.',
    );
  // The cast says that these bytes lie in no shared memory, which `digest` would refuse.
  const digest = new Uint8Array(await subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>));
  return Array.from(digest, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

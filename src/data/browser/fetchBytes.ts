/** A file from a web server, read to its end and no further than it should be long. For page and worker. */
import { LoadError } from '../dataError.ts';
import type { ReadOptions } from '../shardSource.ts';

/** Reads a body to its end, but not past `limit` bytes. */
async function readBody(
  response: Response,
  limit: number,
  onBytes: ReadOptions['onBytes'],
): Promise<Uint8Array> {
  const reader = response.body?.getReader();
  if (!reader) throw new LoadError({ kind: 'nothing-sent' });
  const chunks: Uint8Array[] = [];
  let received = 0;
  for (;;) {
    const { done, value } = await reader.read();
    if (done) break;
    chunks.push(value);
    received += value.length;
    onBytes?.(received);
    if (received > limit) {
      await reader.cancel();
      throw new LoadError({ kind: 'too-long', limit });
    }
  }
  const bytes = new Uint8Array(received);
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
}

/**
 * The bytes at an address.
 * @param limit Bytes at most.
 * @throws LoadError that says what came in their place, or the signal's reason.
 */
export async function fetchBytes(
  address: URL,
  mode: RequestCache,
  limit: number,
  { signal, onBytes }: Pick<ReadOptions, 'signal' | 'onBytes'>,
): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(address, { signal, cache: mode });
  } catch {
    signal.throwIfAborted();
    throw new LoadError({ kind: 'unreachable' });
  }
  if (!response.ok) throw new LoadError({ kind: 'refused', status: response.status });
  // Servers for single-page sites answer every unknown address with the page itself.
  if (response.headers.get('content-type')?.startsWith('text/html'))
    throw new LoadError({ kind: 'web-page' });
  try {
    return await readBody(response, limit, onBytes);
  } catch (error) {
    signal.throwIfAborted();
    throw error instanceof TypeError ? new LoadError({ kind: 'broken-off' }) : error;
  }
}
